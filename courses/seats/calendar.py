"""The dates of somebody who has a seat, as they may stand in a calendar outside the house."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import F
from django.urls import reverse

from calendars.entries import Entry, source
from courses.seats.models import Registration, RegistrationQuerySet
from courses.sessions.models import Session
from lms.people.models import User

STRUCK_OUT = frozenset({Registration.Status.CANCELLED, Registration.Status.RUN_CANCELLED})


def entry(registration: Registration, session: Session) -> Entry:
    """One date for one participant. Its UID is their own: nobody can tell from two calendars who meets whom, and
    who cancels and registers anew gets a new event instead of an old one that programs have struck out for good.
    """
    struck_out = registration.status in STRUCK_OUT
    changed_at = session.changed_at
    if struck_out and registration.ended_at is not None:
        changed_at = max(changed_at, registration.ended_at)
    return Entry(
        uid=str(uuid.uuid5(session.uid, f"registration {registration.pk}")),
        sequence=session.sequence + 1 if struck_out else session.sequence,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        title=registration.run.offer.neutral_title,
        changed_at=changed_at,
        path=reverse("seats:registration", args=[registration.pk]),
        cancelled=struck_out,
    )


def _seated(person: User, since: datetime, until: datetime) -> RegistrationQuerySet:
    return Registration.objects.of(person).filter(
        confirmed_at__isnull=False, run__sessions__starts_at__lt=until, run__sessions__ends_at__gt=since
    )


@source(if_any=_seated)
def dates_of(person: User, since: datetime, until: datetime) -> Iterable[Entry]:
    """The dates for which the person has or had a seat; those they lost are named as cancelled, so that they go."""
    mine = "run__registrations"
    dates: Iterable[Any] = (
        Session.objects.between(since, until)
        .filter(**{f"{mine}__person": person, f"{mine}__confirmed_at__isnull": False})
        .annotate(seat=F(mine), seat_status=F(f"{mine}__status"), seat_ended_at=F(f"{mine}__ended_at"))
        .select_related("run__offer")
    )
    return [
        entry(Registration(pk=date.seat, run=date.run, status=date.seat_status, ended_at=date.seat_ended_at), date)
        for date in dates
    ]
