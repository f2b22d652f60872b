"""Publishing a run, and calling it off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from courses.sessions import letters, signals
from courses.sessions.models import Run
from lms.journal import recording as journal
from lms.kit.news import announce
from lms.kit.refusal import Refusal
from lms.mail.sending import post
from lms.people.models import User


class CannotPublish(Refusal):
    """Something is missing or too late; the sentence names everything."""


class CannotCancel(Refusal):
    """No reason is given, or the run has already begun."""


@dataclass(frozen=True)
class Window:
    """When registration opens, and until when priority counts."""

    opens_at: datetime
    priority_until: datetime | None


def window(run: Run, *, at: datetime) -> Window:
    """The window a run gets if it is published at this moment.

    Nobody can register for what they cannot see: time that a draft has lain in the drawer past its opening is added
    to the end of the priority window, so that the window stays as long as planned. It still ends before the first date.
    """
    opens_at, until = run.registration_opens_at, run.priority_until
    late = at - opens_at
    if late.total_seconds() <= 0:
        return Window(opens_at, until)
    if until is not None:
        starts = [session.starts_at for session in run.sessions.all()]
        until = min([until + late, *starts])
    return Window(at, until if until is None else max(until, at))


def obstacles_to_publishing(run: Run, *, at: datetime) -> list[str]:
    """Everything that stands between a draft and its publication; the page lists it, the verb refuses with it."""
    found = []
    sessions = list(run.sessions.all())
    if not run.offer.is_published:
        found.append(_("The offer itself is not published yet."))
    if not sessions:
        found.append(_("The run has no date yet."))
    if any(session.starts_at <= at for session in sessions):
        found.append(_("A date lies in the past. Give it a new time."))
    if run.offer.is_online() and not run.online_link:
        found.append(_("The link to the online room is missing."))
    if not run.offer.is_online() and not run.venue:
        found.append(_("The venue is missing."))
    return found


@transaction.atomic
def publish(run: Run, *, by: User, at: datetime) -> None:
    """Let people see the run and register; its trainer gets every date for their calendar."""
    _lock(run)
    if found := obstacles_to_publishing(run, at=at):
        raise CannotPublish(" ".join(found))
    run.become(Run.Status.PUBLISHED)
    from_now = window(run, at=at)
    run.registration_opens_at, run.priority_until = from_now.opens_at, from_now.priority_until
    run.published_at = at
    run.save(update_fields=["registration_opens_at", "priority_until", "published_at"])
    journal.record(run, "published", by=by, at=at, offer=run.offer_id, seats=run.seats)
    for session in run.sessions.soonest_first():
        post(letters.entered(session, run=run, at=at))
    announce(signals.run_published, run_id=run.pk, at=at)


def obstacles_to_cancelling(run: Run, *, at: datetime) -> list[str]:
    """Why a published run can no longer be called off as a whole."""
    if any(session.starts_at <= at for session in run.sessions.all()):
        return [
            _(
                "A date of this run has already begun, and who was there keeps their attendance. "
                "Move the remaining dates, or close the run with the attendance as it is."
            )
        ]
    return []


@transaction.atomic
def cancel(run: Run, *, reason: str, by: User, at: datetime) -> None:
    """Call off a published run before it begins. The floor above tells participants; the reason stands in the portal.

    The dates stay, with a raised sequence: a calendar strikes out what it is told to.
    """
    _lock(run)
    if not reason.strip():
        raise CannotCancel(_("Write a sentence for the participants: why does the run not take place?"))
    if found := obstacles_to_cancelling(run, at=at):
        raise CannotCancel(" ".join(found))
    run.become(Run.Status.CANCELLED)
    run.cancellation_reason = reason.strip()
    run.save(update_fields=["cancellation_reason"])
    run.sessions.update(sequence=F("sequence") + 1, changed_at=at)
    journal.record(run, "cancelled", by=by, at=at, offer=run.offer_id)
    for session in run.sessions.soonest_first():
        post(letters.struck_out(session, run=run, trainer=run.trainer, at=at))
    announce(signals.run_cancelled, run_id=run.pk, at=at)


def _lock(run: Run) -> None:
    """Look again under the run's lock: somebody may have published or cancelled it while the page was open."""
    run.refresh_from_db(from_queryset=Run.objects.select_for_update(of=("self",)).select_related("offer", "trainer"))
