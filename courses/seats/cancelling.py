"""Giving a seat back, and what happens when the organiser cancels."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from courses.seats import letters, waiting
from courses.seats.models import Registration
from courses.sessions.models import Run
from lms.journal import recording as journal
from lms.kit.refusal import Refusal
from lms.people.models import User

Status = Registration.Status


class CannotCancel(Refusal):
    """Too late, or there is nothing left to cancel."""


@transaction.atomic
def cancel(registration: Registration, *, by: User, at: datetime) -> None:
    """Give back a seat or a place in line, until the first date begins.

    The first in line moves up in the same transaction: between the two there is no moment in which somebody else
    could take the seat.
    """
    run = waiting.hold_still(registration.run)
    registration.refresh_from_db()
    registration.run = run
    if not registration.is_active():
        raise CannotCancel(_("This registration has already ended."))
    if waiting.has_begun(run, at=at):
        raise CannotCancel(_("The first date has begun. Please talk to the person who leads the training."))
    registration.become(Status.CANCELLED, at=at)
    journal.record(registration, "cancelled", by=by, at=at, run=run.pk)
    waiting.post_all(letters.cancelled(registration, at=at))
    waiting.tell_moved_up(waiting.fill_free_seats(run, at=at), at=at)


@transaction.atomic
def end_with_run(run: Run, *, at: datetime) -> int:
    """The organiser has cancelled the run: every registration ends with it. Returns how many; twice is once."""
    run = waiting.hold_still(run)
    if run.status != Run.Status.CANCELLED:
        return 0
    ending = list(run.registrations.active().select_related("person"))
    prefetch_related_objects([run], "sessions")
    for registration in ending:
        registration.run = run
        registration.become(Status.RUN_CANCELLED, at=at)
        waiting.post_all(letters.run_cancelled(registration, at=at))
    journal.record_many(list(ending), "run cancelled", by=None, at=at, run=run.pk)
    return len(ending)


def end_with_cancelled_runs(at: datetime) -> int:
    """Registrations that outlived their run because a listener was lost."""
    runs = Run.objects.filter(status=Run.Status.CANCELLED, registrations__in=Registration.objects.active()).distinct()
    return sum(end_with_run(run, at=at) for run in runs)
