from datetime import timedelta
from typing import Any

from coaching import account
from coaching.models import AccountEntry, Coaching, Slot
from lms.people.models import Municipality
from lms.programmes.models import Standing
from tests.make import people
from tests.make.programmes import standing
from tests.make.time import MONDAY


def model_municipality(**facts: Any) -> Municipality:
    """A selected municipality whose eighty consulting days (38,400 minutes) have been granted."""
    town = people.municipality(**facts)
    grant(town)
    return town


def grant(town: Municipality) -> AccountEntry:
    return account.grant(standing(town, kind=Standing.Kind.MODEL), at=MONDAY)


def coaching(**facts: Any) -> Coaching:
    """A request that waits for a coach; say ``coach`` and ``status`` for a later state."""
    if "municipality" not in facts:
        facts["municipality"] = model_municipality()
    if "person" not in facts:
        facts["person"] = people.staff(of=facts["municipality"])
    facts.setdefault("requested_at", MONDAY)
    return Coaching.objects.create(**facts)


def slot(coaching: Coaching, **facts: Any) -> Slot:
    """An hour in a week's time, offered."""
    facts.setdefault("starts_at", MONDAY + timedelta(days=7))
    facts.setdefault("ends_at", facts["starts_at"] + timedelta(hours=1))
    facts.setdefault("place", "Raum 7")
    facts.setdefault("changed_at", MONDAY)
    return Slot.objects.create(coaching=coaching, **facts)


def agreed(**facts: Any) -> Slot:
    """A talk with an agreed date of an hour in a week's time."""
    if "coach" not in facts:
        facts["coach"] = people.coach()
    return slot(coaching(status="agreed", **facts), status="agreed")
