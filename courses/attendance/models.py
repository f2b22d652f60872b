"""Who came, for how many minutes, and how we know."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.seats.models import Registration
from courses.sessions.models import Run, Session
from lms.people.models import User


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def of_group(self, run: Run) -> Self:
        """Those of the people whose attendance counts in this run."""
        return self.filter(registration__in=Registration.objects.seated().filter(run=run))


class Attendance(models.Model):
    """A registered person was at a date for so many net minutes. No row means: not yet marked, never "present"."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="attendances")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendances")
    minutes = models.PositiveSmallIntegerField(_("net minutes"))
    marked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    marked_at = models.DateTimeField()

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registration", "session"], name="attendance_once_per_date"),
            models.CheckConstraint(name="attendance_fits_into_a_day", condition=Q(minutes__lte=1440)),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} @ {self.session_id}: {self.minutes}"
