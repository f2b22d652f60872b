"""Runs of an offer and their dates."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Self

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from courses.catalogue.models import Activity, Offer
from lms.kit.refusal import Refusal
from lms.people.models import User


class NotFromHere(Refusal):
    """No road leads from the run's state to the wanted one."""


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

    def planned_by(self, user: User) -> Self:
        """Those whose planning a person may see and change: a trainer's own, and all for the office.

        Whoever trains no longer has none left: the group's names were entrusted to the role.
        """
        hats = user.hats()
        if hats.is_office:
            return self
        return self.filter(trainer=user) if hats.is_trainer else self.none()

    def led_by(self, trainer: User) -> Self:
        """Those whose trainer the person is: who may see the group and mark attendance."""
        return self.filter(trainer=trainer)

    def drafts(self) -> Self:
        return self.filter(status=Run.Status.DRAFT)

    def published(self) -> Self:
        return self.filter(status=Run.Status.PUBLISHED)

    def upcoming(self, *, at: datetime) -> Self:
        """With a date that is not over yet."""
        return self.filter(Exists(Session.objects.filter(run=OuterRef("pk"), ends_at__gt=at)))

    def over(self, *, at: datetime) -> Self:
        """Without a date that is still to come or under way."""
        return self.exclude(Exists(Session.objects.filter(run=OuterRef("pk"), ends_at__gt=at)))

    def owing_a_closing(self, *, at: datetime) -> Self:
        """Took place, and nobody has closed the attendance yet: the participants wait for their certificates."""
        return self.published().over(at=at)

    def with_span(self) -> Self:
        """Adds ``first_starts_at`` and ``last_ends_at`` over the run's dates, and their number as ``date_count``."""
        return self.annotate(
            first_starts_at=models.Min("sessions__starts_at"),
            last_ends_at=models.Max("sessions__ends_at"),
            date_count=models.Count("sessions", distinct=True),
        )

    def soonest_first(self) -> Self:
        """By first date; only after ``with_span()``."""
        return self.order_by(F("first_starts_at").asc(nulls_last=True), "pk")

    def latest_first(self) -> Self:
        """By last date, newest first; only after ``with_span()``."""
        return self.order_by(F("last_ends_at").desc(nulls_last=True), "-pk")


class Run(models.Model):
    """One taking place of an offer: a trainer, a number of seats, and dates that belong together.

    Within the priority window (until ``priority_until``) only people of municipalities with priority get a seat;
    everybody else may register and waits. ``venue`` and ``online_link`` never leave the house.
    A draft is seen by its trainer and the office only; ``cancellation_reason`` is written for the participants.
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
    online_link = models.URLField(
        _("link to the online room"), blank=True, validators=[URLValidator(schemes=["http", "https"])]
    )
    registration_opens_at = models.DateTimeField(_("registration opens"))
    priority_until = models.DateTimeField(_("priority until"), null=True, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    cancellation_reason = models.TextField(_("reason"), blank=True)

    objects = RunQuerySet.as_manager()
    first_starts_at: datetime | None  # only on rows from with_span()
    last_ends_at: datetime | None  # only on rows from with_span()
    date_count: int  # only on rows from with_span()

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

    def become(self, status: Run.Status) -> None:
        """Take the next step, or refuse if no road leads there from here."""
        if status not in ROADS[self.Status(self.status)]:
            raise NotFromHere(
                _("This is not possible any more: the run is “%(status)s”.") % {"status": self.get_status_display()}
            )
        self.status = status
        self.save(update_fields=["status"])

    def in_priority_window(self, *, at: datetime) -> bool:
        return self.priority_until is not None and at < self.priority_until


ROADS: dict[Run.Status, frozenset[Run.Status]] = {
    Run.Status.DRAFT: frozenset({Run.Status.PUBLISHED}),
    Run.Status.PUBLISHED: frozenset({Run.Status.CANCELLED, Run.Status.CLOSED}),
    Run.Status.CANCELLED: frozenset(),
    Run.Status.CLOSED: frozenset(),
}
"""Where a run may go from each state. A draft nobody wants is discarded: it never meant anything to anybody else."""


class SessionQuerySet(models.QuerySet["Session"]):
    def between(self, start: datetime, end: datetime) -> Self:
        """Those that overlap the span."""
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def keeping_busy(self, trainer: User) -> Self:
        """Those at which the trainer cannot be anywhere else, drafts included: planning is a promise to oneself."""
        return self.filter(run__trainer=trainer).exclude(run__status=Run.Status.CANCELLED)

    def soonest_first(self) -> Self:
        return self.order_by("starts_at", "pk")


class Session(models.Model):
    """One date of a run. ``break_minutes`` are not taught; net minutes are what remains.

    ``uid`` names it in every calendar; ``sequence`` rises and ``changed_at`` follows with each change that a calendar
    must show (RFC 5545 § 3.8.7.4): another time, or that it does not take place.
    """

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
        indexes = [models.Index(fields=["starts_at", "ends_at"], name="sessions_by_time")]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"

    def net_minutes(self) -> int:
        return max(0, int((self.ends_at - self.starts_at).total_seconds() // 60) - self.break_minutes)
