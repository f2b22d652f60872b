"""The line for a run: who is served next, what place somebody has in it and why, and how it moves up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Exists, F, Min, OuterRef, Q, prefetch_related_objects
from django.utils.translation import gettext as _

from courses.seats import letters
from courses.seats.models import Counts, Registration
from courses.sessions.models import Run
from lms.journal import recording as journal
from lms.kit.templatetags import komma
from lms.mail.models import Letter
from lms.mail.sending import post

Tier = Registration.Tier


def hold_still(run: Run) -> Run:
    """Lock the run's row and read it anew: until the transaction ends, nobody else gets or returns a seat in it."""
    return Run.objects.select_for_update(of=("self",)).select_related("offer").get(pk=run.pk)


def begins_at(run: Run) -> datetime | None:
    """When the first date of the run begins; ``None`` while it has no date."""
    found: datetime | None = run.sessions.aggregate(first=Min("starts_at"))["first"]
    return found


def has_begun(run: Run, *, at: datetime) -> bool:
    first = begins_at(run)
    return first is not None and first <= at


def fill_free_seats(run: Run, *, at: datetime) -> list[Registration]:
    """Give every free seat to the next in line and return whom they went to; the caller holds the run still.

    This is the only place where a seat is given to anybody, so the rule stands here once: within the priority
    window tier 1 alone is served, afterwards everybody by tier and time of registration, and nobody after the
    first date has begun. Whoever holds a seat keeps it.
    """
    if run.status != Run.Status.PUBLISHED or begins_at(run) is None or has_begun(run, at=at):
        return []
    # Count after locking: a registration or cancellation may have landed while we waited.
    free = run.seats - run.registrations.holding_a_seat().count()
    if free <= 0:
        return []
    line = run.registrations.waiting().highest_priority_first().select_related("person")
    if run.in_priority_window(at=at):
        line = line.filter(tier=Tier.PRIORITY)
    served = list(line[:free])
    prefetch_related_objects([run], "sessions")
    for registration in served:
        registration.run = run
        registration.become(Registration.Status.CONFIRMED, at=at)
    journal.record_many(list(served), "confirmed", by=None, at=at, run=run.pk)
    return served


def tell_moved_up(served: Iterable[Registration], *, at: datetime) -> None:
    for registration in served:
        post_all(letters.moved_up(registration, at=at))


def post_all(written: Iterable[Letter]) -> None:
    for letter in written:
        post(letter)


@transaction.atomic
def move_up(run: Run, *, at: datetime) -> int:
    """Let the first in line have the seats that are free by now; returns how many moved up."""
    served = fill_free_seats(hold_still(run), at=at)
    tell_moved_up(served, at=at)
    return len(served)


def pass_on_seats(at: datetime) -> int:
    """Every seat that could be given to somebody waiting: a priority window has ended, a listener was lost."""
    waiting = Registration.objects.waiting().filter(run=OuterRef("pk"))
    runs = (
        Run.objects.published()
        .filter(Exists(waiting.filter(Q(tier=Tier.PRIORITY) | open_to_everybody(at))))
        .annotate(taken=Count("registrations", filter=Q(registrations__status=Registration.Status.CONFIRMED)))
        .filter(taken__lt=F("seats"))
    )
    return sum(move_up(run, at=at) for run in runs.order_by("pk"))


def open_to_everybody(at: datetime) -> Q:
    """On registrations: their run has no priority window, or it is over."""
    return Q(run__priority_until__isnull=True) | Q(run__priority_until__lte=at)


# --- What we say about it -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Position:
    """Where somebody stands in a run's line: all that a sentence about it needs, and nothing about anybody else."""

    run: Run
    tier: int
    place: int
    seats_taken: int

    def in_words(self, *, at: datetime) -> str:
        return _("Place %(place)d on the waiting list. %(reason)s") % {
            "place": self.place,
            "reason": self.reason(at=at),
        }

    def reason(self, *, at: datetime) -> str:
        """Why this person waits, as a sentence. Names nobody, and no municipality."""
        full = self.seats_taken >= self.run.seats
        if self.run.priority_until is not None and at < self.run.priority_until and self.tier != Tier.PRIORITY:
            return _reason_in_window(full=full) % {"until": komma.moment(self.run.priority_until)}
        if not full:
            return _("A seat is free and is given out in the order of this line within minutes.")
        if self.run.priority_until is None:
            return _("All seats are taken. Who moves up follows the time of registration.")
        if self.tier == Tier.PRIORITY:
            return _("All seats are taken. As your municipality has priority, you are among the first to move up.")
        return _(
            "All seats are taken. Employees of municipalities with priority move up first, "
            "then everybody by the time of registration."
        )


def _reason_in_window(*, full: bool) -> str:
    if full:
        return _(
            "All seats are taken. Until %(until)s, employees of municipalities with priority are served first, "
            "even if they register later."
        )
    return _(
        "Until %(until)s, employees of municipalities with priority are served first. "
        "The seats that are then left are given out in the order of this line."
    )


def why(registration: Registration, *, at: datetime) -> str:
    """ "Place 3 on the waiting list", and the reason, for the person who waits.

    Needs no query for rows from ``with_place().with_seats_taken()`` whose run is at hand.
    """
    row = registration
    if not (hasattr(row, "place") and hasattr(row, "seats_taken")):
        row = Registration.objects.with_place().with_seats_taken().select_related("run").get(pk=row.pk)
    return Position(run=row.run, tier=row.tier, place=row.place, seats_taken=row.seats_taken).in_words(at=at)


def prospect(run: Run, counts: Counts, tier: int, *, at: datetime) -> Position | None:
    """Where somebody of this tier would stand if they registered now; ``None`` if a seat would be theirs at once."""
    ahead = counts.waiting_with_priority if tier == Tier.PRIORITY else counts.waiting
    may_be_served = tier == Tier.PRIORITY or not run.in_priority_window(at=at)
    if may_be_served and ahead < run.seats - counts.confirmed:
        return None
    return Position(run=run, tier=tier, place=ahead + 1, seats_taken=counts.confirmed)
