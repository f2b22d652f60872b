from datetime import UTC, date, datetime, time

import pytest

from calendars import clock
from tests.make import berlin


def test_a_typed_time_means_the_clocks_of_berlin() -> None:
    assert clock.moment(date(2027, 7, 1), time(9)) == datetime(2027, 7, 1, 7, tzinfo=UTC)


def test_the_hour_that_is_skipped_in_march_is_refused() -> None:
    with pytest.raises(clock.NotOnTheClock, match=r"2:30 Uhr gibt es am So., 28. März 2027 nicht"):
        clock.moment(date(2027, 3, 28), time(2, 30))


def test_the_hour_that_comes_twice_in_october_is_refused() -> None:
    with pytest.raises(clock.NotOnTheClock, match=r"2:30 Uhr gibt es am So., 31. Oktober 2027 zweimal"):
        clock.moment(date(2027, 10, 31), time(2, 30))


@pytest.mark.parametrize("typed", [time(1, 59), time(3, 0)])
def test_beside_the_change_every_time_is_fine(typed: time) -> None:
    assert clock.moment(date(2027, 3, 28), typed).hour == typed.hour


def test_the_day_begins_at_midnight_in_berlin() -> None:
    assert clock.day_start(datetime(2027, 6, 30, 22, 30, tzinfo=UTC)) == berlin(2027, 7, 1)
