"""Runs of an offer and their dates."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.catalogue.models import Activity, Offer
from lms.people.models import User


class WorkshopActivity(Activity):
    """The part of an offer that takes place at dates with a trainer; who wants to come registers for a run."""

    template_name = "sessions/_workshop_activity.html"


class RunQuerySet(models.QuerySet["Run"]):
    def visible_to(self, user: User) -> Self:
        """Published runs for everybody; a draft for its trainer and the office."""
        hats = user.hats()
        if hats.is_office:
            return self
        return self.filter(~Q(status=Run.Status.DRAFT) | Q(trainer=user))

    def led_by(self, trainer: User) -> Self:
        """Those whose trainer the person is: who may see the group and mark attendance."""
        return self.filter(trainer=trainer)

    def published(self) -> Self:
        return self.filter(status=Run.Status.PUBLISHED)

    def with_span(self) -> Self:
        """Adds ``first_starts_at`` and ``last_ends_at`` over the run's dates."""
        return self.annotate(
            first_starts_at=models.Min("sessions__starts_at"), last_ends_at=models.Max("sessions__ends_at")
        )


class Run(models.Model):
    """One taking place of an offer: a trainer, a number of seats, and dates that belong together.

    Within the priority window (until ``priority_until``) only people of municipalities with priority get a seat;
    everybody else may register and waits. ``venue`` and ``online_link`` never leave the house.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        CANCELLED = "cancelled", _("cancelled")
        CLOSED = "closed", _("closed")

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="runs")
    trainer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="runs_led", verbose_name=_("trainer"))
    seats = models.PositiveSmallIntegerField(_("seats"))
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    online_link = models.URLField(_("link to the online room"), blank=True)
    registration_opens_at = models.DateTimeField(_("registration opens"))
    priority_until = models.DateTimeField(_("priority until"), null=True, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = RunQuerySet.as_manager()
    first_starts_at: datetime | None  # only on rows from with_span()
    last_ends_at: datetime | None  # only on rows from with_span()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="run_priority_ends_after_registration_opens",
                condition=Q(priority_until__isnull=True) | Q(priority_until__gte=F("registration_opens_at")),
                violation_error_message=_("The priority window ends after registration opens."),
            )
        ]

    def __str__(self) -> str:
        return str(self.offer)

    def in_priority_window(self, *, at: datetime) -> bool:
        return self.priority_until is not None and at < self.priority_until


class SessionQuerySet(models.QuerySet["Session"]):
    def between(self, start: datetime, end: datetime) -> Self:
        """Those that overlap the span."""
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def soonest_first(self) -> Self:
        return self.order_by("starts_at", "pk")


class Session(models.Model):
    """One date of a run. ``break_minutes`` are not taught; net minutes are what remains."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="sessions")
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    break_minutes = models.PositiveSmallIntegerField(_("breaks in minutes"), default=0)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    objects = SessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="session_ends_after_it_starts",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("A date ends after it begins."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"

    def net_minutes(self) -> int:
        return max(0, int((self.ends_at - self.starts_at).total_seconds() // 60) - self.break_minutes)
