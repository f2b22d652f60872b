"""What the calendar lays on the desk: the next date, wherever it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from calendars import entries, spans
from lms.kit.desk import Card, Line, card
from lms.kit.templatetags.komma import span
from lms.people.models import User

LINES = 3


def _to_come(user: User, at: datetime) -> list[QuerySet[Any]]:
    return list(entries.rows_of(user, since=at, until=at + spans.AHEAD).values())


@card(if_any=_to_come)
def next_dates(user: User, at: datetime) -> Iterable[Card]:
    """When I am expected next: day and time without a click, up to three dates."""
    coming = [entry for entry in spans.around(at, person=user).entries if entry.ends_at > at and not entry.cancelled]
    if coming:
        yield Card(
            title=_("Your next date") if len(coming) == 1 else _("Your next dates"),
            rank=25,
            lines=[
                Line(
                    text=span(entry.starts_at, entry.ends_at),
                    href=entry.path or reverse("calendars:mine"),
                    note=entry.note or entry.title,
                )
                for entry in coming[:LINES]
            ],
            action=_("Into my calendar"),
            href=reverse("calendars:subscription"),
        )
