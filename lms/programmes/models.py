"""Calls, applications, decisions, and the standing that follows from them."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lms.people.models import Municipality, User


class CallQuerySet(models.QuerySet["Call"]):
    def visible_to(self, user: User, *, at: datetime) -> Self:
        """Published ones for everybody, all of them for the office."""
        if user.hats().is_office:
            return self
        return self.published(at=at)

    def published(self, *, at: datetime) -> Self:
        return self.exclude(status=Call.Status.DRAFT).filter(publishes_at__lte=at)

    def open(self, *, at: datetime) -> Self:
        """Published and before the deadline."""
        return self.filter(status=Call.Status.PUBLISHED, publishes_at__lte=at, deadline_at__gt=at)


class Call(models.Model):
    """A call for applications: text, places, and a deadline that lies after its publication.

    Moments are typed and shown in Europe/Berlin and stored in UTC.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        DECIDED = "decided", _("decided")

    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"))
    places = models.PositiveSmallIntegerField(_("places"), default=10)
    publishes_at = models.DateTimeField(_("publication"))
    deadline_at = models.DateTimeField(_("application deadline"))
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="call_deadline_after_publication",
                condition=Q(deadline_at__gt=F("publishes_at")),
                violation_error_message=_("The deadline must lie after the publication: nobody could apply in time."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def is_open(self, *, at: datetime) -> bool:
        return self.status == self.Status.PUBLISHED and self.publishes_at <= at < self.deadline_at


class ApplicationQuerySet(models.QuerySet["Application"]):
    def visible_to(self, user: User) -> Self:
        """One's own, those submitted by a municipality one coordinates; for the office all that were submitted."""
        hats = user.hats()
        submitted = ~Q(status=Application.Status.DRAFT)
        mine = Q(applicant=user) | (Q(municipality__in=hats.coordinating()) & submitted)
        return self.filter(mine | submitted) if hats.is_office else self.filter(mine)

    def submitted(self) -> Self:
        return self.filter(status=Application.Status.SUBMITTED)


class Application(models.Model):
    """A municipality, or one unit of it, asks to become a model municipality.

    A draft belongs to the person who writes it; what was submitted is frozen in ``as_submitted``.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        WITHDRAWN = "withdrawn", _("withdrawn")

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    applicant = models.ForeignKey(User, on_delete=models.PROTECT, related_name="applications")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="applications")
    unit = models.CharField(_("organisational unit"), max_length=160, blank=True)
    needs = models.TextField(_("needs"), blank=True)
    contact_name = models.CharField(_("contact person"), max_length=160, blank=True)
    contact_email = models.EmailField(_("e-mail of the contact person"), blank=True)
    head_name = models.CharField(_("head of administration"), max_length=160, blank=True)
    head_office = models.CharField(_("office of the head"), max_length=120, blank=True)
    head_email = models.EmailField(_("e-mail of the head"), blank=True)
    endorsement_nonce = models.CharField(max_length=43, blank=True)
    endorsement_asked_at = models.DateTimeField(null=True, blank=True)
    endorsed_at = models.DateTimeField(null=True, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    as_submitted = models.JSONField(null=True, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call", "municipality", "unit"],
                condition=Q(status="submitted"),
                name="application_once_per_municipality_or_unit",
                violation_error_message=_("This municipality or unit has already applied."),
            ),
            models.CheckConstraint(
                name="application_submitted_is_frozen",
                condition=Q(status="draft")
                | Q(status="withdrawn")
                | Q(as_submitted__isnull=False, submitted_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.applying_for()

    def applying_for(self) -> str:
        return f"{self.municipality.name}, {self.unit}" if self.unit else self.municipality.name


class Decision(models.Model):
    """What became of an application, and why. Known to the office alone until all are published in one moment."""

    class Outcome(models.TextChoices):
        SELECTED = "selected", _("selected")
        NOT_SELECTED = "not_selected", _("not selected")

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome)
    reason = models.TextField(_("reason"))
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.application}: {self.get_outcome_display()}"


class StandingQuerySet(models.QuerySet["Standing"]):
    def valid(self, *, at: datetime) -> Self:
        return self.filter(since__lte=at).filter(Q(until__isnull=True) | Q(until__gt=at))

    def with_priority(self) -> Self:
        """Those that are served first in the online training and transfer programme."""
        return self.filter(kind__in=[Standing.Kind.PRIORITY, Standing.Kind.PLATFORM])


class Standing(models.Model):
    """What a municipality is to the programme since a moment, because of a decision.

    A selected municipality is a model municipality; one that was not selected has priority in the online training
    and transfer programme, without anybody typing it.
    """

    class Kind(models.TextChoices):
        MODEL = "model", _("model municipality")
        PLATFORM = "platform", _("platform municipality")
        PRIORITY = "priority", _("priority participation")

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="standings")
    unit = models.CharField(max_length=160, blank=True)
    kind = models.CharField(max_length=12, choices=Kind)
    decision = models.OneToOneField(Decision, null=True, on_delete=models.PROTECT, related_name="standing")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["municipality", "kind"], name="standing_of_municipality")]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.get_kind_display()}"
