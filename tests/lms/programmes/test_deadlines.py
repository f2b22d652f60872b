from datetime import UTC, timedelta

import pytest

from lms.programmes import deadlines
from tests import make
from tests.make import MONDAY, berlin


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=3, hours=4, minutes=12, seconds=5), "3 Tage, 4 Stunden, 12 Minuten und 5 Sekunden"),
        (timedelta(days=1), "1 Tag, 0 Stunden, 0 Minuten und 0 Sekunden"),
        (timedelta(hours=1, seconds=1), "1 Stunde, 0 Minuten und 1 Sekunde"),
        (timedelta(seconds=59), "59 Sekunden"),
        (timedelta(0), ""),
        (timedelta(seconds=-1), ""),
    ],
)
def test_the_time_left_is_said_to_the_second(left: timedelta, words: str) -> None:
    assert deadlines.time_left(MONDAY + left, at=MONDAY) == words


def test_the_night_the_clocks_go_forward_is_an_hour_shorter() -> None:
    left = deadlines.time_left(berlin(2027, 3, 28, 23, 59), at=berlin(2027, 3, 27, 23, 59))

    assert left == "23 Stunden, 0 Minuten und 0 Sekunden"


def test_the_night_the_clocks_go_back_is_an_hour_longer() -> None:
    left = deadlines.time_left(berlin(2027, 10, 31, 23, 59), at=berlin(2027, 10, 30, 23, 59))

    assert left == "1 Tag, 1 Stunde, 0 Minuten und 0 Sekunden"


@pytest.mark.parametrize("month", [3, 10])
def test_a_call_closes_to_the_second_after_the_clocks_have_changed(month: int) -> None:
    deadline = berlin(2027, month, 31, 23, 59).astimezone(UTC)
    call = make.call(deadline_at=deadline)

    assert call.is_open(at=deadline - timedelta(seconds=1))
    assert not call.is_open(at=deadline)
