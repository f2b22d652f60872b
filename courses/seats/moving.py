"""Telling people with a seat that a date of theirs takes place at another time."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from courses.seats import letters, waiting
from courses.seats.models import Registration, RegistrationQuerySet
from courses.sessions.models import Run
from lms.journal import recording as journal


def tell_group(run: Run, *, at: datetime) -> int:
    """Write to everybody in this run who does not know its dates yet; returns to how many people. Twice is once."""
    return _tell(run.registrations.owed_a_new_date(at=at), at=at)


def tell_all(at: datetime) -> int:
    """Whoever was missed because a listener was lost."""
    return _tell(Registration.objects.owed_a_new_date(at=at), at=at)


def _tell(owed: RegistrationQuerySet, *, at: datetime) -> int:
    return sum(_tell_one(registration.pk, at=at) for registration in owed.order_by("pk").only("pk"))


@transaction.atomic
def _tell_one(registration_id: int, *, at: datetime) -> bool:
    # Look again under the lock: two workers may have found the same person.
    owed = Registration.objects.owed_a_new_date(at=at).select_for_update(of=("self",))
    registration = owed.select_related("person", "run__offer").filter(pk=registration_id).first()
    if registration is None:
        return False
    changed = list(
        registration.run.sessions.filter(ends_at__gt=at, changed_at__gt=registration.told_at).soonest_first()
    )
    waiting.post_all(letters.dates_moved(registration, changed, at=at))
    registration.dates_told_at = max(session.changed_at for session in changed)
    registration.save(update_fields=["dates_told_at"])
    journal.record(registration, "told of moved dates", by=None, at=at, dates=[session.pk for session in changed])
    return True
