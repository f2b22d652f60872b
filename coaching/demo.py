"""Demo data: one talk held, one agreed, one that still waits for a coach; and the account that pays for them."""

from __future__ import annotations

from datetime import datetime, timedelta

from coaching import talking
from coaching.chores import grant_owed
from coaching.models import Coaching, CoachingActivity
from courses.catalogue.models import Offer
from lms.kit import demo
from lms.people.models import Municipality, User

MODEL = "05999001"
COACH = "coaching1@komma.example"
HELD, AGREED, WAITING = (
    "teamleitung@musterstadt.example",
    "integration@musterstadt.example",
    "presse@musterstadt.example",
)


@demo.scene
def talks_among_the_activities(at: datetime) -> None:
    for offer in Offer.objects.filter(format=Offer.Format.COACHING, activities__isnull=True):
        CoachingActivity.objects.create(
            offer=offer, position=offer.next_position(), title=offer.neutral_title, minutes=offer.net_minutes
        )


@demo.scene
def talks_of_the_model_municipality(at: datetime) -> None:
    """Each walks the same road as a real one, so the account and the calendars say what they would say."""
    grant_owed(at - timedelta(days=60))
    town = Municipality.objects.get(ags=MODEL)
    coach = User.objects.get(email=COACH)

    held = _agreed(HELD, town, coach, asked_at=at - timedelta(days=40), meets_at=_two_o_clock(at - timedelta(days=32)))
    talking.hold(held, minutes=90, by=coach, at=at - timedelta(days=31))
    _agreed(AGREED, town, coach, asked_at=at - timedelta(days=4), meets_at=_two_o_clock(at + timedelta(days=6)))
    talking.request(User.objects.get(email=WAITING), town, at=at - timedelta(days=1))


def _agreed(email: str, town: Municipality, coach: User, *, asked_at: datetime, meets_at: datetime) -> Coaching:
    person = User.objects.get(email=email)
    coaching = talking.request(person, town, at=asked_at)
    dates = [
        talking.Date(start, start + timedelta(minutes=90), "Beratungsraum 2")
        for start in (meets_at, meets_at + timedelta(days=1))
    ]
    talking.offer(coaching, dates, by=coach, at=asked_at + timedelta(days=1))
    talking.agree(coaching.slots.soonest_first()[0], by=person, at=asked_at + timedelta(days=2))
    return coaching


def _two_o_clock(day: datetime) -> datetime:
    """Two in the afternoon of that day, or of the Monday after a weekend."""
    day = day.astimezone(talking.BERLIN)
    day += timedelta(days=7 - day.weekday() if day.weekday() >= 5 else 0)
    return day.replace(hour=14, minute=0, second=0, microsecond=0)
