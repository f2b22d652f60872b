"""What we teach: offers, whom they are for, and the activities they consist of."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from polymorphic.models import PolymorphicModel


class OfferQuerySet(models.QuerySet["Offer"]):
    def published(self) -> Self:
        return self.filter(is_published=True)

    def in_catalogue_order(self) -> Self:
        return self.order_by("module", "code")


class Offer(models.Model):
    """Something we teach: a workshop, online seminar, self-paced module or coaching of a module of the programme.

    ``neutral_title`` is what leaves the house (calendar, letters, certificate); the title itself may already be
    sensitive. Durations are net minutes; 45 minutes are one teaching unit (UE).
    """

    class Module(models.TextChoices):
        M1 = "M1", _("Alliance of administration, advice services and security authorities")
        M2 = "M2", _("Anti-racist strategies and structures")
        M3 = "M3", _("Needs-based trainings and coachings for leaders and teams")
        Z1 = "Z1", _("Extending and perpetuating the alliance")
        Z2 = "Z2", _("Toolbox for public relations")
        Z3 = "Z3", _("Networking, exchange, collegial consultation")

    class Format(models.TextChoices):
        WORKSHOP = "workshop", _("workshop")
        ONLINE_SEMINAR = "online_seminar", _("online seminar")
        SELF_PACED = "self_paced", _("self-paced module")
        COACHING = "coaching", _("coaching")
        COLLEGIAL = "collegial", _("collegial consultation")
        CONFERENCE = "conference", _("platform conference")

    class Protection(models.IntegerChoices):
        NORMAL = 0, _("normal")
        SENSITIVE = 1, _("sensitive: place and participants hidden")
        CONFIDENTIAL = 2, _("confidential: invisible to the employer")

    code = models.CharField(_("number"), max_length=8, unique=True)
    title = models.CharField(_("title"), max_length=160)
    neutral_title = models.CharField(_("neutral title"), max_length=160)
    summary = models.TextField(_("short description"))
    objectives = models.TextField(_("learning objectives"), help_text=_("One per line."))
    module = models.CharField(_("module"), max_length=2, choices=Module)
    format = models.CharField(_("format"), max_length=20, choices=Format)
    net_minutes = models.PositiveIntegerField(_("net minutes"))
    min_seats = models.PositiveSmallIntegerField(_("minimum number"), null=True, blank=True)
    max_seats = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True)
    protection = models.PositiveSmallIntegerField(_("protection"), choices=Protection, default=Protection.NORMAL)
    threshold_percent = models.PositiveSmallIntegerField(_("minimum attendance in percent"), default=80)
    is_published = models.BooleanField(_("published"), default=False)

    objects = OfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="offer_seats_minimum_below_maximum",
                condition=Q(min_seats__isnull=True)
                | Q(max_seats__isnull=True)
                | Q(min_seats__lte=models.F("max_seats")),
                violation_error_message=_("The minimum number is at most the number of seats."),
            ),
            models.CheckConstraint(
                name="offer_threshold_is_a_percentage",
                condition=Q(threshold_percent__gte=1, threshold_percent__lte=100),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def is_base(self) -> bool:
        """M1 to M3 are base modules, Z1 to Z3 add-on modules."""
        return self.module.startswith("M")

    def is_online(self) -> bool:
        """Part of the online training and transfer programme, where priority counts."""
        return self.format in {self.Format.ONLINE_SEMINAR, self.Format.SELF_PACED}

    def has_dates(self) -> bool:
        """Taught at dates for which people register, rather than alone or by appointment."""
        return self.format in {self.Format.WORKSHOP, self.Format.ONLINE_SEMINAR, self.Format.CONFERENCE}

    def objective_list(self) -> list[str]:
        return [line.strip() for line in self.objectives.splitlines() if line.strip()]


class Audience(models.Model):
    """An offer is meant for this group."""

    class Group(models.TextChoices):
        LEADERS = "FK", _("leaders")
        TEAMS = "TM", _("teams")
        ALL = "AL", _("all employees")
        COORDINATION = "KO", _("coordination and project teams")

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="audiences")
    group = models.CharField(max_length=2, choices=Group)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["offer", "group"], name="audience_once_per_offer")]

    def __str__(self) -> str:
        return str(self.get_group_display())


class Activity(PolymorphicModel):
    """One thing to do within an offer: a date, a module, a quiz, a page, a coaching. The floors above add the kinds."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="activities")
    position = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(_("title"), max_length=160)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=0)

    template_name: ClassVar[str] = ""
    """The piece of page that shows this kind on the offer's page; each kind names its own."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["offer", "position"], name="activity_position_once_per_offer")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where the activity is done; empty where the offer's page itself is the place."""
        return ""


class PageActivity(Activity):
    """Something to read, in Markdown; shown cleaned (CommonMark through markdown-it, then nh3)."""

    body = models.TextField(_("text"))

    template_name = "catalogue/_page_activity.html"
