"""Dates, whoever knows of them: the floors above register sources, and nobody here knows a course from a coaching."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from lms.people.models import User


@dataclass(frozen=True)
class Entry:
    """One date in somebody's calendar, as it may leave the house: neutral title, no venue, no names.

    ``uid`` never changes, ``sequence`` rises with every change of time, place or title and when the date is cancelled
    (RFC 5545 § 3.8.4.7, § 3.8.7.4). A cancelled entry is still named by its source: a calendar program strikes out what
    it is told to, and keeps what it no longer hears of. ``path`` is the page inside the portal, behind the login.
    ``note`` is a short state ("waiting list, place 3") for pages behind the login only; no calendar file carries it.
    """

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    title: str | Promise
    changed_at: datetime
    path: str = ""
    cancelled: bool = False
    note: str | Promise = ""


Source = Callable[[User, datetime, datetime], Iterable[Entry]]
_sources: list[Source] = []


def source(dates_of: Source) -> Source:
    """Register ``dates_of(person, since, until)``: the person's entries that overlap the span, in a few statements."""
    _sources.append(dates_of)
    return dates_of


def entries_of(person: User, *, since: datetime, until: datetime) -> list[Entry]:
    """Everything known of a person's dates in a span, soonest first.

    Who both leads and attends a date has it once: two entries with one UID would be two versions of the same event.
    """
    found: dict[str, Entry] = {}
    for dates_of in _sources:
        for entry in dates_of(person, since, until):
            found.setdefault(entry.uid, entry)
    return sorted(found.values(), key=lambda entry: (entry.starts_at, entry.uid))
