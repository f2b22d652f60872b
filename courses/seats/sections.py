"""What the room of seats lays onto the pages beneath: dates and registration on an offer, the group on a run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q

from courses.catalogue.models import Offer
from courses.catalogue.sections import offer_sections
from courses.seats import rules, waiting
from courses.seats.models import Counts, Registration, number_of
from courses.sessions.models import Run, Session
from courses.sessions.sections import consequence_sections, run_sections
from lms.kit.sections import Section
from lms.people.models import User
from lms.programmes.models import Standing


@dataclass(frozen=True)
class RunCard:
    """A run as somebody sees it who thinks about registering."""

    run: Run
    counts: Counts
    mine: Registration | None
    served_first: bool
    at: datetime

    @property
    def dates(self) -> list[Session]:
        return list(self.run.sessions.all())

    @property
    def starts_at(self) -> datetime | None:
        return self.run.first_starts_at

    @property
    def free(self) -> int:
        return max(0, self.run.seats - self.counts.confirmed)

    @property
    def waiting(self) -> int:
        return self.counts.waiting

    @property
    def in_window(self) -> bool:
        return self.run.in_priority_window(at=self.at)

    @property
    def opens_later(self) -> bool:
        return self.at < self.run.registration_opens_at

    @property
    def has_begun(self) -> bool:
        return self.starts_at is not None and self.starts_at <= self.at

    @property
    def would_wait(self) -> bool:
        tier = Registration.Tier.PRIORITY if self.served_first else Registration.Tier.OPEN
        return waiting.prospect(self.run, self.counts, tier, at=self.at) is not None


@offer_sections.add
def runs_to_register_for(offer: Offer, user: User, at: datetime) -> Iterable[Section]:
    """The runs to come with their seats, the rule by which they are given out, and where I stand."""
    if not offer.has_dates():
        return
    lines = Registration.objects.filter(run=OuterRef("pk"))
    with_priority = Standing.objects.valid(at=at).with_priority()
    runs = (
        offer.runs.published()
        .upcoming(at=at)
        .with_span()
        .soonest_first()
        .select_related("offer")
        .prefetch_related(Prefetch("sessions", Session.objects.soonest_first()))
        .annotate(
            confirmed=number_of(lines.holding_a_seat()),
            waiting_with_priority=number_of(lines.waiting().filter(tier=Registration.Tier.PRIORITY)),
            waiting_openly=number_of(lines.waiting().filter(tier=Registration.Tier.OPEN)),
            served_first=Q(priority_until__isnull=False)
            & Exists(with_priority.filter(municipality__in=user.hats().municipalities())),
        )
    )
    mine = {row.run_id: row for row in Registration.objects.of(user).active().filter(run__in=runs)}
    cards = [_card(run, mine.get(run.pk), at=at) for run in runs]
    yield Section(template="seats/_offer_runs.html", rank=20, context={"cards": cards})


def _card(run: Any, mine: Registration | None, *, at: datetime) -> RunCard:
    """``run`` brings its numbers along, as ``runs_to_register_for`` has annotated them."""
    counts = Counts(run.confirmed, run.waiting_with_priority, run.waiting_openly)
    return RunCard(run=run, counts=counts, mine=mine, served_first=run.served_first, at=at)


@run_sections.add
def group(run: Run, user: User, at: datetime) -> Iterable[Section]:
    """For the person who leads the run and the office: who has a seat, and the line as it will move up."""
    if not rules.may_see_group(user, run) or run.status == Run.Status.DRAFT:
        return
    gone = [Registration.Status.CANCELLED, Registration.Status.RUN_CANCELLED, Registration.Status.EXPIRED]
    rows = list(
        run.registrations.exclude(status__in=gone).select_related("person", "municipality").highest_priority_first()
    )
    waits = Registration.Status.WAITING
    yield Section(
        template="seats/_run_group.html",
        rank=30,
        context={
            "group": sorted(
                (row for row in rows if row.status != waits),
                key=lambda row: row.person.name_towards_others().casefold(),
            ),
            "line": [row for row in rows if row.status == waits],
            "shows_municipalities": rules.shows_municipalities(run),
            "run": run,
        },
    )


@consequence_sections.add
def who_is_hit(run: Run, user: User, at: datetime) -> Iterable[Section]:
    """Before a run is moved or cancelled: how many people it touches."""
    counts = Registration.objects.counts([run.pk])[run.pk]
    yield Section(template="seats/_who_is_hit.html", rank=10, context={"counts": counts})
