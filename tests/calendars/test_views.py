"""My dates as pages."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client, override_settings
from django.urls import reverse
from icalendar import Calendar

from calendars import desk, subscribing
from calendars.models import Feed
from lms.people.models import User
from tests import make
from tests.calendars.conftest import Give, make_entry
from tests.make import MONDAY

SOON = MONDAY + timedelta(days=7)


@pytest.fixture(autouse=True)
def _on_monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def ada(client: Client) -> User:
    someone = make.staff()
    client.force_login(someone)
    return someone


def test_the_page_shows_the_next_dates_first_and_the_last_weeks_below(client: Client, ada: User, give: Give) -> None:
    give(ada, make_entry(SOON + timedelta(days=1)))
    give(ada, make_entry(SOON))
    give(ada, make_entry(MONDAY - timedelta(days=3), title="Früher"))
    give(make.person(), make_entry(SOON, uid="fremd", title="Fremdes"))

    answer = client.get(reverse("calendars:mine"))

    assert [entry.starts_at for entry in answer.context["upcoming"]] == [SOON, SOON + timedelta(days=1)]
    assert [entry.title for entry in answer.context["past"]] == ["Früher"]
    assert "Mo., 8. März 2027, 10:00–12:00 Uhr" in answer.text
    assert "Fremdes" not in answer.text


def test_a_cancelled_date_is_shown_as_such(client: Client, ada: User, give: Give) -> None:
    give(ada, make_entry(SOON, cancelled=True))

    answer = client.get(reverse("calendars:mine"))

    assert "fällt aus" in answer.text


def test_without_dates_the_page_says_so_kindly(client: Client, ada: User) -> None:
    assert "Zurzeit steht kein Termin an." in client.get(reverse("calendars:mine")).text


def test_a_single_date_comes_as_a_file_with_a_neutral_name(client: Client, ada: User, give: Give) -> None:
    give(ada, make_entry(SOON, uid="4711@komma"))

    answer = client.get(reverse("calendars:entry", args=["4711@komma"]))

    assert answer.headers["Content-Disposition"] == 'attachment; filename="termin.ics"'
    assert [str(event["uid"]) for event in Calendar.from_ical(answer.content).events] == ["4711@komma"]


def test_the_date_of_somebody_else_is_not_there(client: Client, ada: User, give: Give) -> None:
    give(make.person(), make_entry(SOON, uid="4711@komma"))

    assert client.get(reverse("calendars:entry", args=["4711@komma"])).status_code == 404


def test_the_feed_is_off_until_somebody_wants_it(client: Client, ada: User) -> None:
    answer = client.get(reverse("calendars:subscription"))

    assert "Einschalten" in answer.text
    assert not Feed.objects.exists()


def test_switched_on_the_address_stands_ready_to_be_copied(client: Client, ada: User) -> None:
    answer = client.post(reverse("calendars:renewal"), follow=True)

    token = subscribing.token(Feed.objects.get(person=ada))
    assert f'value="http://localhost:8000/calendars/feeds/{token}.ics" readonly' in answer.text
    assert f'href="webcal://localhost:8000/calendars/feeds/{token}.ics"' in answer.text
    assert "Ihr Kalender hat jetzt eine Adresse." in answer.text


@override_settings(SITE_ORIGIN="https://komma.example.org")
def test_where_we_speak_https_the_address_is_opened_with_https(client: Client, ada: User) -> None:
    subscribing.renew(ada, by=ada, at=MONDAY)

    answer = client.get(reverse("calendars:subscription"))

    assert 'href="webcals://komma.example.org/calendars/feeds/' in answer.text


def test_renewing_says_that_the_old_address_is_dead(client: Client, ada: User) -> None:
    before = subscribing.renew(ada, by=ada, at=MONDAY).nonce

    answer = client.post(reverse("calendars:renewal"), follow=True)

    assert Feed.objects.get(person=ada).nonce != before
    assert "Die alte führt nun ins Leere." in answer.text


def test_switching_off_takes_the_address_away(client: Client, ada: User) -> None:
    subscribing.renew(ada, by=ada, at=MONDAY)

    answer = client.post(reverse("calendars:switching_off"), follow=True)

    assert not Feed.objects.exists()
    assert "nicht mehr von außen abgeholt" in answer.text


@pytest.mark.parametrize("name", ["calendars:renewal", "calendars:switching_off"])
def test_deeds_are_posted(client: Client, ada: User, name: str) -> None:
    assert client.get(reverse(name)).status_code == 405


def test_the_desk_names_the_next_three_dates_that_take_place(ada: User, give: Give) -> None:
    give(ada, make_entry(SOON, cancelled=True))
    for days in (1, 2, 3, 4):
        give(ada, make_entry(SOON + timedelta(days=days), note="bestätigt"))

    [card] = desk.next_dates(ada, MONDAY)

    assert [str(line.text) for line in card.lines] == [
        "Di., 9. März 2027, 10:00–12:00 Uhr",
        "Mi., 10. März 2027, 10:00–12:00 Uhr",
        "Do., 11. März 2027, 10:00–12:00 Uhr",
    ]
    assert card.lines[0].note == "bestätigt"
    assert card.action == "In meinen Kalender"


def test_nothing_ahead_lays_nothing_on_the_desk(ada: User, give: Give) -> None:
    give(ada, make_entry(MONDAY - timedelta(days=1)))

    assert list(desk.next_dates(ada, MONDAY)) == []
