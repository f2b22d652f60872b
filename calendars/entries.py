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

    ``uid`` never changes, ``sequence`` rises with every change of time, place or title (RFC 5545 § 3.8.4.7, § 3.8.7.4).
    ``path`` is the page inside the portal, behind the login.
    """

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    title: str | Promise
    changed_at: datetime
    path: str = ""
    cancelled: bool = False


Source = Callable[[User, datetime, datetime], Iterable[Entry]]
_sources: list[Source] = []


def source(dates_of: Source) -> Source:
    """Register ``dates_of(person, since, until)``: the person's entries that overlap the span, in a few statements."""
    _sources.append(dates_of)
    return dates_of


def entries_of(person: User, *, since: datetime, until: datetime) -> list[Entry]:
    """Everything known of a person's dates in a span, soonest first."""
    found = (entry for dates_of in _sources for entry in dates_of(person, since, until))
    return sorted(found, key=lambda entry: (entry.starts_at, entry.uid))
