"""Which of a person's dates a page or a calendar program gets to see: from a little while ago to about a year ahead."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from calendars import clock, entries
from calendars.entries import Entry
from lms.people.models import User

BACK = timedelta(days=30)
AHEAD = timedelta(days=400)


@dataclass(frozen=True)
class Span:
    """A person's dates as of a day; the same all day long unless one of them changes."""

    entries: list[Entry]
    begins_at: datetime
    day_started_at: datetime

    def changed_at(self) -> datetime:
        """When the answer last became another one; at midnight it does by itself, as the span moves on by a day."""
        return max([self.day_started_at, *(entry.changed_at for entry in self.entries)])

    def fingerprint(self, *more: str) -> str:
        """Changes whenever something a calendar shows changes, also when an entry merely vanishes."""
        seen = [
            [entry.uid, entry.sequence, entry.changed_at.timestamp(), entry.starts_at.timestamp(),
             entry.ends_at.timestamp(), str(entry.title), entry.path, entry.cancelled]
            for entry in self.entries
        ]  # fmt: skip
        return hashlib.sha256(json.dumps([seen, more]).encode()).hexdigest()[:32]


def around(at: datetime, *, person: User) -> Span:
    """The person's dates from 30 days before the day of ``at`` to 400 days after it."""
    today = clock.day_start(at)
    since = today - BACK
    return Span(entries.entries_of(person, since=since, until=today + AHEAD), since, today)
