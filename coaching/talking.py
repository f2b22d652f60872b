"""From the wish for a talk to the talk: asking, offering dates, agreeing, holding it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from calendars import entries
from coaching import account, letters
from coaching.models import Coaching, Slot
from lms.journal import recording
from lms.kit.refusal import Refusal
from lms.mail import sending
from lms.people.models import Municipality, User
from lms.programmes import standing

BERLIN = ZoneInfo("Europe/Berlin")
MOST_MINUTES = 480


class NotEntitled(Refusal):
    """Coaching is for staff of model municipalities."""


class AlreadyUnderWay(Refusal):
    """One talk at a time: the present one comes first."""


class TakenByAnother(Refusal):
    """Another coach was quicker."""


class NotPossibleThen(Refusal):
    """The date is over, or the coach is busy."""


@dataclass(frozen=True)
class Date:
    """What a coach proposes: a span of time and where the two would meet."""

    starts_at: datetime
    ends_at: datetime
    place: str = ""


@transaction.atomic
def request(person: User, municipality: Municipality, *, at: datetime) -> Coaching:
    """Ask for a confidential talk, paid from the municipality's account; every coach is told that somebody asks."""
    person = User.objects.select_for_update().get(pk=person.pk)
    if municipality.pk not in standing.is_model(person.hats().municipalities(), at=at):
        raise NotEntitled(_("Coaching is open to staff of model municipalities."))
    if Coaching.objects.filter(person=person).under_way().exists():
        raise AlreadyUnderWay(_("You have already asked for a talk. It comes first."))
    if account.balance(municipality).left <= 0:
        raise account.NotCovered(_("All consulting minutes of your municipality are planned or used."))
    coaching = Coaching.objects.create(person=person, municipality=municipality, requested_at=at)
    recording.record(coaching, "requested", by=person, at=at)
    for coach in User.objects.filter(programme_roles__role="coach", is_active=True).exclude(pk=person.pk):
        sending.post(letters.somebody_asks(coach, at=at))
    return coaching


@transaction.atomic
def offer(coaching: Coaching, dates: Sequence[Date], *, by: User, at: datetime) -> None:
    """Take up a request and offer dates. Of two coaches at once one gets it; a coach who is busy then is refused."""
    coaching = _locked(coaching)
    if coaching.coach_id not in (None, by.pk) or coaching.status != Coaching.Status.REQUESTED:
        raise TakenByAnother(_("Another coach has already taken up this request."))
    User.objects.select_for_update().get(pk=by.pk)  # two offers of one coach are checked one after the other
    for date in dates:
        _must_be_possible(date, by=by, at=at)
    ordered = sorted(dates, key=lambda date: date.starts_at)
    if any(later.starts_at < earlier.ends_at for earlier, later in pairwise(ordered)):
        raise NotPossibleThen(_("Two of the dates overlap."))
    coaching.coach = by
    coaching.become(Coaching.Status.OFFERED)
    Slot.objects.bulk_create(
        Slot(coaching=coaching, starts_at=d.starts_at, ends_at=d.ends_at, place=d.place, changed_at=at) for d in dates
    )
    recording.record(coaching, "offered", by=by, at=at, dates=len(dates))
    sending.post(letters.dates_offered(coaching, at=at))


@transaction.atomic
def agree(slot: Slot, *, by: User, at: datetime) -> None:
    """The person chooses one of the dates; the others lapse. Refuses what the account no longer covers."""
    coaching = _locked(slot.coaching)
    account.lock(coaching.municipality_id)
    slot.refresh_from_db()
    if slot.status != Slot.Status.OFFERED or slot.starts_at <= at or coaching.coach is None:
        raise NotPossibleThen(_("This date can no longer be chosen."))
    User.objects.select_for_update().get(pk=coaching.coach.pk)  # the coach may be agreeing elsewhere for the same hour
    if _busy(coaching.coach, slot.starts_at, slot.ends_at):
        raise NotPossibleThen(_("The coach is no longer free at this time. Please choose another date."))
    if slot.minutes() > (left := account.balance(coaching.municipality).left):
        raise account.NotCovered(
            _("The account does not cover %(minutes)d minutes: %(left)d are left.")
            % {"minutes": slot.minutes(), "left": left}
        )
    coaching.become(Coaching.Status.AGREED)
    coaching.slots.open().exclude(pk=slot.pk).update(status=Slot.Status.DECLINED, changed_at=at)
    slot.status, slot.changed_at = Slot.Status.AGREED, at
    slot.save(update_fields=["status", "changed_at"])
    recording.record(coaching, "agreed", by=by, at=at, slot=slot.pk)
    for recipient in (coaching.person, coaching.coach):
        sending.post(letters.date_agreed(slot, recipient, at=at))


@transaction.atomic
def decline(coaching: Coaching, *, by: User, at: datetime) -> None:
    """None of the dates suits the person: the request goes back to all coaches."""
    _give_back(_locked(coaching), by=by, at=at, deed="declined")


@transaction.atomic
def cancel(coaching: Coaching, *, by: User, at: datetime) -> None:
    """The coach cannot hold the talk: an agreed date is cancelled, and the request goes back to all coaches."""
    _give_back(_locked(coaching), by=by, at=at, deed="cancelled")


@transaction.atomic
def withdraw(coaching: Coaching, *, by: User, at: datetime) -> None:
    """The person no longer wants the talk; possible until it begins."""
    coaching = _locked(coaching)
    _end_slots(coaching, at=at)
    coaching.become(Coaching.Status.WITHDRAWN)
    recording.record(coaching, "withdrawn", by=by, at=at)


@transaction.atomic
def hold(coaching: Coaching, *, minutes: int, by: User, at: datetime) -> None:
    """The coach says that the talk took place and for how many minutes, which leave the municipality's account."""
    coaching = _locked(coaching)
    account.lock(coaching.municipality_id)
    slot = coaching.slots.agreed().first()
    if slot is None or slot.starts_at > at:
        raise NotPossibleThen(_("Minutes can be entered once the talk has begun."))
    if not 1 <= minutes <= MOST_MINUTES:
        raise NotPossibleThen(_("Please enter between 1 and %(most)d minutes.") % {"most": MOST_MINUTES})
    coaching.delivery = account.deliver(
        coaching.municipality, minutes=minutes, on=slot.starts_at.astimezone(BERLIN).date(), by=by, at=at
    )
    coaching.become(Coaching.Status.DELIVERED)
    recording.record(coaching, "delivered", by=by, at=at)


@transaction.atomic
def put_right(coaching: Coaching, *, minutes: int, by: User, at: datetime) -> None:
    """The coach entered wrong minutes: a counter-entry makes them right, the first entry stays."""
    coaching = _locked(coaching)
    account.lock(coaching.municipality_id)
    if coaching.delivery is None:
        raise NotPossibleThen(_("Minutes can be entered once the talk has begun."))
    if not 0 <= minutes <= MOST_MINUTES:
        raise NotPossibleThen(_("Please enter between 0 and %(most)d minutes.") % {"most": MOST_MINUTES})
    account.correct(coaching.delivery, minutes=minutes, by=by, at=at)


def _locked(coaching: Coaching) -> Coaching:
    return (
        Coaching.objects.select_for_update(of=("self",))
        .select_related("person", "coach", "municipality", "delivery")
        .get(pk=coaching.pk)
    )


def _must_be_possible(date: Date, *, by: User, at: datetime) -> None:
    if date.starts_at <= at:
        raise NotPossibleThen(_("A date must lie in the future."))
    if not 0 < (date.ends_at - date.starts_at).total_seconds() <= MOST_MINUTES * 60:
        raise NotPossibleThen(_("A date ends after it begins and takes at most eight hours."))
    if _busy(by, date.starts_at, date.ends_at):
        raise NotPossibleThen(
            _("You are busy at %(start)s.") % {"start": date.starts_at.astimezone(BERLIN).strftime("%d.%m.%Y %H:%M")}
        )


def _busy(person: User, start: datetime, end: datetime) -> bool:
    return any(not entry.cancelled for entry in entries.entries_of(person, since=start, until=end))


def _give_back(coaching: Coaching, *, by: User, at: datetime, deed: str) -> None:
    if coaching.status not in (Coaching.Status.OFFERED, Coaching.Status.AGREED):
        coaching.become(Coaching.Status.REQUESTED)  # refuses, as no road leads there
    _end_slots(coaching, at=at)
    coaching.coach = None
    coaching.become(Coaching.Status.REQUESTED)
    recording.record(coaching, deed, by=by, at=at)


def _end_slots(coaching: Coaching, *, at: datetime) -> None:
    """Open dates lapse; an agreed one is cancelled towards both, unless it has begun."""
    agreed = coaching.slots.agreed().first()
    if agreed is not None and agreed.starts_at <= at:
        raise NotPossibleThen(_("The talk has already begun."))
    coaching.slots.open().update(status=Slot.Status.DECLINED, changed_at=at)
    if agreed is not None:
        agreed.status, agreed.sequence, agreed.changed_at = Slot.Status.CANCELLED, agreed.sequence + 1, at
        agreed.save(update_fields=["status", "sequence", "changed_at"])
        for recipient in filter(None, (coaching.person, coaching.coach)):
            sending.post(letters.date_cancelled(agreed, recipient, at=at))
