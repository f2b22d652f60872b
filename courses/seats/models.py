"""Registrations: who has a seat, who waits, and where they stand."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.sessions.models import Run
from lms.people.models import Municipality, User


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def holding_a_seat(self) -> Self:
        return self.filter(status=Registration.Status.CONFIRMED)

    def waiting(self) -> Self:
        return self.filter(status=Registration.Status.WAITING)

    def highest_priority_first(self) -> Self:
        """The order of the waiting list: tier, then time of registration."""
        return self.order_by("tier", "registered_at", "pk")


class Registration(models.Model):
    """A person asks to take part in a run, and what became of it.

    ``municipality`` is the employer under which they registered, ``tier`` the class in which they are served
    (1 before 2), both as they were at that moment.
    """

    class Status(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        WAITING = "waiting", _("waiting list")
        CANCELLED = "cancelled", _("cancelled by the participant")
        RUN_CANCELLED = "run_cancelled", _("cancelled by the organiser")
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

    objects = RegistrationQuerySet.as_manager()

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
