from datetime import timedelta
from itertools import count
from typing import Any

from courses.catalogue.models import Audience, Offer
from courses.seats.models import Registration
from courses.sessions.models import Run, Session
from tests.make import people
from tests.make.time import MONDAY

_numbers = count(1)


def offer(**facts: Any) -> Offer:
    """A published online seminar of three teaching units with twenty seats."""
    number = next(_numbers)
    facts.setdefault("code", f"T-{number:03}")
    facts.setdefault("title", f"Angebot {number}")
    facts.setdefault("neutral_title", "Fortbildung")
    facts.setdefault("summary", "Worum es geht.")
    facts.setdefault("objectives", "Erstes Ziel\nZweites Ziel")
    facts.setdefault("module", Offer.Module.M3)
    facts.setdefault("format", Offer.Format.ONLINE_SEMINAR)
    facts.setdefault("net_minutes", 135)
    facts.setdefault("min_seats", 1)
    facts.setdefault("max_seats", 20)
    facts.setdefault("is_published", True)
    return Offer.objects.create(**facts)


def audience(offer: Offer, group: str = "AL") -> Audience:
    return Audience.objects.create(offer=offer, group=group)


def run(*, dates: int = 1, **facts: Any) -> Run:
    """A published run with ``dates`` dates of 135 net minutes, the first in four weeks; open."""
    if "offer" not in facts:
        facts["offer"] = offer()
    if "trainer" not in facts:
        facts["trainer"] = people.trainer()
    facts.setdefault("seats", 20)
    facts.setdefault("registration_opens_at", MONDAY - timedelta(days=1))
    facts.setdefault("status", Run.Status.PUBLISHED)
    made = Run.objects.create(**facts)
    for number in range(dates):
        session(made, starts_at=MONDAY + timedelta(days=28 + 7 * number))
    return made


def session(run: Run, **facts: Any) -> Session:
    facts.setdefault("starts_at", MONDAY + timedelta(days=28))
    facts.setdefault("ends_at", facts["starts_at"] + timedelta(minutes=150))
    facts.setdefault("break_minutes", 15)
    facts.setdefault("changed_at", MONDAY)
    return Session.objects.create(run=run, **facts)


def registration(run: Run, **facts: Any) -> Registration:
    """A confirmed registration; the person is staff of a new municipality unless said otherwise."""
    if "person" not in facts:
        town = facts.get("municipality") or people.municipality()
        facts["person"] = people.staff(of=town)
        facts["municipality"] = town
    facts.setdefault("status", Registration.Status.CONFIRMED)
    facts.setdefault("registered_at", MONDAY)
    if facts["status"] == Registration.Status.CONFIRMED:
        facts.setdefault("confirmed_at", MONDAY)
    return Registration.objects.create(run=run, **facts)
