"""A trainer's dates, as they may stand in a calendar outside the house."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from calendars.entries import Entry, source
from courses.sessions.models import Run, Session, SessionQuerySet
from lms.people.models import User


def entry(session: Session) -> Entry:
    """One date for whoever leads it; the run and its offer should be at hand."""
    return Entry(
        uid=str(session.uid),
        sequence=session.sequence,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        title=session.run.offer.neutral_title,
        changed_at=session.changed_at,
        path=reverse("sessions:run", args=[session.run_id]),
        cancelled=session.run.status == Run.Status.CANCELLED,
    )


def _led(person: User, since: datetime, until: datetime) -> SessionQuerySet:
    return Session.objects.between(since, until).filter(run__trainer=person).exclude(run__status=Run.Status.DRAFT)


@source(if_any=_led)
def dates_of(person: User, since: datetime, until: datetime) -> Iterable[Entry]:
    """The dates a trainer leads, from publication on; cancelled ones are named as such, so that they go."""
    return [entry(session) for session in _led(person, since, until).select_related("run__offer")]
