"""Learning packages, the activities that play them, and what a learner did in one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import ClassVar, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from polymorphic.managers import PolymorphicManager
from polymorphic.query import PolymorphicQuerySet

from courses.catalogue.models import Activity
from lms.people.models import User


class PackageQuerySet(models.QuerySet["Package"]):
    def visible_to(self, user: User) -> Self:
        """Trainers and the office share one shelf of packages; nobody else knows of it."""
        hats = user.hats()
        return self if hats.is_office or hats.is_trainer else self.none()

    def with_uses(self) -> Self:
        return self.annotate(uses=Count("activities"))

    def newest_first(self) -> Self:
        return self.order_by("-uploaded_at", "-pk")


class Package(models.Model):
    """A SCORM 1.2 package as it was uploaded and unpacked. Its files are a stranger's work: see ``serving``.

    ``folder`` names the directory under ``MEDIA_ROOT/scorm/``; ``launch`` is the address of the first page relative to
    it, ``launch_data`` what the manifest wants handed to that page. Sizes are bytes, unpacked.
    """

    title = models.CharField(_("title"), max_length=160)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="packages"
    )
    uploaded_at = models.DateTimeField()
    folder = models.UUIDField(unique=True, default=uuid4, editable=False)
    launch = models.CharField(max_length=1000)
    launch_data = models.TextField(blank=True)
    version = models.CharField(_("version"), max_length=20, default="1.2")
    units = models.PositiveSmallIntegerField(_("learning units in the package"), default=1)
    size = models.PositiveBigIntegerField(_("size"))
    file_count = models.PositiveIntegerField(_("files"))
    sha256 = models.CharField(max_length=64)
    mastery_score = models.DecimalField(_("score to pass"), max_digits=5, decimal_places=2, null=True, blank=True)
    uses: int  # only on rows from with_uses()

    objects = PackageQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("scorm:package", args=[self.pk])

    def path(self) -> Path:
        """Where the unpacked files lie."""
        return shelf() / str(self.folder)


def shelf() -> Path:
    """The directory that holds one folder per package."""
    return Path(settings.MEDIA_ROOT) / "scorm"


class ScormActivityQuerySet(PolymorphicQuerySet["ScormActivity"]):
    def visible_to(self, user: User) -> Self:
        """Modules of published offers for everybody; of drafts for those who prepare them."""
        hats = user.hats()
        return self if hats.is_office or hats.is_trainer else self.filter(offer__is_published=True)


class ScormActivity(Activity):
    """A learning package as one of the things to do within an offer."""

    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="activities")

    template_name = "scorm/_scorm_activity.html"

    objects: ClassVar = PolymorphicManager.from_queryset(ScormActivityQuerySet)()

    def get_absolute_url(self) -> str:
        return reverse("scorm:module", args=[self.pk])


class LearnerRecordQuerySet(models.QuerySet["LearnerRecord"]):
    def of(self, person: User) -> Self:
        """One's own: the only way a page may come by scores and answers."""
        return self.filter(person=person)

    def in_progress(self) -> Self:
        return self.filter(completed_at__isnull=True, saved_at__isnull=False)

    def completed(self) -> Self:
        return self.filter(completed_at__isnull=False)

    def latest_first(self) -> Self:
        return self.order_by("-saved_at", "-pk")


class LearnerRecord(models.Model):
    """Where a person stands in a module: for nobody's eyes but their own. Others learn of the completion alone.

    A person may open the module several times, on several screens: each opening is a *launch* and gets the next
    number (``launches``). ``launch`` and ``sequence`` name the newest commit that was kept; an older one never
    replaces it. Durations are whole seconds; ``session_seconds`` is the share of the launch in ``total_seconds``.
    """

    class Status(models.TextChoices):
        NOT_ATTEMPTED = "not attempted", _("not started")
        BROWSED = "browsed", _("looked at")
        INCOMPLETE = "incomplete", _("in progress")
        FAILED = "failed", _("not passed yet")
        COMPLETED = "completed", _("completed")
        PASSED = "passed", _("passed")

    DONE: ClassVar[frozenset[str]] = frozenset({Status.COMPLETED, Status.PASSED})

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="module_records")
    activity = models.ForeignKey(ScormActivity, on_delete=models.CASCADE, related_name="records")
    cmi = models.JSONField(default=dict, blank=True)
    lesson_status = models.CharField(max_length=16, choices=Status, default=Status.NOT_ATTEMPTED)
    launches = models.PositiveIntegerField(default=0)
    launch = models.PositiveIntegerField(default=0)
    sequence = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    session_seconds = models.PositiveIntegerField(default=0)
    total_seconds = models.PositiveIntegerField(default=0)

    objects = LearnerRecordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "activity"], name="learner_record_once_per_module"),
            models.CheckConstraint(
                name="learner_record_launch_was_handed_out", condition=Q(launch__lte=models.F("launches"))
            ),
        ]
        indexes = [models.Index(fields=["person", "saved_at"], name="learner_records_of_person")]

    def __str__(self) -> str:
        return f"{self.activity_id}: {self.get_lesson_status_display()}"

    def is_newer(self, launch: int, sequence: int) -> bool:
        """Whether a commit of that launch and number comes after everything kept so far."""
        return (launch, sequence) > (self.launch, self.sequence)

    def keep_time(self, seconds: int, *, launch: int) -> None:
        """Count the time of the running launch once, however often it is reported; it never shrinks."""
        if launch != self.launch:
            self.session_seconds = 0
        more = max(0, seconds - self.session_seconds)
        self.session_seconds += more
        self.total_seconds += more

    def complete(self, at: datetime) -> bool:
        """Note the completion; says whether it is new. It is never taken back."""
        if self.completed_at is not None:
            return False
        self.completed_at = at
        return True
