"""What we wrote: a letter is a row of ours before it is an e-mail, and commits or vanishes with its cause."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.mail import occasions

if TYPE_CHECKING:
    from lms.people.models import User

MAX_ATTEMPTS = 5


class LetterQuerySet(models.QuerySet["Letter"]):
    def owed(self, *, at: datetime) -> Self:
        """Written, not yet sent, due, and with an attempt left."""
        return self.filter(status=Letter.Status.OWED, not_before__lte=at, attempts__lt=MAX_ATTEMPTS)

    def given_up(self, *, at: datetime) -> Self:
        """Taken for the last time by a worker that has never come back: it would otherwise be owed for ever."""
        return self.filter(status=Letter.Status.OWED, not_before__lte=at, attempts__gte=MAX_ATTEMPTS)

    def visible_to(self, user: User) -> Self:
        """The office reads all letters but those that carry a personal link or speak of a protected matter."""
        return self.filter(confidential=False) if user.hats().is_office else self.none()

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")


class Letter(models.Model):
    """One letter to one address, with at most one calendar part (iCalendar text, RFC 5545).

    Subjects are neutral: a mail's subject is read on lock screens. ``confidential`` letters carry personal links or
    speak of protected matters; the outbox counts them but shows them to nobody.
    """

    class Status(models.TextChoices):
        OWED = "owed", _("to be sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("could not be sent")

    to_address = models.EmailField()
    to_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="letters"
    )
    subject = models.CharField(max_length=200)
    body = models.TextField()
    calendar = models.TextField(blank=True)
    calendar_method = models.CharField(max_length=10, blank=True)
    about = models.CharField(max_length=60, help_text="What occasioned it, as room.letter: programmes.outcome")
    confidential = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.OWED)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    not_before = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["not_before"], name="letters_owed", condition=models.Q(status="owed"))]

    def __str__(self) -> str:
        return f"{self.subject} ({self.get_status_display()})"

    def occasion(self) -> str:
        """What occasioned it, in the reader's language."""
        return occasions.in_words(self.about)
