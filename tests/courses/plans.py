"""Plans of runs, as a trainer types them."""

from datetime import datetime, timedelta
from typing import Any

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
