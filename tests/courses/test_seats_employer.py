"""What the employer sees of registrations, and what not."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from courses.seats.desk import our_people
from courses.seats.models import Registration
from lms.people.models import Municipality
from tests import make
from tests.pages import as_, text

MONDAY = make.MONDAY
Status = Registration.Status


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(MONDAY, tick=False):
        yield


def employer_page(town: Municipality, *, past: bool = False, role: str = "coordinator") -> str:
    url = reverse("seats:employer", args=[town.pk])
    return text(as_(make.member(role, of=town)).get(url + ("?past" if past else "")))


def test_the_employer_sees_own_people_and_their_state() -> None:
    town = make.municipality()
    ours = make.registration(make.run(), municipality=town)
    theirs = make.registration(make.run())

    page = employer_page(town)

    assert ours.person.full_name() in page
    assert theirs.person.full_name() not in page


def test_confidential_offers_do_not_exist_for_the_employer() -> None:
    town = make.municipality()
    make.registration(make.run(), municipality=town)
    before = employer_page(town), _our_numbers(town)

    make.registration(make.run(offer=make.offer(protection=2)), municipality=town)

    after = employer_page(town), _our_numbers(town)
    assert _without_tokens(before[0]) == _without_tokens(after[0])
    assert before[1] == after[1] == ["1 mit Platz, 0 auf der Warteliste"]


def test_the_employer_reads_the_neutral_title_of_a_sensitive_offer() -> None:
    """As on the certificate: the title beside a name would tell who is threatened."""
    town = make.municipality()
    offer = make.offer(title="Führen bei Bedrohung", neutral_title="Fortbildung Führung", protection=1)
    make.registration(make.run(offer=offer), municipality=town)

    page = employer_page(town)

    assert "Fortbildung Führung" in page
    assert "Bedrohung" not in page


def _our_numbers(town: Municipality) -> list[str]:
    return [str(line.note) for card in our_people(make.coordinator(of=town), MONDAY) for line in card.lines]


def _without_tokens(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def test_a_protected_person_stands_on_hrs_list_alone_and_there_under_their_display_name() -> None:
    town = make.municipality()
    person = make.staff(of=town, family_name="Geheim", enhanced_protection=True, display_name="Kim")
    make.registration(make.run(), person=person, municipality=town)

    pages = {role: employer_page(town, role=role) for role in ("coordinator", "hr")}

    assert {role: "Kim" in page for role, page in pages.items()} == {"coordinator": False, "hr": True}
    assert "Geheim" not in pages["hr"]
    assert [str(line.note) for card in our_people(make.coordinator(of=town), MONDAY) for line in card.lines] != [
        str(line.note) for card in our_people(make.hr(of=town), MONDAY) for line in card.lines
    ]


@pytest.mark.parametrize("status", [Status.PARTLY_ATTENDED, Status.NO_SHOW])
def test_the_employer_learns_completion_and_not_how_much_was_missed(status: str) -> None:
    town = make.municipality()
    run = make.run(dates=0, status="closed")
    make.session(run, starts_at=MONDAY - timedelta(days=9))
    make.registration(run, municipality=town, status=status)

    page = employer_page(town, past=True)

    assert "nicht abgeschlossen" in page
    assert "nicht erschienen" not in page
    assert "teilweise" not in page
