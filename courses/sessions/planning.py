"""Planning a run: a draft with dates, checked before it is kept, changed or discarded until it is published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.catalogue.models import Offer
from courses.sessions.models import NotFromHere, Run, Session
from lms.journal import recording as journal
from lms.kit.refusal import Refusal
from lms.kit.templatetags import komma
from lms.people.models import User

PRIORITY_WINDOW = timedelta(days=14)
LONGEST_DATE = timedelta(hours=14)
"""A date is a day's work at most; what lasts longer is several dates, each with its own evening."""


@dataclass(frozen=True)
class Slot:
    """A date as planned, not yet a row."""

    starts_at: datetime
    ends_at: datetime
    break_minutes: int = 0

    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    def net_minutes(self) -> int:
        return self.minutes() - self.break_minutes

    def overlaps(self, other: Slot | Session) -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def __str__(self) -> str:
        return komma.span(self.starts_at, self.ends_at)


@dataclass(frozen=True)
class Plan:
    """What a run is planned to be. Without a moment, registration opens at once and priority lasts as by default."""

    trainer: User
    seats: int
    slots: tuple[Slot, ...]
    venue: str = ""
    online_link: str = ""
    registration_opens_at: datetime | None = None
    priority_until: datetime | None = None

    def opens_at(self, *, at: datetime) -> datetime:
        return self.registration_opens_at or at

    def first_starts_at(self) -> datetime:
        return min(slot.starts_at for slot in self.slots)


Part = Literal["trainer", "seats", "venue", "online_link", "registration_opens_at", "priority_until", "slots"]


@dataclass(frozen=True)
class Obstacle:
    """Why a plan cannot be kept: the sentence, the part it is about, and which of the dates (from 0), if one."""

    part: Part
    sentence: str
    slot: int | None = None


class CannotPlan(Refusal):
    """A plan with obstacles; all of them, so that nobody has to try again for each."""

    def __init__(self, obstacles: list[Obstacle]) -> None:
        super().__init__(" ".join(obstacle.sentence for obstacle in obstacles))
        self.obstacles = obstacles


@transaction.atomic
def draft(offer: Offer, plan: Plan, *, by: User, at: datetime) -> Run:
    """Keep a plan as a draft that only its trainer and the office see.

    The trainer's row is locked before their other dates are read: of two plans for the same hour exactly one is kept.
    """
    hold(plan.trainer)
    _refuse_if_any(obstacles(offer, plan, at=at))
    run = Run.objects.create(offer=offer, **_columns(offer, plan, at=at))
    _enter_dates(run, plan, at=at)
    journal.record(run, "planned", by=by, at=at, offer=offer.pk, trainer=plan.trainer.pk, dates=len(plan.slots))
    return run


@transaction.atomic
def redraft(run: Run, plan: Plan, *, by: User, at: datetime) -> None:
    """Replace what a draft says by a new plan. What is published is revised or moved instead."""
    _lock_draft(run)
    hold(plan.trainer)
    _refuse_if_any(obstacles(run.offer, plan, at=at, run=run))
    Run.objects.filter(pk=run.pk).update(**_columns(run.offer, plan, at=at))
    run.sessions.all().delete()
    _enter_dates(run, plan, at=at)
    run.refresh_from_db()
    journal.record(run, "planned anew", by=by, at=at, trainer=plan.trainer.pk, dates=len(plan.slots))


@transaction.atomic
def discard(run: Run, *, by: User, at: datetime) -> None:
    """Drop a draft. Nobody but its planners has ever seen it, so nobody is told."""
    _lock_draft(run)
    journal.record(run, "discarded", by=by, at=at, offer=run.offer_id)
    run.delete()


def hold(*trainers: User) -> None:
    """Lock trainers' rows until the end of the transaction: whoever else plans for them waits here.

    Always after the run's own row, and by number: two hand-overs in opposite directions must not wait for each other.
    """
    rows = User.objects.select_for_update(no_key=True).filter(pk__in={trainer.pk for trainer in trainers})
    list(rows.order_by("pk").values_list("pk"))


def priority_window_ends_at(offer: Offer, *, opens_at: datetime, first_starts_at: datetime) -> datetime | None:
    """Until when people of municipalities with priority are served first, if nobody says otherwise.

    Only in the online programme. Fourteen days from the opening, but never more than half of the time until the
    first date: everybody else must have a chance, too. ``None`` for all other offers.
    """
    if not offer.is_online():
        return None
    # On our clocks, not in UTC: fourteen days are fourteen days, also across the change to summer time.
    opens_at, first_starts_at = timezone.localtime(opens_at), timezone.localtime(first_starts_at)
    return opens_at + max(timedelta(), min(PRIORITY_WINDOW, (first_starts_at - opens_at) / 2))


def obstacles(offer: Offer, plan: Plan, *, at: datetime, run: Run | None = None) -> list[Obstacle]:
    """Everything that stands against a plan. ``run`` is the draft it replaces: its own dates are no clash."""
    if not offer.has_dates():
        return [Obstacle("slots", _("This offer is not taught at dates."))]
    found = obstacles_of_place(offer, plan.venue, plan.online_link)
    if not plan.slots:
        found.append(Obstacle("slots", _("Enter at least one date.")))
    found += obstacles_of_slots(plan.slots, at=at)
    if plan.seats < 1:
        found.append(Obstacle("seats", _("A run has at least one seat.")))
    if not plan.trainer.hats().is_trainer:
        found.append(Obstacle("trainer", _("This person is not entered as a trainer.")))
    if plan.slots:
        found += _about_registration(plan, at=at)
    for number, slot in enumerate(plan.slots):
        for busy in clashes(plan.trainer, slot, except_run=run):
            found.append(Obstacle("slots", clash_in_words(busy), number))
    return found


def clashes(trainer: User, slot: Slot, *, except_run: Run | None = None) -> list[Session]:
    """Dates of the trainer's other runs, drafts included, at the same time."""
    busy = Session.objects.keeping_busy(trainer).between(slot.starts_at, slot.ends_at)
    if except_run is not None:
        busy = busy.exclude(run=except_run)
    return list(busy.select_related("run__offer").soonest_first())


def clash_in_words(busy: Session) -> str:
    return _("The trainer already leads %(code)s at that time (%(when)s).") % {
        "code": busy.run.offer.code,
        "when": komma.span(busy.starts_at, busy.ends_at),
    }


def obstacles_of_slot(slot: Slot, *, at: datetime) -> list[str]:
    """What is wrong with one date by itself."""
    found = []
    if slot.ends_at <= slot.starts_at:
        found.append(_("A date ends after it begins."))
    elif slot.ends_at - slot.starts_at > LONGEST_DATE:
        found.append(_("A date lasts at most 14 hours. Enter several days as several dates."))
    elif slot.net_minutes() <= 0:
        found.append(_("The breaks are as long as the date itself."))
    if slot.starts_at <= at:
        found.append(_("This date lies in the past."))
    return found


def obstacles_of_slots(slots: tuple[Slot, ...], *, at: datetime) -> list[Obstacle]:
    """What is wrong with dates by themselves and beside each other, without a look at anything else."""
    found = [
        Obstacle("slots", sentence, number)
        for number, slot in enumerate(slots)
        for sentence in obstacles_of_slot(slot, at=at)
    ]
    for number, slot in enumerate(slots):
        for earlier in slots[:number]:
            if slot.overlaps(earlier):
                found.append(
                    Obstacle("slots", _("This date overlaps another one: %(when)s.") % {"when": earlier}, number)
                )
    return found


def obstacles_of_place(offer: Offer, venue: str, online_link: str) -> list[Obstacle]:
    if offer.is_online() and not online_link:
        return [Obstacle("online_link", _("An online seminar needs the link to its online room."))]
    if not offer.is_online() and not venue:
        return [Obstacle("venue", _("People need to know where to go: enter the venue."))]
    return []


def _about_registration(plan: Plan, *, at: datetime) -> list[Obstacle]:
    opens_at, first = plan.opens_at(at=at), plan.first_starts_at()
    found = []
    if opens_at >= first:
        found.append(Obstacle("registration_opens_at", _("Registration opens before the first date begins.")))
    if plan.priority_until is not None:
        if plan.priority_until <= opens_at:
            found.append(Obstacle("priority_until", _("The priority window ends after registration opens.")))
        elif plan.priority_until >= first:
            found.append(Obstacle("priority_until", _("The priority window ends before the first date begins.")))
    return found


def _columns(offer: Offer, plan: Plan, *, at: datetime) -> dict[str, object]:
    opens_at = plan.opens_at(at=at)
    return {
        "trainer": plan.trainer,
        "seats": plan.seats,
        "venue": plan.venue,
        "online_link": plan.online_link,
        "registration_opens_at": opens_at,
        "priority_until": plan.priority_until
        or priority_window_ends_at(offer, opens_at=opens_at, first_starts_at=plan.first_starts_at()),
    }


def _enter_dates(run: Run, plan: Plan, *, at: datetime) -> None:
    Session.objects.bulk_create(
        Session(
            run=run,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            break_minutes=slot.break_minutes,
            changed_at=at,
        )
        for slot in sorted(plan.slots, key=lambda slot: slot.starts_at)
    )


def _lock_draft(run: Run) -> None:
    run.refresh_from_db(from_queryset=Run.objects.select_for_update(of=("self",)).select_related("offer"))
    if run.status != Run.Status.DRAFT:
        raise NotFromHere(_("This is only possible as long as the run is a draft."))


def _refuse_if_any(found: list[Obstacle]) -> None:
    if found:
        raise CannotPlan(found)
