"""Dates, whoever knows of them: the floors above register sources, and nobody here knows a course from a coaching."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from lms.kit import probing
from lms.people.models import User


@dataclass(frozen=True)
class Entry:
    """One date in somebody's calendar, as it may leave the house: neutral title, no venue, no names.

    ``uid`` never changes, ``sequence`` rises with every change of time, place or title and when the date is cancelled
    (RFC 5545 § 3.8.4.7, § 3.8.7.4). A cancelled entry is still named by its source: a calendar program strikes out what
    it is told to, and keeps what it no longer hears of. ``path`` is the page inside the portal, for links in there.
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
Rows = Callable[[User, datetime, datetime], QuerySet[Any]]
_sources: dict[Source, Rows] = {}


def source(*, if_any: Rows) -> Callable[[Source], Source]:
    """Register ``dates_of(person, since, until)``: the person's entries that overlap the span, in a few statements.

    ``if_any(person, since, until)`` names the rows without which the source has nothing to tell; those of all sources
    are asked for with one statement, and only sources with rows are asked for more.
    """

    def register(dates_of: Source) -> Source:
        _sources[dates_of] = if_any
        return dates_of

    return register


def rows_of(person: User, *, since: datetime, until: datetime) -> dict[Source, QuerySet[Any]]:
    """The rows that tell, source by source, whether a person has dates in a span."""
    return {dates_of: if_any(person, since, until) for dates_of, if_any in _sources.items()}


def entries_of(person: User, *, since: datetime, until: datetime) -> list[Entry]:
    """Everything known of a person's dates in a span, soonest first.

    Who both leads and attends a date has it once: two entries with one UID would be two versions of the same event.
    """
    telling = probing.where_any(person, rows_of(person, since=since, until=until))
    found: dict[str, Entry] = {}
    for dates_of in [dates_of for dates_of in _sources if dates_of in telling]:
        for entry in dates_of(person, since, until):
            found.setdefault(entry.uid, entry)
    return sorted(found.values(), key=lambda entry: (entry.starts_at, entry.uid))
