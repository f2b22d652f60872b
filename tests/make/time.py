"""The day on which everything happens."""

from datetime import datetime
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


def berlin(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment on the clocks of Berlin."""
    return datetime(year, month, day, hour, minute, tzinfo=BERLIN)


MONDAY = berlin(2027, 3, 1, 10)
