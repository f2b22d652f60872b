"""A source of dates, registered for the length of a test as a room above registers its own for good."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

import pytest

from calendars import entries
from calendars.entries import Entry
from lms.people.models import User

Give = Callable[[User, Entry], None]


@pytest.fixture
def give() -> Iterator[Give]:
    """``give(person, entry)`` puts a date into somebody's calendar."""
    dates: list[tuple[User, Entry]] = []

    @entries.source(if_any=lambda person, since, until: User.objects.filter(pk=person.pk))
    def dates_of(person: User, since: datetime, until: datetime) -> Iterable[Entry]:
        return [e for owner, e in dates if owner == person and e.starts_at < until and e.ends_at > since]

    yield lambda person, entry: dates.append((person, entry))
    del entries._sources[dates_of]


def make_entry(starts_at: datetime, **facts: object) -> Entry:
    defaults: dict[str, object] = {
        "uid": f"{starts_at:%Y%m%d%H%M}@komma",
        "sequence": 0,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "title": "Fortbildung",
        "changed_at": starts_at - timedelta(days=60),
        "path": "/",
    }
    return Entry(**(defaults | facts))  # type: ignore[arg-type]
