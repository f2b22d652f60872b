"""Writing down who was there, and for how long."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from courses.attendance import rules
from courses.attendance.models import Attendance
from courses.seats import waiting
from courses.seats.models import Registration
from courses.sessions.models import Run, Session
from lms.journal import recording as journal
from lms.kit.refusal import Refusal
from lms.kit.templatetags import komma
from lms.people.models import User


class CannotMark(Refusal):
    """Not this person, not now, not these minutes."""


@transaction.atomic
def mark(session: Session, minutes_by_registration: Mapping[int, int], *, by: User, at: datetime) -> int:
    """Write down net minutes for people with a seat; returns for how many something changed.

    Whoever is not named stays as they are: unmarked people are never taken to be there. The run is held still, so
    that nobody marks in a run that is being closed. Each change is in the journal with the minutes before it.
    """
    run = waiting.hold_still(session.run)
    session.refresh_from_db()
    _check(run, session, minutes_by_registration, by=by, at=at)
    before = dict(session.attendances.values_list("registration_id", "minutes"))
    changed = {pk: minutes for pk, minutes in minutes_by_registration.items() if before.get(pk) != minutes}
    Attendance.objects.bulk_create(
        [
            Attendance(registration_id=pk, session=session, minutes=minutes, marked_by=by, marked_at=at)
            for pk, minutes in changed.items()
        ],
        update_conflicts=True,
        unique_fields=["registration", "session"],
        update_fields=["minutes", "marked_by", "marked_at"],
    )
    alike: dict[tuple[int | None, int], list[int]] = defaultdict(list)
    for pk, minutes in changed.items():
        alike[before.get(pk), minutes].append(pk)
    for (old, new), pks in alike.items():
        subjects = [Registration(pk=pk) for pk in pks]
        journal.record_many(list(subjects), "marked", by=by, at=at, session=session.pk, minutes_before=old, minutes=new)
    return len(changed)


def _check(run: Run, session: Session, minutes_by_registration: Mapping[int, int], *, by: User, at: datetime) -> None:
    if not rules.may_mark(by, run):
        raise CannotMark(_("Only the person who leads this training marks attendance."))
    if run.status != Run.Status.PUBLISHED:
        raise CannotMark(_("This training is closed: attendance can no longer be changed."))
    if at < session.starts_at:
        raise CannotMark(
            _("Attendance can be marked once the date has begun: %(moment)s.")
            % {"moment": komma.moment(session.starts_at)}
        )
    longest = session.net_minutes()
    if any(not 0 <= minutes <= longest for minutes in minutes_by_registration.values()):
        raise CannotMark(_("This date has %(minutes)d net minutes; nobody can attend more.") % {"minutes": longest})
    seated = run.registrations.holding_a_seat().filter(pk__in=minutes_by_registration).count()
    if seated != len(minutes_by_registration):
        raise CannotMark(_("Somebody on this sheet has no seat any more. Please load the page anew."))
