"""What happened, who did it, and when: written in the same transaction as the change itself."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models


class EntryQuerySet(models.QuerySet["Entry"]):
    def about(self, subject: models.Model) -> Self:
        return self.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)

    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")


class Entry(models.Model):
    """One line of the journal: this happened to that, by whom, at what moment (UTC).

    ``facts`` holds ids, numbers and states, never names or content: a journal outlives the reason to read it.
    """

    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    subject_type = models.CharField(max_length=100)
    subject_id = models.BigIntegerField()
    deed = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["subject_type", "subject_id", "at"], name="journal_about")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.subject_type} {self.subject_id} {self.deed}"
