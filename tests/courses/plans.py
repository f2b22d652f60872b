"""Plans of runs: as the verbs take them, and as a trainer types them."""

from datetime import datetime, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse

from courses.catalogue.models import Offer
from courses.sessions.planning import Plan, Slot
from lms.people.models import User
from tests.make import MONDAY

IN_FOUR_WEEKS = MONDAY + timedelta(days=28)


def slot(starts_at: datetime = IN_FOUR_WEEKS, *, minutes: int = 150, break_minutes: int = 15) -> Slot:
    return Slot(starts_at, starts_at + timedelta(minutes=minutes), break_minutes)


def plan(trainer: User, *slots: Slot, **facts: Any) -> Plan:
    """A plan that fits the offers of ``make.offer()``: online, twenty seats, one date of 135 net minutes."""
    facts.setdefault("seats", 20)
    facts.setdefault("online_link", "https://raum.example.org/abc")
    return Plan(trainer=trainer, slots=slots or (slot(),), **facts)


def typed(**changes: Any) -> dict[str, Any]:
    """A form as somebody fills it in: two dates of 135 minutes, the third row left empty."""
    return {
        "rows": "3",
        "day_1": "2027-03-29",
        "begins_1": "10:00",
        "ends_1": "12:30",
        "break_minutes_1": "15",
        "day_2": "2027-04-05",
        "begins_2": "10:00",
        "ends_2": "12:15",
        "break_minutes_2": "",
        "day_3": "",
        "begins_3": "",
        "ends_3": "",
        "break_minutes_3": "",
        "seats": "20",
        "online_link": "https://raum.example.org/abc",
        "registration_opens_at": "",
        "priority_until": "",
    } | changes


def plan_on_page(client: Client, offer: Offer, **changes: Any) -> Any:
    """Send that form for an offer."""
    return client.post(reverse("sessions:run_new", args=[offer.code]), typed(**changes))
