"""Closing a run: what the marked minutes mean for each person, once and for all."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.attendance import rules
from courses.attendance.models import Attendance
from courses.attendance.signals import registration_completed
from courses.seats import waiting
from courses.seats.models import Registration
from courses.sessions.models import Run, Session
from lms.journal import recording as journal
from lms.kit.news import announce
from lms.kit.refusal import Refusal
from lms.kit.templatetags import komma
from lms.people.models import User

Status = Registration.Status


class CannotClose(Refusal):
    """Something is still missing; the sentence says all of it."""


def verdict(*, attended: int, total: int, threshold_percent: int) -> Registration.Status:
    """What so many attended of so many net minutes mean. Whole numbers only: 80 % of 135 minutes is exactly 108."""
    if attended == 0:
        return Status.NO_SHOW
    if attended * 100 >= threshold_percent * total:
        return Status.ATTENDED
    return Status.PARTLY_ATTENDED


@dataclass(frozen=True)
class Ledger:
    """What is known about a run's group: its dates, who has a seat, and the minutes written down so far."""

    run: Run
    sessions: list[Session]
    seated: list[int]
    minutes: dict[tuple[int, int], int]
    """(registration, session) → net minutes."""

    @classmethod
    def of(cls, run: Run) -> Ledger:
        seated = list(run.registrations.holding_a_seat().order_by("pk").values_list("pk", flat=True))
        rows = Attendance.objects.filter(registration__run=run, registration__status=Status.CONFIRMED)
        return cls(
            run=run,
            sessions=list(run.sessions.soonest_first()),
            seated=seated,
            minutes={(row[0], row[1]): row[2] for row in rows.values_list("registration_id", "session_id", "minutes")},
        )

    def verdicts(self) -> dict[int, Registration.Status]:
        """For each registration with a seat: what closing the run now would make of it."""
        total = sum(session.net_minutes() for session in self.sessions)
        return {
            pk: verdict(
                attended=sum(self.minutes.get((pk, session.pk), 0) for session in self.sessions),
                total=total,
                threshold_percent=self.run.offer.threshold_percent,
            )
            for pk in self.seated
        }

    def obstacles(self, *, at: datetime) -> list[str]:
        """Everything that must happen before the run can be closed, as sentences; empty if nothing is missing."""
        if self.run.status != Run.Status.PUBLISHED:
            return [_("Only a published run that took place can be closed.")]
        if not self.sessions:
            return [_("This run has no dates.")]
        return [sentence for session in self.sessions if (sentence := self._missing(session, at=at))]

    def _missing(self, session: Session, *, at: datetime) -> str:
        when = komma.span(session.starts_at, session.ends_at)
        if at < session.ends_at:
            return _("%(when)s: this date is not over yet.") % {"when": when}
        unmarked = sum(1 for pk in self.seated if (pk, session.pk) not in self.minutes)
        if not unmarked:
            return ""
        return ngettext(
            "%(when)s: %(count)d person is not marked yet.",
            "%(when)s: %(count)d people are not marked yet.",
            unmarked,
        ) % {"when": when, "count": unmarked}


@transaction.atomic
def close(run: Run, *, by: User, at: datetime) -> Counter[str]:
    """Decide for everybody, end the waiting list, and close the run; returns how many there are of each state.

    Nothing is changed afterwards: certificates follow from it. Whoever attended enough is announced upwards.
    """
    run = waiting.hold_still(run)
    if not rules.may_mark(by, run):
        raise CannotClose(_("Only the person who leads this training closes it."))
    ledger = Ledger.of(run)
    if causes := ledger.obstacles(at=at):
        raise CannotClose(" ".join(causes))
    decided = ledger.verdicts()
    for status in (Status.ATTENDED, Status.PARTLY_ATTENDED, Status.NO_SHOW):
        _decide(run, [pk for pk, its in decided.items() if its == status], status, by=by, at=at)
    _decide(run, list(run.registrations.waiting().values_list("pk", flat=True)), Status.EXPIRED, by=by, at=at)
    run.become(Run.Status.CLOSED)
    run.closed_at = at
    run.save(update_fields=["closed_at"])
    numbers = Counter(str(status) for status in decided.values())
    journal.record(run, "closed", by=by, at=at, **numbers)
    for pk, status in decided.items():
        if status == Status.ATTENDED:
            announce(registration_completed, registration_id=pk, at=at)
    return numbers


def _decide(run: Run, pks: list[int], status: Registration.Status, *, by: User, at: datetime) -> None:
    run.registrations.filter(pk__in=pks).become(status, at=at)
    journal.record_many([Registration(pk=pk) for pk in pks], status.value, by=by, at=at, run=run.pk)
