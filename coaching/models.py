"""Coachings and the account of consulting minutes: dates and hours, never content."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q, Sum
from django.utils.translation import gettext_lazy as _

from courses.catalogue.models import Activity
from lms.kit.refusal import Refusal
from lms.people.models import Municipality, User
from lms.programmes.models import Standing


class NotFromHere(Refusal):
    """No road leads from the present state to the one asked for."""


class CoachingActivity(Activity):
    """The part of an offer that is a confidential talk: asked for by one person, held by one coach."""

    template_name = "coaching/_coaching_activity.html"


class CoachingQuerySet(models.QuerySet["Coaching"]):
    def visible_to(self, user: User) -> Self:
        """One's own, as person or as coach; to coaches also those nobody has taken up. To nobody else, ever."""
        mine = Q(person=user)
        if user.hats().is_coach:
            mine |= Q(coach=user) | Q(status=Coaching.Status.REQUESTED, coach__isnull=True) & ~Q(person=user)
        return self.filter(mine)

    def held_by(self, user: User) -> Self:
        """A coach's own talks; whoever coaches no longer has none left."""
        return self.filter(coach=user) if user.hats().is_coach else self.none()

    def waiting_for_a_coach(self) -> Self:
        return self.filter(status=Coaching.Status.REQUESTED, coach__isnull=True)

    def under_way(self) -> Self:
        return self.exclude(status__in=[Coaching.Status.DELIVERED, Coaching.Status.WITHDRAWN])

    def newest_first(self) -> Self:
        return self.order_by("-requested_at", "-pk")


class Coaching(models.Model):
    """A person of a model municipality asks for a confidential talk, and a coach holds it.

    There is no topic, no note and no offer here, on purpose: who reads this row learns that two people talked.
    """

    class Status(models.TextChoices):
        REQUESTED = "requested", _("requested")
        OFFERED = "offered", _("dates offered")
        AGREED = "agreed", _("date agreed")
        DELIVERED = "delivered", _("held")
        WITHDRAWN = "withdrawn", _("withdrawn")

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="coachings")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    coach = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="coachings_held")
    status = models.CharField(max_length=12, choices=Status, default=Status.REQUESTED)
    requested_at = models.DateTimeField()
    delivery = models.OneToOneField("AccountEntry", null=True, on_delete=models.PROTECT, related_name="+")

    objects = CoachingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(status__in=["requested", "offered", "agreed"]),
                name="coaching_one_under_way_per_person",
            ),
            models.CheckConstraint(
                name="coaching_with_dates_has_a_coach",
                condition=Q(status__in=["requested", "withdrawn"]) | Q(coach__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.status}"

    def become(self, status: Status) -> None:
        """Take the next step, or refuse if no road leads there from here."""
        if status not in ROADS[self.Status(self.status)]:
            raise NotFromHere(_("This is no longer possible: the state has changed in the meantime."))
        self.status = status
        self.save(update_fields=["status", "coach", "delivery"])


ROADS: dict[Coaching.Status, set[Coaching.Status]] = {
    Coaching.Status.REQUESTED: {Coaching.Status.OFFERED, Coaching.Status.WITHDRAWN},
    Coaching.Status.OFFERED: {Coaching.Status.AGREED, Coaching.Status.REQUESTED, Coaching.Status.WITHDRAWN},
    Coaching.Status.AGREED: {Coaching.Status.DELIVERED, Coaching.Status.REQUESTED, Coaching.Status.WITHDRAWN},
    Coaching.Status.DELIVERED: set(),
    Coaching.Status.WITHDRAWN: set(),
}


class SlotQuerySet(models.QuerySet["Slot"]):
    def open(self) -> Self:
        return self.filter(status=Slot.Status.OFFERED)

    def agreed(self) -> Self:
        return self.filter(status=Slot.Status.AGREED)

    def between(self, start: datetime, end: datetime) -> Self:
        """Those that overlap the span."""
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def soonest_first(self) -> Self:
        return self.order_by("starts_at", "pk")


class Slot(models.Model):
    """A date a coach offers for a coaching; ``place`` (room or link) is for the two alone."""

    class Status(models.TextChoices):
        OFFERED = "offered", _("offered")
        AGREED = "agreed", _("agreed")
        DECLINED = "declined", _("not chosen")
        CANCELLED = "cancelled", _("cancelled")

    coaching = models.ForeignKey(Coaching, on_delete=models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place or link"), max_length=200, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.OFFERED)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    objects = SlotQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="slot_ends_after_it_starts",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("A date ends after it begins."),
            ),
            models.UniqueConstraint(
                fields=["coaching"], condition=Q(status="agreed"), name="slot_one_agreed_per_coaching"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"

    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)


class AccountEntryQuerySet(models.QuerySet["AccountEntry"]):
    def of(self, municipality: Municipality) -> Self:
        return self.filter(municipality=municipality)

    def balance(self) -> int:
        """Minutes left: grants minus deliveries, corrections included."""
        return int(self.aggregate(total=Sum("minutes"))["total"] or 0)


class AccountEntry(models.Model):
    """A movement on a municipality's account of consulting minutes (integers; grants positive, deliveries negative).

    Nothing is ever changed or deleted: a mistake is put right by a counter-entry. An entry knows a municipality,
    minutes and a day, and neither person nor coach nor what the talk was about.
    """

    class Kind(models.TextChoices):
        GRANT = "grant", _("granted")
        DELIVERY = "delivery", _("delivered")
        CORRECTION = "correction", _("correction")

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="consulting_entries")
    kind = models.CharField(max_length=12, choices=Kind)
    minutes = models.IntegerField()
    on = models.DateField(help_text="Day in Europe/Berlin")
    standing = models.OneToOneField(Standing, null=True, on_delete=models.PROTECT, related_name="consulting_grant")
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrections")

    objects = AccountEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="account_entry_moves_in_its_direction",
                condition=(
                    Q(kind="grant", minutes__gt=0, corrects__isnull=True)
                    | Q(kind="delivery", minutes__lt=0, corrects__isnull=True)
                    | (Q(kind="correction", corrects__isnull=False) & ~Q(minutes=0))
                ),
            )
        ]
        indexes = [models.Index(fields=["municipality", "on"], name="account_of_municipality")]

    def __str__(self) -> str:
        return f"{self.kind} {self.minutes}"
