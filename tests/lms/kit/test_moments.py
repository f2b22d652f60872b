from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from lms.kit.moments import MomentField


def test_a_moment_is_typed_on_the_clocks_of_berlin() -> None:
    typed = MomentField().clean("2027-07-01T12:00")

    assert typed is not None
    assert typed.astimezone(UTC) == datetime(2027, 7, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2027-07-01T12:00:30", "01.07.2027 12:00:30"])
def test_seconds_are_kept(text: str) -> None:
    typed = MomentField().clean(text)

    assert typed is not None
    assert typed.astimezone(UTC) == datetime(2027, 7, 1, 10, 0, 30, tzinfo=UTC)


def test_an_hour_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        MomentField().clean("2027-03-28T02:30")

    assert [error.code for error in refused.value.error_list] == ["gap"]


def test_an_hour_that_comes_twice_is_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        MomentField().clean("2027-10-31T02:30")

    assert [error.code for error in refused.value.error_list] == ["overlap"]


@pytest.mark.parametrize("text", ["2027-03-28T01:59", "2027-03-28T03:00", "2027-10-31T01:59", "2027-10-31T03:00"])
def test_the_hours_around_the_change_are_fine(text: str) -> None:
    assert MomentField().clean(text) is not None


def test_a_word_is_no_moment() -> None:
    with pytest.raises(ValidationError) as refused:
        MomentField().clean("bald")

    assert [error.code for error in refused.value.error_list] == ["invalid"]
