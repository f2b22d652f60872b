"""What we teach: offers, whom they are for, and the activities they consist of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from polymorphic.models import PolymorphicModel

from courses.catalogue import rules, spelling
from lms.people.models import User


class SearchField(models.TextField[str, str]):
    """Keeps the searchable spelling of other fields of the same row; written anew whenever the row is saved."""

    def __init__(self, *, of: Iterable[str], **options: Any) -> None:
        self.of = tuple(of)
        super().__init__(**{**options, "editable": False, "default": ""})

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        text = spelling.searchable(*(getattr(model_instance, field) for field in self.of))
        setattr(model_instance, self.attname, text)
        return text


class OfferQuerySet(models.QuerySet["Offer"]):
    def published(self) -> Self:
        return self.filter(is_published=True)

    def visible_to(self, user: User) -> Self:
        """What is published for everybody, drafts also for those who write offers."""
        return self if rules.may_write_offers(user) else self.published()

    def matching(self, words: Iterable[str]) -> Self:
        """Those in which every word occurs, wherever and however spelled."""
        found = self
        for word in words:
            spellings = {spelling.stem(spelling.spelled_out(word)), spelling.stem(spelling.bare(word))}
            wanted = Q()
            for one in sorted(spellings):
                wanted |= Q(search_text__contains=one)
            found = found.filter(wanted)
        return found

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

    code = models.CharField(
        _("number"),
        max_length=8,
        unique=True,
        validators=[RegexValidator(r"^[A-Z][A-Z0-9]*-[0-9]+\Z", _("A number looks like this: M2-01."))],
    )
    title = models.CharField(_("title"), max_length=160)
    neutral_title = models.CharField(
        _("neutral title"),
        max_length=160,
        help_text=_(
            "Stands in calendars, e-mails, file names and on the certificate. Whoever reads it over a shoulder "
            "should learn nothing from it, for example “Fortbildung Kommunikation”."
        ),
    )
    summary = models.TextField(_("short description"))
    objectives = models.TextField(_("learning objectives"), help_text=_("One per line."))
    module = models.CharField(_("module"), max_length=2, choices=Module)
    format = models.CharField(_("format"), max_length=20, choices=Format)
    net_minutes = models.PositiveIntegerField(
        _("net minutes"),
        validators=[MinValueValidator(1)],
        help_text=_("Without breaks. 45 minutes are one teaching unit (UE)."),
    )
    min_seats = models.PositiveSmallIntegerField(_("minimum number"), null=True, blank=True)
    max_seats = models.PositiveSmallIntegerField(
        _("seats"), null=True, blank=True, help_text=_("Leave empty where everybody can take part.")
    )
    protection = models.PositiveSmallIntegerField(_("protection"), choices=Protection, default=Protection.NORMAL)
    threshold_percent = models.PositiveSmallIntegerField(
        _("minimum attendance in percent"), default=80, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    is_published = models.BooleanField(_("published"), default=False)
    search_text = SearchField(of=("code", "title", "summary", "objectives"))

    objects = OfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="offer_seats_minimum_below_maximum",
                condition=Q(min_seats__isnull=True) | Q(max_seats__isnull=True) | Q(min_seats__lte=F("max_seats")),
                violation_error_message=_("The minimum number is at most the number of seats."),
            ),
            models.CheckConstraint(
                name="offer_threshold_is_a_percentage",
                condition=Q(threshold_percent__gte=1, threshold_percent__lte=100),
            ),
            models.CheckConstraint(
                name="offer_confidential_title_stays_inside",
                condition=~Q(protection=2) | ~Q(Exact(Lower("neutral_title"), Lower("title"))),
                violation_error_message=_("A confidential offer needs a neutral title that differs from its title."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def clean(self) -> None:
        """Say at the field what the constraint would say about the row, and be stricter: spelling makes no secret."""
        same = spelling.spelled_out(self.neutral_title) == spelling.spelled_out(self.title)
        if same and self.protection == self.Protection.CONFIDENTIAL:
            raise ValidationError(
                {"neutral_title": _("A confidential offer needs a neutral title that differs from its title.")}
            )

    def get_absolute_url(self) -> str:
        return reverse("catalogue:offer", args=[self.code])

    def tab_title(self) -> str:
        """For the browser's tab and history, and the employer's list: a protected offer shows its neutral title."""
        return self.title if self.protection == self.Protection.NORMAL else self.neutral_title

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

    @cached_property
    def activities_in_order(self) -> list[Activity]:
        """All kinds together, read once for the page and its sections: one query, and one more for each kind."""
        found = list(self.activities.order_by("position", "pk"))
        for activity in found:
            activity.offer = self  # polymorphic rows come without their parent; asking each would be a query each
        return found

    def next_position(self) -> int:
        """Where a further activity stands: behind the last."""
        last = self.activities.non_polymorphic().aggregate(last=models.Max("position"))["last"]
        return (last or 0) + 1


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
    """Something to read, in Markdown (CommonMark); shown cleaned, see ``lms.kit.markdown``."""

    body = models.TextField(_("text"), help_text=_("Markdown: # heading, - list, **bold**, [link](https://…)."))

    template_name = "catalogue/_page_activity.html"

    def get_absolute_url(self) -> str:
        return reverse("catalogue:page", args=[self.pk])
