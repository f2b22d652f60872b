"""The secret address: who it serves, what it answers, and how it dies."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from calendars import subscribing
from calendars.models import Feed
from lms.journal.models import Entry as JournalEntry
from lms.people.models import User
from tests import make
from tests.calendars.conftest import Give, make_entry
from tests.make import MONDAY, berlin

SOON = MONDAY + timedelta(days=7)


@pytest.fixture
def ada() -> User:
    return make.person(given_name="Ada", family_name="Beispiel")


def address(person: User) -> str:
    feed = Feed.objects.filter(person=person).first() or subscribing.renew(person, by=person, at=MONDAY)
    return reverse("calendars:feed", args=[subscribing.token(feed)])


@time_machine.travel(MONDAY, tick=False)
def test_a_calendar_program_gets_the_dates_without_a_login(client: Client, ada: User, give: Give) -> None:
    give(ada, make_entry(SOON))
    give(make.person(), make_entry(SOON + timedelta(days=1)))

    answer = client.get(address(ada))

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert [event.start for event in Calendar.from_ical(answer.content).events] == [SOON]
    assert not answer.cookies


@time_machine.travel(MONDAY, tick=False)
def test_the_feed_reaches_thirty_days_back_and_four_hundred_ahead(client: Client, ada: User, give: Give) -> None:
    for days in (-32, -29, 399, 402):
        give(ada, make_entry(MONDAY + timedelta(days=days)))

    answer = client.get(address(ada))

    assert [event.start for event in Calendar.from_ical(answer.content).events] == [
        MONDAY - timedelta(days=29),
        MONDAY + timedelta(days=399),
    ]


@time_machine.travel(MONDAY, tick=False)
def test_nothing_new_costs_nothing(client: Client, ada: User, give: Give) -> None:
    give(ada, make_entry(SOON))
    first = client.get(address(ada))

    by_tag = client.get(address(ada), headers={"If-None-Match": first.headers["ETag"]})
    by_date = client.get(address(ada), headers={"If-Modified-Since": first.headers["Last-Modified"]})

    assert (by_tag.status_code, by_tag.content) == (304, b"")
    assert by_tag.headers["ETag"] == first.headers["ETag"]
    assert by_tag.headers["Cache-Control"] == "private, no-cache"
    assert by_date.status_code == 304


@time_machine.travel(MONDAY + timedelta(hours=2), tick=False)
def test_a_moved_date_is_told(client: Client, ada: User, give: Give) -> None:
    give(ada, make_entry(SOON, uid="a"))
    first = client.get(address(ada))
    give(ada, make_entry(SOON + timedelta(days=1), uid="b", changed_at=MONDAY + timedelta(hours=1)))

    by_tag = client.get(address(ada), headers={"If-None-Match": first.headers["ETag"]})
    by_date = client.get(address(ada), headers={"If-Modified-Since": first.headers["Last-Modified"]})

    assert (by_tag.status_code, by_date.status_code) == (200, 200)


def test_the_next_day_the_span_has_moved_on(client: Client, ada: User, give: Give) -> None:
    with time_machine.travel(MONDAY, tick=False):
        give(ada, make_entry(SOON))
        first = client.get(address(ada))
    with time_machine.travel(MONDAY + timedelta(days=1), tick=False):
        by_date = client.get(address(ada), headers={"If-Modified-Since": first.headers["Last-Modified"]})
        by_tag = client.get(address(ada), headers={"If-None-Match": first.headers["ETag"]})

    assert by_date.status_code == 200
    assert by_tag.status_code == 304


@time_machine.travel(MONDAY, tick=False)
def test_a_new_address_kills_the_old_one(client: Client, ada: User) -> None:
    old = address(ada)

    subscribing.renew(ada, by=ada, at=MONDAY)

    assert client.get(old).status_code == 404
    assert client.get(address(ada)).status_code == 200


def test_switched_off_forged_and_unknown_addresses_are_the_same_404(client: Client, ada: User) -> None:
    switched_off = address(ada)
    subscribing.switch_off(ada, by=ada, at=MONDAY)
    nonce = subscribing.renew(make.person(), by=ada, at=MONDAY).nonce
    forged = reverse("calendars:feed", args=[f"{nonce}.{'A' * 43}"])
    bare = reverse("calendars:feed", args=[nonce])

    answers = [client.get(url) for url in (switched_off, forged, bare)]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert len({answer.content for answer in answers}) == 1


def test_the_feed_of_a_closed_account_is_gone(client: Client, ada: User) -> None:
    url = address(ada)
    ada.is_active = False
    ada.save()

    assert client.get(url).status_code == 404


def test_the_database_alone_opens_no_calendar(ada: User) -> None:
    feed = subscribing.renew(ada, by=ada, at=MONDAY)

    assert feed.nonce in subscribing.token(feed)
    assert len(subscribing.token(feed)) >= len(feed.nonce) + 40


def test_switching_on_renewing_and_switching_off_stand_in_the_journal(ada: User) -> None:
    subscribing.renew(ada, by=ada, at=MONDAY)
    subscribing.renew(ada, by=ada, at=MONDAY)
    subscribing.switch_off(ada, by=ada, at=MONDAY)
    subscribing.switch_off(ada, by=ada, at=MONDAY)

    assert list(JournalEntry.objects.order_by("pk").values_list("deed", flat=True)) == [
        "calendar_feed_switched_on",
        "calendar_feed_renewed",
        "calendar_feed_switched_off",
    ]


@time_machine.travel(MONDAY, tick=False)
def test_the_feed_speaks_the_language_of_the_person_not_of_the_program(client: Client) -> None:
    someone = make.person(language="en")

    answer = client.get(address(someone), headers={"Accept-Language": "de"})

    assert "X-WR-CALNAME:Komm.A: my dates" in answer.text
    assert answer.headers["Content-Language"] == "en"


def test_a_feed_can_only_be_fetched(client: Client, ada: User) -> None:
    assert client.post(address(ada)).status_code == 405
    assert client.head(address(ada)).status_code == 200


@pytest.mark.parametrize("day", [berlin(2027, 3, 28, 9), berlin(2027, 10, 31, 9)])
def test_on_the_day_the_clocks_change_the_feed_answers(client: Client, ada: User, give: Give, day: object) -> None:
    with time_machine.travel(day, tick=False):  # type: ignore[arg-type]
        give(ada, make_entry(day))  # type: ignore[arg-type]

        answer = client.get(address(ada))

    assert [event.start for event in Calendar.from_ical(answer.content).events] == [day]
