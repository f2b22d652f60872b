"""Calls, applications, decisions, and the standing that follows from them."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, F, Q
from django.db.models.functions import Lower
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

    def with_progress(self) -> Self:
        """Adds how many applications were ``submitted``, and how many of them are ``judged`` and ``selected``."""
        submitted = Q(applications__status=Application.Status.SUBMITTED)
        selected = submitted & Q(applications__decision__outcome=Decision.Outcome.SELECTED)
        return self.annotate(
            submitted=Count("applications", filter=submitted),
            judged=Count("applications__decision", filter=submitted),
            selected=Count("applications__decision", filter=selected),
        )

    def newest_first(self) -> Self:
        return self.order_by("-deadline_at", "-pk")


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
    places = models.PositiveSmallIntegerField(_("places"), default=10, validators=[MinValueValidator(1)])
    publishes_at = models.DateTimeField(_("publication"))
    deadline_at = models.DateTimeField(_("application deadline"))
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = CallQuerySet.as_manager()

    submitted: int  # these three only on rows from with_progress()
    judged: int
    selected: int

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="call_has_places",
                condition=Q(places__gte=1),
                violation_error_message=_("A call offers at least one place."),
            ),
            models.CheckConstraint(
                name="call_deadline_after_publication",
                condition=Q(deadline_at__gt=F("publishes_at")),
                violation_error_message=_("The deadline must lie after the publication: nobody could apply in time."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_open(self, *, at: datetime) -> bool:
        return self.status == self.Status.PUBLISHED and self.publishes_at <= at < self.deadline_at

    def is_decided(self) -> bool:
        return self.status == self.Status.DECIDED


class ApplicationQuerySet(models.QuerySet["Application"]):
    def concerning(self, user: User) -> Self:
        """One's own, and those submitted by a municipality one coordinates.

        A draft is seen by its writer alone: whoever writes in a town's name need not be from there.
        """
        coordinated = Q(municipality__in=user.hats().coordinating()) & ~Q(status=Application.Status.DRAFT)
        return self.filter(Q(applicant=user) | coordinated)

    def visible_to(self, user: User) -> Self:
        """Those concerning the person; for the office all that were submitted as well."""
        if user.hats().is_office:
            return self.filter(Q(applicant=user) | ~Q(status=Application.Status.DRAFT))
        return self.concerning(user)

    def drafts(self) -> Self:
        return self.filter(status=Application.Status.DRAFT)

    def submitted(self) -> Self:
        return self.filter(status=Application.Status.SUBMITTED)

    def without_proposal(self) -> Self:
        """Nobody has said yet what should become of them."""
        return self.filter(decision__isnull=True)

    def for_reading(self) -> Self:
        """With call, municipality and decision: what a line in a list says."""
        return self.select_related("call", "municipality", "decision")

    def of_same_place(self, application: Application) -> Self:
        """Those of the same municipality, and of the same unit where it is one, in the same call."""
        return self.filter(
            call=application.call_id, municipality=application.municipality_id, unit__iexact=application.unit
        )

    def by_place(self) -> Self:
        return self.order_by("municipality__name", "unit", "pk")


class Application(models.Model):
    """A municipality, or one unit of it, asks to become a model municipality.

    A draft belongs to the person who writes it; what was submitted is frozen in ``as_submitted``.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Scope(models.TextChoices):
        WHOLE = "whole", _("the whole administration")
        UNIT = "unit", _("one organisational unit")

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    applicant = models.ForeignKey(User, on_delete=models.PROTECT, related_name="applications")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="applications")
    scope = models.CharField(_("Who applies?"), max_length=5, choices=Scope, default=Scope.WHOLE)
    unit = models.CharField(_("organisational unit"), max_length=120, blank=True)
    needs = models.TextField(_("needs"), blank=True)
    contact_name = models.CharField(_("contact person"), max_length=160, blank=True)
    contact_email = models.EmailField(_("e-mail of the contact person"), blank=True)
    head_name = models.CharField(_("head of administration"), max_length=160, blank=True)
    head_office = models.CharField(_("office of the head"), max_length=120, blank=True)
    head_email = models.EmailField(_("e-mail of the head"), blank=True)
    endorsement_nonce = models.CharField(max_length=43, blank=True)
    """The link in the letter to the head is derived from it with the secret key; empty: no link is valid."""
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
                "call",
                "municipality",
                Lower("unit"),
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
            models.CheckConstraint(
                name="application_unit_only_where_a_unit_applies",
                condition=Q(scope="unit") | Q(unit=""),
                violation_error_message=_("A whole administration applies without naming a unit."),
            ),
            models.UniqueConstraint(
                fields=["endorsement_nonce"], condition=~Q(endorsement_nonce=""), name="application_one_link_each"
            ),
        ]

    def __str__(self) -> str:
        return self.applying_for()

    def applying_for(self) -> str:
        return f"{self.municipality.name}, {self.unit}" if self.unit else self.municipality.name

    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    def is_submitted(self) -> bool:
        return self.status == self.Status.SUBMITTED

    def is_endorsed(self) -> bool:
        return self.endorsed_at is not None

    def awaits_endorsement(self) -> bool:
        """The head has a valid link and has not used it yet."""
        return bool(self.endorsement_nonce) and self.endorsed_at is None

    def proposal(self) -> Decision | None:
        """What the office means to decide, or has decided: for the office's eyes."""
        return getattr(self, "decision", None)

    def published_outcome(self) -> Decision | None:
        """The decision, once it is published: for everybody who may see the application."""
        decision = self.proposal()
        return decision if decision and decision.published_at else None


class DecisionQuerySet(models.QuerySet["Decision"]):
    def of(self, call: Call) -> Self:
        """Decisions on what still is an application in this call."""
        return self.filter(application__call=call, application__status=Application.Status.SUBMITTED)

    def selected(self) -> Self:
        return self.filter(outcome=Decision.Outcome.SELECTED)


class Decision(models.Model):
    """What became of an application, and why. Known to the office alone until all are published in one moment.

    *Not admitted* is an application that fails on form: the wrong person wrote it, or the head did not stand behind it.
    It brings neither standing nor a role, so nobody gains a town's trust by applying in its name.
    """

    class Outcome(models.TextChoices):
        SELECTED = "selected", _("selected")
        NOT_SELECTED = "not_selected", _("not selected")
        NOT_ADMITTED = "not_admitted", _("not admitted")

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome)
    reason = models.TextField(_("reason for the decision"))
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="decision_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Give a reason: it stands in the letter."),
            )
        ]

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
    unit = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=12, choices=Kind)
    decision = models.OneToOneField(Decision, null=True, on_delete=models.PROTECT, related_name="standing")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["municipality", "kind"], name="standing_of_municipality")]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.get_kind_display()}"
