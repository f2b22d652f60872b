"""Seats on the pages of other rooms: offer, run, calendar, desk."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from calendars import entries
from courses.seats.desk import our_people, waiting_places
from courses.seats.models import Registration
from courses.sessions.models import Run
from courses.sessions.sections import consequence_sections, run_sections
from lms.people.models import User
from tests import make
from tests.pages import as_, text

MONDAY = make.MONDAY
Status = Registration.Status


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(MONDAY, tick=False):
        yield


# --- Offer and run ---


def offer_page(run: Run, person: User) -> str:
    return text(as_(person).get(reverse("catalogue:offer", args=[run.offer.code])))


def test_the_offer_shows_dates_free_seats_and_the_way_in() -> None:
    run = make.run(seats=2)
    make.registration(run)

    page = offer_page(run, make.staff())

    assert "Mo., 29. März 2027, 10:00–12:30" in page
    assert "1 von 2 Plätzen ist frei." in page
    assert reverse("seats:registration_new", args=[run.pk]) in page


def test_the_offer_says_whom_the_window_serves_first() -> None:
    run = make.run(priority_until=MONDAY + timedelta(days=13))
    town = make.municipality()
    make.standing(town)

    assert "Ihre Kommune hat Vorrang: Sie werden bis zum So., 14. März 2027" in offer_page(run, make.staff(of=town))
    without = offer_page(run, make.staff())
    assert "Beschäftigte von Kommunen mit Vorrang werden bis zum So., 14. März 2027" in without
    assert "Auf die Warteliste" in without


def test_the_offer_shows_where_i_stand_instead_of_a_button() -> None:
    run = make.run()
    registration = make.registration(run)

    page = offer_page(run, registration.person)

    assert reverse("seats:registration", args=[registration.pk]) in page
    assert reverse("seats:registration_new", args=[run.pk]) not in page


def test_the_offer_names_the_moment_at_which_registration_opens() -> None:
    run = make.run(registration_opens_at=MONDAY + timedelta(days=1))

    page = offer_page(run, make.staff())

    assert "Die Anmeldung öffnet am Di., 2. März 2027, 10:00" in page
    assert reverse("seats:registration_new", args=[run.pk]) not in page


def test_drafts_are_not_offered() -> None:
    run = make.run(status=Run.Status.DRAFT)

    assert "Zurzeit ist kein Termin geplant." in offer_page(run, run.trainer)


def run_page(run: Run, person: User) -> str:
    return text(as_(person).get(reverse("sessions:run", args=[run.pk])))


def test_the_trainer_sees_the_group_and_the_line() -> None:
    run = make.run(seats=2)
    town = make.municipality(name="Aachdorf")
    seated = make.registration(run, municipality=town)
    waits = make.registration(run, status=Status.WAITING)

    page = run_page(run, run.trainer)

    assert seated.person.full_name() in page
    assert "Aachdorf" in page
    assert waits.person.full_name() in page.split("Warteliste</caption>")[1]


def test_in_a_sensitive_offer_the_trainer_sees_no_municipality() -> None:
    run = make.run(offer=make.offer(protection=1))
    make.registration(run, municipality=make.municipality(name="Aachdorf"))

    assert "Aachdorf" not in run_page(run, run.trainer)


def test_the_trainer_sees_a_protected_person_under_their_display_name_without_a_town() -> None:
    town = make.municipality(name="Aachdorf")
    person = make.staff(of=town, family_name="Geheim", enhanced_protection=True, display_name="Kim")
    run = make.run()
    make.registration(run, person=person, municipality=town)

    page = run_page(run, run.trainer)

    assert "Kim" in page
    assert "Geheim" not in page
    assert "Aachdorf" not in page


def test_the_group_is_no_section_for_anybody_else() -> None:
    run = make.run()

    assert run_sections.of(run, user=make.staff(), at=MONDAY) == []


def test_before_a_run_is_cancelled_it_says_how_many_it_hits() -> None:
    run = make.run(seats=1)
    make.registration(run)
    make.registration(run, status=Status.WAITING)

    page = text(as_(run.trainer).get(reverse("sessions:cancellation", args=[run.pk])))

    assert "1 Person hat einen Platz. 1 Person steht auf der Warteliste." in page
    assert len(consequence_sections.of(run, user=run.trainer, at=MONDAY)) >= 1


# --- Calendar and desk ---


def test_the_calendar_holds_the_dates_for_which_one_has_a_seat_under_the_neutral_title() -> None:
    run = make.run(seats=1, dates=2, offer=make.offer(title="Führen bei Bedrohung"))
    seated = make.registration(run)
    waits = make.registration(run, status=Status.WAITING)

    def dates(person: User) -> list[entries.Entry]:
        return entries.entries_of(person, since=MONDAY, until=MONDAY + timedelta(days=90))

    assert [entry.title for entry in dates(seated.person)] == ["Fortbildung"] * 2
    assert dates(seated.person)[0].path == reverse("seats:registration", args=[seated.pk])
    assert dates(waits.person) == []


def test_the_calendar_names_a_lost_date_so_that_programs_strike_it_out() -> None:
    registration = make.registration(make.run(), status=Status.CANCELLED, confirmed_at=MONDAY, ended_at=MONDAY)

    found = entries.entries_of(registration.person, since=MONDAY, until=MONDAY + timedelta(days=90))

    assert [(entry.cancelled, entry.sequence) for entry in found] == [(True, 1)]


def test_the_desk_says_where_one_waits_and_why() -> None:
    run = make.run(seats=1)
    make.registration(run)
    waits = make.registration(run, status=Status.WAITING)

    cards = list(waiting_places(waits.person, MONDAY))

    assert [line.text for line in cards[0].lines] == ["Fortbildung"]
    assert str(cards[0].lines[0].note) == "Platz 1"
    assert str(cards[0].text).startswith("Platz 1 auf der Warteliste. Alle Plätze sind vergeben.")
    assert list(waiting_places(make.staff(), MONDAY)) == []


def test_the_desk_of_staff_has_no_card_about_colleagues() -> None:
    assert list(our_people(make.staff(), MONDAY)) == []
