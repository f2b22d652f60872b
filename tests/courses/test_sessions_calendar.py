"""The dates a trainer leads, in the trainer's calendar."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from calendars import subscribing
from courses.sessions import calendar
from courses.sessions.models import Run
from tests import make
from tests.make import MONDAY
from tests.queries import queries_of, same_queries

SINCE, UNTIL = MONDAY, MONDAY + timedelta(days=60)


def test_a_trainer_sees_the_dates_they_lead_under_a_neutral_title() -> None:
    run = make.run(dates=2, offer=make.offer(title="Nach der Bedrohung", neutral_title="Fortbildung"))
    make.run()

    found = sorted(calendar.dates_of(run.trainer, SINCE, UNTIL), key=lambda entry: entry.starts_at)

    assert [(str(entry.title), entry.path) for entry in found] == [("Fortbildung", f"/runs/{run.pk}/")] * 2
    assert [entry.uid for entry in found] == [str(session.uid) for session in run.sessions.order_by("starts_at")]


def test_drafts_are_nobodys_date_yet() -> None:
    run = make.run(status=Run.Status.DRAFT)

    assert list(calendar.dates_of(run.trainer, SINCE, UNTIL)) == []


@pytest.mark.parametrize(
    ("status", "cancelled"),
    [(Run.Status.PUBLISHED, False), (Run.Status.CLOSED, False), (Run.Status.CANCELLED, True)],
)
def test_a_cancelled_run_is_named_as_such(status: Run.Status, cancelled: bool) -> None:
    run = make.run(status=status)

    assert [entry.cancelled for entry in calendar.dates_of(run.trainer, SINCE, UNTIL)] == [cancelled]


def test_only_dates_within_the_span_are_told() -> None:
    run = make.run()

    assert list(calendar.dates_of(run.trainer, MONDAY, MONDAY + timedelta(days=28))) == []


@pytest.mark.parametrize("count", [3, 300])
def test_a_long_calendar_costs_one_query(count: int, django_assert_num_queries: object) -> None:
    trainer = make.trainer()
    run = make.run(trainer=trainer, dates=0)
    for number in range(count):
        make.session(run, starts_at=MONDAY + timedelta(hours=4 * number))

    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(list(calendar.dates_of(trainer, SINCE, UNTIL))) == count


@time_machine.travel(MONDAY, tick=False)
def test_a_feed_with_three_hundred_dates_costs_what_one_with_three_costs(client: Client) -> None:
    def cost(count: int) -> list[str]:
        trainer = make.trainer()
        run = make.run(trainer=trainer, dates=0)
        for number in range(count):
            make.session(run, starts_at=MONDAY + timedelta(hours=4 * number))
        feed = subscribing.renew(trainer, by=trainer, at=MONDAY)
        url = reverse("calendars:feed", args=[subscribing.token(feed)])
        assert len(Calendar.from_ical(client.get(url).content).events) == count
        return queries_of(client, url)

    same_queries(cost(3), cost(300), at_most=8)
