"""Runs of the demo: some over, one today, some to come, one in its priority window, one draft, one called off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from calendars import clock
from courses.catalogue.models import Offer
from courses.sessions import planning, publishing
from courses.sessions.models import Run, WorkshopActivity
from courses.sessions.planning import Plan, Slot
from lms.kit.demo import scene
from lms.people.models import User

Format = Offer.Format
TITLES = {
    Format.WORKSHOP: "Workshop in Präsenz",
    Format.ONLINE_SEMINAR: "Online-Seminar",
    Format.CONFERENCE: "Konferenz in Präsenz",
}
VENUE = "Bürgerhaus Musterstadt, Saal 2"
ROOM = "https://raum.example.org/{code}"
DAY = (time(9), time(16, 30), 90)
MORNING = (time(9), time(11, 30), 15)


@dataclass(frozen=True)
class Scheduled:
    """A run: each date is a working day counted from today with its hours; ``planned`` so many days ago."""

    code: str
    trainer: int
    dates: tuple[tuple[int, tuple[time, time, int]], ...]
    planned: int
    seats: int | None = None
    is_draft: bool = False
    reason: str = ""


RUNS = [
    Scheduled("M3-03", 0, ((-10, DAY),), planned=60),
    Scheduled("M2-06", 1, ((-20, MORNING),), planned=75),
    Scheduled("M3-05", 1, ((0, DAY),), planned=45),
    Scheduled("M2-03", 0, ((8, DAY), (9, DAY)), planned=20),
    Scheduled("M1-02", 1, ((12, MORNING),), planned=20),
    Scheduled("M1-01", 0, ((15, DAY),), planned=20),
    Scheduled("M3-01", 1, ((18, DAY),), planned=18),
    Scheduled("Z1-02", 0, ((20, (time(14), time(15, 30), 0)),), planned=18),
    Scheduled("M2-04", 1, ((22, DAY),), planned=18, reason="Das Bürgerhaus ist an diesem Tag gesperrt."),
    Scheduled("Z2-02", 0, ((26, (time(10), time(12, 30), 15)),), planned=2, seats=2),
    Scheduled("M3-04", 1, ((30, (time(13, 30), time(16), 15)),), planned=5),
    Scheduled("Z3-03", 0, ((45, (time(10), time(17, 30), 90)), (46, (time(9), time(12, 30), 30))), planned=15),
    Scheduled("M2-05", 1, tuple((day, (time(9), time(12, 15), 15)) for day in (35, 42, 49)), planned=1, is_draft=True),
]
"""Z2-02 is small and young: a seminar that is full within the days in which priority counts."""


@scene
def activities(at: datetime) -> None:
    """Every offer that is taught at dates says so on its page."""
    for offer in Offer.objects.all():
        if offer.has_dates() and not WorkshopActivity.objects.filter(offer=offer).exists():
            WorkshopActivity(
                offer=offer,
                position=offer.next_position(),
                title=TITLES[Format(offer.format)],
                minutes=offer.net_minutes,
            ).save()


@scene
def runs(at: datetime) -> None:
    """Plan and publish as trainers do, each at its own moment; an offer that already has a run is left alone."""
    trainers = list(User.objects.filter(programme_roles__role="trainer").order_by("pk")[:2])
    for scheduled in RUNS:
        offer = Offer.objects.get(code=scheduled.code)
        if not offer.runs.exists():
            _play(scheduled, offer, trainers[scheduled.trainer], at=at)


def _play(scheduled: Scheduled, offer: Offer, trainer: User, *, at: datetime) -> Run:
    planned_at = at - timedelta(days=scheduled.planned)
    plan = Plan(
        trainer=trainer,
        seats=scheduled.seats or offer.max_seats or 20,
        slots=tuple(_slot(at, day, hours) for day, hours in scheduled.dates),
        venue="" if offer.is_online() else VENUE,
        online_link=ROOM.format(code=offer.code.lower()) if offer.is_online() else "",
    )
    run = planning.draft(offer, plan, by=trainer, at=planned_at)
    if not scheduled.is_draft:
        publishing.publish(run, by=trainer, at=planned_at)
    if scheduled.reason:
        publishing.cancel(run, reason=scheduled.reason, by=trainer, at=at - timedelta(days=1))
    return run


def _slot(at: datetime, day: int, hours: tuple[time, time, int]) -> Slot:
    begins, ends, break_minutes = hours
    on = _working_day(timezone.localdate(at), day)
    return Slot(clock.moment(on, begins), clock.moment(on, ends), break_minutes)


def _working_day(today: date, number: int) -> date:
    """The working day so many after (or before) today; a weekend counts as its Monday. No two numbers share a day."""
    while today.weekday() >= 5:
        today += timedelta(days=1)
    weeks, rest = divmod(today.weekday() + number, 5)
    return today - timedelta(days=today.weekday()) + timedelta(weeks=weeks, days=rest)
