"""Registrations: who has a seat, who waits, and where they stand."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from courses.catalogue.models import Offer
from courses.sessions.models import Run, Session
from lms.kit.refusal import Refusal
from lms.people.models import Municipality, User


class NotFromHere(Refusal):
    """No road leads from this state to the one asked for."""


@dataclass(frozen=True)
class Counts:
    """How many people hold a seat in a run, and how many wait for one, with priority and without."""

    confirmed: int = 0
    waiting_with_priority: int = 0
    waiting_openly: int = 0

    @property
    def waiting(self) -> int:
        return self.waiting_with_priority + self.waiting_openly


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def shown_to_employer(self, municipality_ids: Collection[int], *, user: User) -> Self:
        """Those made under these municipalities, without confidential offers: there not even a number is shown.

        People under enhanced protection stand on HR's list alone: coordination is done by colleagues, and the threat
        may come from among them.
        """
        named = Q(person__enhanced_protection=False) | Q(municipality__in=user.hats().hr())
        return self.filter(
            named, municipality_id__in=municipality_ids, run__offer__protection__lt=Offer.Protection.CONFIDENTIAL
        )

    def of(self, person: User) -> Self:
        return self.filter(person=person)

    def holding_a_seat(self) -> Self:
        return self.filter(status=Registration.Status.CONFIRMED)

    def seated(self) -> Self:
        """Who has a seat, or had one until the run was closed: the group whose attendance counts."""
        return self.filter(status__in=SEATED)

    def waiting(self) -> Self:
        return self.filter(status=Registration.Status.WAITING)

    def active(self) -> Self:
        """With a seat or waiting for one."""
        return self.filter(status__in=ACTIVE)

    def owed_a_new_date(self, *, at: datetime) -> Self:
        """With a seat in a run of which a date to come has changed since they were last told."""
        changed = Session.objects.filter(run=OuterRef("run"), ends_at__gt=at, changed_at__gt=OuterRef("told_at"))
        told = self.holding_a_seat().annotate(told_at=Coalesce("dates_told_at", "confirmed_at", "registered_at"))
        return told.filter(Exists(changed), run__status=Run.Status.PUBLISHED)

    def highest_priority_first(self) -> Self:
        """The order of the waiting list: tier, then time of registration."""
        return self.order_by("tier", "registered_at", "pk")

    def with_place(self) -> Self:
        """Adds ``place`` in the run's line, counted from 1; it means something on waiting rows only."""
        before = (
            Q(tier__lt=OuterRef("tier"))
            | Q(tier=OuterRef("tier"), registered_at__lt=OuterRef("registered_at"))
            | Q(tier=OuterRef("tier"), registered_at=OuterRef("registered_at"), pk__lt=OuterRef("pk"))
        )
        ahead = Registration.objects.waiting().filter(before, run=OuterRef("run"))
        return self.annotate(place=number_of(ahead) + 1)

    def with_seats_taken(self) -> Self:
        """Adds ``seats_taken`` in the same run."""
        taken = Registration.objects.holding_a_seat().filter(run=OuterRef("run"))
        return self.annotate(seats_taken=number_of(taken))

    def with_span(self) -> Self:
        """Adds ``starts_at`` and ``ends_at``: when the run's first date begins and its last one ends."""
        return self.annotate(starts_at=Min("run__sessions__starts_at"), ends_at=Max("run__sessions__ends_at"))

    def upcoming(self, *, at: datetime) -> Self:
        """Active, in a run with a date that is not over yet; only after ``with_span()``."""
        return self.filter(ends_at__gt=at).active()

    def over(self, *, at: datetime) -> Self:
        """All others: ended, or in a run whose last date is over; only after ``with_span()``."""
        return self.exclude(status__in=ACTIVE, ends_at__gt=at)

    def latest_first(self) -> Self:
        return self.order_by(F("starts_at").desc(nulls_last=True), "-pk")

    def soonest_first(self) -> Self:
        return self.order_by("starts_at", "pk")

    def counts(self, run_ids: Collection[int]) -> dict[int, Counts]:
        """Seats taken and people waiting for each of these runs, with one statement."""
        waiting = Q(status=Registration.Status.WAITING)
        rows = (
            self.filter(run_id__in=run_ids)
            .order_by()
            .values("run_id")
            .annotate(
                confirmed=Count("pk", filter=Q(status=Registration.Status.CONFIRMED)),
                with_priority=Count("pk", filter=waiting & Q(tier=Registration.Tier.PRIORITY)),
                openly=Count("pk", filter=waiting & Q(tier=Registration.Tier.OPEN)),
            )
            .values_list("run_id", "confirmed", "with_priority", "openly")
        )
        return {run_id: Counts() for run_id in run_ids} | {row[0]: Counts(*row[1:]) for row in rows}

    def become(self, status: Registration.Status, *, at: datetime) -> int:
        """Let many take the same last step at once; rows from which no road leads there stay as they are."""
        origins = [origin for origin, nexts in ROADS.items() if status in nexts]
        return self.filter(status__in=origins).update(status=status, ended_at=at)


def number_of(rows: RegistrationQuerySet, *, per: str = "run") -> Coalesce:
    """How many of these rows there are for each run, or each whatever: to annotate that with."""
    return Coalesce(Subquery(rows.order_by().values(per).annotate(number=Count("pk")).values("number")), 0)


class Registration(models.Model):
    """A person asks to take part in a run, and what became of it.

    ``municipality`` is the employer under which they registered, ``tier`` the class in which they are served
    (1 before 2), both as they were at that moment. Somebody with a seat knows the run's dates as they were at
    ``dates_told_at``; a date that has changed since is owed to them by letter.
    """

    class Status(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        WAITING = "waiting", _("waiting list")
        CANCELLED = "cancelled", _("cancelled by the participant")
        RUN_CANCELLED = "run_cancelled", _("cancelled by the organiser")
        EXPIRED = "expired", _("no seat became free")
        ATTENDED = "attended", _("attended")
        PARTLY_ATTENDED = "partly_attended", _("partly attended")
        NO_SHOW = "no_show", _("did not appear")

    class Tier(models.IntegerChoices):
        PRIORITY = 1, _("priority participation")
        OPEN = 2, _("open participation")

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="registrations")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="registrations")
    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="registrations"
    )
    tier = models.PositiveSmallIntegerField(choices=Tier, default=Tier.OPEN)
    status = models.CharField(max_length=16, choices=Status)
    registered_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    dates_told_at = models.DateTimeField(null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()
    place: int  # only on rows from with_place()
    seats_taken: int  # only on rows from with_seats_taken()
    starts_at: datetime | None  # only on rows from with_span()
    ends_at: datetime | None  # only on rows from with_span()
    told_at: datetime  # only on rows from owed_a_new_date()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "person"],
                condition=~Q(status__in=["cancelled", "run_cancelled"]),
                name="registration_once_per_run",
                violation_error_message=_("You are already registered."),
            )
        ]
        indexes = [
            models.Index(fields=["run", "status", "tier", "registered_at"], name="registrations_in_line"),
            models.Index(fields=["municipality", "status"], name="registrations_of_employer"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.run_id}: {self.get_status_display()}"

    def become(self, status: Status, *, at: datetime) -> None:
        """Take the next step, or refuse if no road leads there from here."""
        if status not in ROADS[self.Status(self.status)]:
            raise NotFromHere(_("This registration has already ended."))
        self.status = status
        if status == self.Status.CONFIRMED:
            self.confirmed_at = self.dates_told_at = at
        else:
            self.ended_at = at
        self.save(update_fields=["status", "confirmed_at", "dates_told_at", "ended_at"])

    def is_active(self) -> bool:
        return self.status in ACTIVE


ROADS: dict[Registration.Status, set[Registration.Status]] = {
    Registration.Status.WAITING: {
        Registration.Status.CONFIRMED,
        Registration.Status.CANCELLED,
        Registration.Status.RUN_CANCELLED,
        Registration.Status.EXPIRED,
    },
    Registration.Status.CONFIRMED: {
        Registration.Status.CANCELLED,
        Registration.Status.RUN_CANCELLED,
        Registration.Status.ATTENDED,
        Registration.Status.PARTLY_ATTENDED,
        Registration.Status.NO_SHOW,
    },
    Registration.Status.CANCELLED: set(),
    Registration.Status.RUN_CANCELLED: set(),
    Registration.Status.EXPIRED: set(),
    Registration.Status.ATTENDED: set(),
    Registration.Status.PARTLY_ATTENDED: set(),
    Registration.Status.NO_SHOW: set(),
}
"""From which state which others can be reached. Nobody who holds a seat is ever sent back to the line."""

ACTIVE = frozenset({Registration.Status.CONFIRMED, Registration.Status.WAITING})
SEATED = frozenset(
    {
        Registration.Status.CONFIRMED,
        Registration.Status.ATTENDED,
        Registration.Status.PARTLY_ATTENDED,
        Registration.Status.NO_SHOW,
    }
)
