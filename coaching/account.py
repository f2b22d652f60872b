"""The account of consulting days: what was granted, what is planned, what was delivered, what is left.

Integer minutes; one consulting day is ``CONSULTING_DAY_MINUTES`` (480, eight hours, unless set otherwise).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from coaching.models import AccountEntry, Slot
from lms.journal import recording
from lms.kit.refusal import Refusal
from lms.people.models import Municipality, User
from lms.programmes.models import Standing

BERLIN = ZoneInfo("Europe/Berlin")


class NotCovered(Refusal):
    """The account has fewer minutes left than are asked for."""


@dataclass(frozen=True)
class Balance:
    """A municipality's account in minutes."""

    granted: int
    planned: int
    delivered: int

    @property
    def left(self) -> int:
        """What may still be planned."""
        return self.granted - self.planned - self.delivered


def in_days(minutes: int) -> str:
    """Minutes as consulting days with at most one decimal, as the reader's language writes a number."""
    tenths = round(minutes * 10 / settings.CONSULTING_DAY_MINUTES)
    return number_format(tenths / 10, decimal_pos=1 if tenths % 10 else 0, use_l10n=True)


def owed() -> QuerySet[Standing]:
    """Model municipalities whose days have not been granted yet."""
    return Standing.objects.filter(kind=Standing.Kind.MODEL, consulting_grant__isnull=True).order_by("pk")


@transaction.atomic
def grant(standing: Standing, *, at: datetime) -> AccountEntry:
    """Grant a model municipality its consulting days (80 unless set otherwise); a second call changes nothing."""
    entry, is_new = AccountEntry.objects.get_or_create(
        standing=standing,
        defaults={
            "municipality": standing.municipality,
            "kind": AccountEntry.Kind.GRANT,
            "minutes": settings.CONSULTING_DAYS_GRANTED * settings.CONSULTING_DAY_MINUTES,
            "on": at.astimezone(BERLIN).date(),
        },
    )
    if is_new:
        recording.record(entry, "granted", by=None, at=at, minutes=entry.minutes)
    return entry


def lock(municipality_id: int) -> None:
    """Hold the account until the transaction ends, so that two who spend at once spend one after the other."""
    Municipality.objects.select_for_update().get(pk=municipality_id)


def balances(municipalities: Iterable[Municipality]) -> dict[int, Balance]:
    """The accounts of several municipalities, with two statements."""
    ids = [municipality.pk for municipality in municipalities]
    granted: dict[int, int] = defaultdict(int)
    delivered: dict[int, int] = defaultdict(int)
    planned: dict[int, int] = defaultdict(int)
    entries = AccountEntry.objects.filter(municipality__in=ids).values_list(
        "municipality_id", "minutes", "kind", "corrects__kind"
    )
    for municipality_id, minutes, kind, corrected in entries:
        if AccountEntry.Kind.GRANT in (kind, corrected):
            granted[municipality_id] += minutes
        else:
            delivered[municipality_id] -= minutes
    for slot in (
        Slot.objects.agreed()
        .filter(coaching__municipality__in=ids, coaching__status="agreed")
        .select_related("coaching")
    ):
        planned[slot.coaching.municipality_id] += slot.minutes()
    return {pk: Balance(granted=granted[pk], planned=planned[pk], delivered=delivered[pk]) for pk in ids}


def balance(municipality: Municipality) -> Balance:
    return balances([municipality])[municipality.pk]


def delivered_by_month(municipality: Municipality) -> list[tuple[date, int]]:
    """For the office: delivered minutes per month, newest first, counter-entries counted in the month they were made.

    Months, not days: a day and an office calendar would tell who was away for a talk.
    """
    months: dict[date, int] = defaultdict(int)
    entries = AccountEntry.objects.of(municipality).exclude(kind=AccountEntry.Kind.GRANT)
    for on, minutes in entries.values_list("on", "minutes"):
        months[on.replace(day=1)] -= minutes
    return sorted(months.items(), reverse=True)


def deliver(municipality: Municipality, *, minutes: int, on: date, by: User, at: datetime) -> AccountEntry:
    """Take delivered minutes from the account; the caller holds the lock. Refuses what the account does not cover."""
    covered = AccountEntry.objects.of(municipality).balance()
    if minutes > covered:
        raise NotCovered(
            _("The account does not cover %(minutes)d minutes: %(left)d are left.")
            % {"minutes": minutes, "left": covered}
        )
    entry = AccountEntry.objects.create(
        municipality=municipality, kind=AccountEntry.Kind.DELIVERY, minutes=-minutes, on=on
    )
    recording.record(entry, "delivered", by=by, at=at, minutes=minutes)
    return entry


def stands(entry: AccountEntry) -> int:
    """What a delivery comes to in minutes, its counter-entries included."""
    return -(entry.minutes + sum(entry.corrections.values_list("minutes", flat=True)))


def correct(entry: AccountEntry, *, minutes: int, by: User, at: datetime) -> AccountEntry | None:
    """Put a delivery right by a counter-entry, so that ``minutes`` is what it comes to; ``None`` if it already does."""
    difference = stands(entry) - minutes
    if not difference:
        return None
    if -difference > (covered := AccountEntry.objects.of(entry.municipality).balance()):
        raise NotCovered(
            _("The account does not cover %(minutes)d minutes: %(left)d are left.")
            % {"minutes": -difference, "left": covered}
        )
    counter = AccountEntry.objects.create(
        municipality=entry.municipality,
        kind=AccountEntry.Kind.CORRECTION,
        minutes=difference,
        on=at.astimezone(BERLIN).date(),
        corrects=entry,
    )
    recording.record(counter, "corrected", by=by, at=at, minutes=difference, corrects=entry.pk)
    return counter
