"""Moving a date of a published run, and what else may still change then: seats, place, trainer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from courses.sessions import letters, planning, signals
from courses.sessions.models import Run, Session
from courses.sessions.planning import Slot
from lms.journal import recording as journal
from lms.kit.news import announce
from lms.kit.refusal import Refusal
from lms.mail.sending import post
from lms.people.models import User


class CannotMove(Refusal):
    """The new time does not work, or it is too late."""


class CannotRevise(Refusal):
    """What people rely on since publication is not taken away."""


@transaction.atomic
def move(
    session: Session, *, starts_at: datetime, ends_at: datetime, break_minutes: int, by: User, at: datetime
) -> None:
    """Give a date that has not begun another time. Its trainer gets a letter, the floor above writes to participants.

    Another break alone stays in the house: no calendar shows it, so nobody gets a letter.
    The trainer's row is locked before clashes are looked for, as in planning.
    """
    run = _lock(session.run)
    session.refresh_from_db()
    slot = Slot(starts_at, ends_at, break_minutes)
    if found := obstacles_to_moving(session, slot, run=run, at=at):
        raise CannotMove(" ".join(found))
    before = session.starts_at, session.ends_at
    if before == (starts_at, ends_at):
        session.break_minutes = break_minutes
        session.save(update_fields=["break_minutes"])
        journal.record(session, "break changed", by=by, at=at, run=run.pk, minutes=break_minutes)
        return
    session.starts_at, session.ends_at, session.break_minutes = starts_at, ends_at, break_minutes
    session.sequence += 1
    session.changed_at = at
    session.save(update_fields=["starts_at", "ends_at", "break_minutes", "sequence", "changed_at"])
    journal.record(session, "moved", by=by, at=at, run=run.pk, before=_iso(*before), after=_iso(starts_at, ends_at))
    post(letters.moved(session, run=run, starts_at_before=before[0], ends_at_before=before[1], at=at))
    announce(
        signals.session_moved,
        session_id=session.pk,
        run_id=run.pk,
        starts_at_before=before[0],
        ends_at_before=before[1],
        at=at,
    )


def obstacles_to_moving(session: Session, slot: Slot, *, run: Run, at: datetime) -> list[str]:
    """Everything that stands against the new time of a date."""
    if run.status != Run.Status.PUBLISHED:
        return [_("Only dates of a published run are moved. A draft is simply edited.")]
    if session.starts_at <= at:
        return [_("This date has already begun.")]
    if (slot.starts_at, slot.ends_at, slot.break_minutes) == (
        session.starts_at,
        session.ends_at,
        session.break_minutes,
    ):
        return [_("The date already has this time.")]
    found = planning.obstacles_of_slot(slot, at=at)
    for sibling in run.sessions.exclude(pk=session.pk):
        if slot.overlaps(sibling):
            overlapped = Slot(sibling.starts_at, sibling.ends_at)
            found.append(_("This date overlaps another one: %(when)s.") % {"when": overlapped})
    found += [planning.clash_in_words(busy) for busy in planning.clashes(run.trainer, slot, except_run=run)]
    return found


@transaction.atomic
def revise(run: Run, *, seats: int, venue: str, online_link: str, trainer: User, by: User, at: datetime) -> None:
    """Change seats, place or trainer of a published run. Seats may only become more: who has one keeps it.

    A new trainer must be free at every date to come; both get letters that enter and strike out the dates.
    """
    run = _lock(run, trainer)
    before = run.trainer
    coming = list(run.sessions.filter(ends_at__gt=at).soonest_first())
    wanted: dict[str, Any] = {"seats": seats, "venue": venue, "online_link": online_link, "trainer": trainer}
    if found := _obstacles_to_revising(run, coming=coming, **wanted):
        raise CannotRevise(" ".join(found))
    changed = [name for name, value in wanted.items() if getattr(run, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(run, name, wanted[name])
    run.save(update_fields=changed)
    journal.record(run, "revised", by=by, at=at, changed=changed, seats=seats, trainer=trainer.pk)
    if before != trainer:
        for session in coming:
            post(letters.struck_out(session, run=run, trainer=before, at=at))
            post(letters.entered(session, run=run, at=at))
    announce(signals.run_revised, run_id=run.pk, at=at)


def _obstacles_to_revising(
    run: Run, *, seats: int, venue: str, online_link: str, trainer: User, coming: list[Session]
) -> list[str]:
    if run.status != Run.Status.PUBLISHED:
        return [_("Only a published run is changed this way.")]
    found = []
    if seats < run.seats:
        found.append(
            _("Since publication people rely on the %(seats)d seats: there can be more, not fewer.")
            % {"seats": run.seats}
        )
    found += [obstacle.sentence for obstacle in planning.obstacles_of_place(run.offer, venue, online_link)]
    if trainer != run.trainer:
        if not trainer.hats().is_trainer:
            found.append(_("This person is not entered as a trainer."))
        for session in coming:
            slot = Slot(session.starts_at, session.ends_at)
            found += [planning.clash_in_words(busy) for busy in planning.clashes(trainer, slot, except_run=run)]
    return found


def _lock(run: Run, *trainers: User) -> Run:
    """The run as it is now, its row and its trainers' held until the end of the transaction."""
    run = Run.objects.select_for_update(of=("self",)).select_related("offer", "trainer").get(pk=run.pk)
    planning.hold(run.trainer, *trainers)
    return run


def _iso(*moments: datetime) -> list[str]:
    return [moment.isoformat() for moment in moments]
