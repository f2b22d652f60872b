"""Writing down what happened."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models

from lms.journal.models import Entry


def record(subject: models.Model, deed: str, *, by: models.Model | None, at: datetime, **facts: Any) -> None:
    """Write a line about ``subject`` in the running transaction: it stays or vanishes with the change it tells of.

    ``by`` is the person who did it, ``None`` for the house itself (a sweep, a listener).
    """
    Entry.objects.create(**_line(subject, deed, by=by, at=at, facts=facts))


def record_many(
    subjects: Iterable[models.Model], deed: str, *, by: models.Model | None, at: datetime, **facts: Any
) -> None:
    """The same line about each of several subjects, in one statement (one per thousand)."""
    Entry.objects.bulk_create(
        (Entry(**_line(subject, deed, by=by, at=at, facts=facts)) for subject in subjects), batch_size=1000
    )


def _line(
    subject: models.Model, deed: str, *, by: models.Model | None, at: datetime, facts: dict[str, Any]
) -> dict[str, Any]:
    return {
        "at": at,
        "by_id": by.pk if by is not None else None,
        "subject_type": subject._meta.label_lower,
        "subject_id": subject.pk,
        "deed": deed,
        "facts": facts,
    }
