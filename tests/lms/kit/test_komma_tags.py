from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils import translation

from lms.kit.templatetags import komma
from tests.make import berlin


def test_a_day_is_said_as_people_say_it() -> None:
    assert komma.day(date(2026, 11, 24)) == "Di., 24. November 2026"
    with translation.override("en"):
        assert komma.day(date(2026, 11, 24)) == "Tue, 24 November 2026"


def test_a_moment_gives_its_day_and_hour_in_berlin() -> None:
    late_in_london = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)

    assert komma.moment(berlin(2026, 11, 24, 9)) == "Di., 24. November 2026, 9:00 Uhr"
    assert komma.moment(late_in_london) == "Mi., 25. November 2026, 0:30 Uhr"
    assert komma.day(late_in_london) == "Mi., 25. November 2026"
    with translation.override("en"):
        assert komma.moment(berlin(2026, 11, 24, 9)) == "Tue, 24 November 2026, 9:00"


def test_a_span_names_its_day_once() -> None:
    start, end = berlin(2026, 11, 24, 9), berlin(2026, 11, 24, 12, 15)

    assert komma.span(start, end) == "Di., 24. November 2026, 9:00–12:15 Uhr"
    with translation.override("en"):
        assert komma.span(start, end) == "Tue, 24 November 2026, 9:00–12:15"


def test_a_span_over_midnight_names_both_days() -> None:
    start, end = berlin(2026, 12, 31, 22), berlin(2027, 1, 1, 1)

    assert komma.span(start, end) == "Do., 31. Dezember 2026, 22:00 Uhr bis Fr., 1. Januar 2027, 1:00 Uhr"
    with translation.override("en"):
        assert komma.span(start, end) == "Thu, 31 December 2026, 22:00 to Fri, 1 January 2027, 1:00"


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (datetime(2027, 3, 28, 0, 30, tzinfo=UTC), "So., 28. März 2027, 1:30–3:30 Uhr"),  # 2:00 becomes 3:00
        (datetime(2027, 10, 31, 0, 30, tzinfo=UTC), "So., 31. Oktober 2027, 2:30–2:30 Uhr"),  # 3:00 becomes 2:00
    ],
)
def test_one_hour_over_a_change_of_clocks_is_told_by_the_clocks(start: datetime, said: str) -> None:
    assert komma.span(start, start + timedelta(hours=1)) == said


def test_the_same_lesson_keeps_its_hour_in_summer_and_winter() -> None:
    assert komma.moment(datetime(2027, 3, 22, 8, tzinfo=UTC)) == "Mo., 22. März 2027, 9:00 Uhr"
    assert komma.moment(datetime(2027, 3, 29, 7, tzinfo=UTC)) == "Mo., 29. März 2027, 9:00 Uhr"


def test_durations_are_said_in_units_and_minutes() -> None:
    assert komma.duration(180) == "4 UE (180 Minuten)"
    assert komma.duration(120) == "2,67 UE (120 Minuten)"
    with translation.override("en"):
        assert komma.duration(120) == "2.67 UE (120 minutes)"


@pytest.mark.parametrize(
    ("size", "said"), [(0, "0 B"), (999, "999 B"), (1_000, "1 kB"), (1_400_000, "1,4 MB"), (2_500_000_000, "2,5 GB")]
)
def test_sizes_are_said_as_file_managers_say_them(size: int, said: str) -> None:
    assert komma.filesize(size) == said


def test_nothing_is_said_about_nothing() -> None:
    assert [komma.day(None), komma.moment(None), komma.duration(None)] == ["", "", ""]


def test_a_state_is_a_word_and_not_only_a_colour() -> None:
    page = Template('{% load komma %}{% badge "bestätigt" "success" %}').render(Context())

    assert "bestätigt" in page
    assert "kern-badge--success" in page


def test_progress_is_told_in_numbers_and_words() -> None:
    page = Template('{% load komma %}{% progress 1200 3000 "Versandt" %}').render(Context())

    assert "Versandt: 1.200 von 3.000" in page
    assert '<progress value="1200" max="3000"' in page
