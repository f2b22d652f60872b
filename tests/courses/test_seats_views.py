"""Registering, and one's own registrations."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from courses.seats.models import Registration
from lms.people.models import Membership
from tests import make
from tests.pages import as_, text

MONDAY = make.MONDAY
Status = Registration.Status


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(MONDAY, tick=False):
        yield


# --- Registering ---


def test_the_page_says_that_a_seat_is_free_and_registers() -> None:
    town = make.municipality(name="Musterstadt")
    person = make.staff(of=town)
    run = make.run()
    url = reverse("seats:registration_new", args=[run.pk])

    page = text(as_(person).get(url))
    answer = as_(person).post(url)

    assert "Sie nehmen für Musterstadt teil. Ein Platz ist frei: Mit der Anmeldung gehört er Ihnen." in page
    registration = Registration.objects.get()
    assert answer.headers["Location"] == reverse("seats:registration", args=[registration.pk])
    assert (registration.status, registration.municipality) == (Status.CONFIRMED, town)


def test_the_page_says_what_place_in_line_there_will_be_and_why() -> None:
    run = make.run(seats=5, priority_until=make.berlin(2027, 3, 14, 10))
    make.registration(run, status=Status.WAITING)

    page = text(as_(make.staff()).get(reverse("seats:registration_new", args=[run.pk])))

    assert "Platz 2 auf der Warteliste. Beschäftigte von Kommunen mit Vorrang werden bis zum So., 14. März 2027" in page
    assert "Auf die Warteliste" in page


def test_who_belongs_to_two_municipalities_sees_what_each_means_and_chooses() -> None:
    plain, prior = make.municipality(name="Altdorf"), make.municipality(name="Neudorf")
    make.standing(prior)
    person = make.staff(of=plain)
    Membership.objects.create(person=person, municipality=prior, role="staff", since=MONDAY)
    run = make.run(priority_until=MONDAY + timedelta(days=14))
    url = reverse("seats:registration_new", args=[run.pk])

    page = text(as_(person).get(url))
    unanswered = text(as_(person).post(url, {}))
    as_(person).post(url, {"municipality": prior.pk})

    assert "<strong>Altdorf:</strong> Platz 1 auf der Warteliste." in page
    assert "<strong>Neudorf:</strong> Ein Platz ist frei" in page
    assert "Bitte wählen Sie die Kommune" in unanswered
    assert Registration.objects.get().municipality == prior


def test_another_town_cannot_be_typed_into_the_form() -> None:
    person = make.staff()
    Membership.objects.create(person=person, municipality=make.municipality(), role="hr", since=MONDAY)
    url = reverse("seats:registration_new", args=[make.run().pk])

    answer = as_(person).post(url, {"municipality": make.municipality().pk})

    assert answer.status_code == 200
    assert not Registration.objects.exists()


def test_a_second_click_says_that_one_is_registered_already() -> None:
    person = make.staff()
    url = reverse("seats:registration_new", args=[make.run().pk])
    as_(person).post(url)

    page = text(as_(person).post(url))

    assert "Sie sind bereits angemeldet." in page
    assert Registration.objects.count() == 1


def test_for_a_confidential_offer_the_page_says_that_the_employer_learns_nothing() -> None:
    run = make.run(offer=make.offer(protection=2))

    page = text(as_(make.staff()).get(reverse("seats:registration_new", args=[run.pk])))

    assert "Ihre Dienststelle erfährt nicht, dass Sie teilnehmen." in page
    assert "ohne Angabe der Kommune" in page


# --- One's own registrations ---


def test_place_and_link_are_shown_from_five_days_before_to_people_with_a_seat_only() -> None:
    run = make.run(seats=1, dates=0, venue="Rathaus, Zimmer 12", online_link="https://raum.example.org/1")
    starts = (MONDAY + timedelta(days=28)).astimezone(UTC)
    make.session(run, starts_at=starts)
    seated = make.registration(run)
    waits = make.registration(run, status=Status.WAITING)

    def shown(registration: Registration, at: datetime) -> bool:
        with time_machine.travel(at, tick=False):
            page = text(as_(registration.person).get(reverse("seats:registration", args=[registration.pk])))
        assert ("raum.example.org" in page) == ("Zimmer 12" in page)
        return "Zimmer 12" in page

    assert not shown(seated, starts - timedelta(days=5, seconds=1))
    assert shown(seated, starts - timedelta(days=5))
    assert not shown(waits, starts - timedelta(days=1))


def test_the_tab_never_says_what_it_is_about() -> None:
    run = make.run(offer=make.offer(title="Führen bei Bedrohung", protection=1))
    registration = make.registration(run)
    client = as_(registration.person)

    for url in (
        reverse("seats:registration", args=[registration.pk]),
        reverse("seats:cancellation", args=[registration.pk]),
        reverse("seats:registration_new", args=[run.pk]),
        reverse("seats:mine"),
    ):
        page = text(client.get(url))
        assert "Bedrohung" not in page.split("<title>")[1].split("</title>")[0]


def test_mine_shows_what_is_coming_with_the_reason_and_what_is_past() -> None:
    person = make.staff()
    seated = make.registration(make.run(offer=make.offer(title="Bald")), person=person)
    full = make.run(offer=make.offer(title="Voll"), seats=1)
    make.registration(full)
    make.registration(full, person=person, status=Status.WAITING)
    over = make.run(offer=make.offer(title="Vorbei"), dates=0, status="closed")
    make.session(over, starts_at=MONDAY - timedelta(days=9))
    make.registration(over, person=person, status=Status.ATTENDED)

    page = text(as_(person).get(reverse("seats:mine")))

    assert "Platz 1 auf der Warteliste. Alle Plätze sind vergeben." in page
    coming, past = page.split("Vergangenes")
    assert ("Bald" in coming, "Voll" in coming, "Vorbei" in coming) == (True, True, False)
    assert "Vorbei" in past
    assert reverse("seats:registration", args=[seated.pk]) in coming


def test_who_has_no_registration_is_shown_the_way_to_the_offers() -> None:
    page = text(as_(make.staff()).get(reverse("seats:mine")))

    assert "Sie sind zurzeit für nichts angemeldet." in page


def test_cancelling_is_confirmed_by_what_will_happen() -> None:
    run = make.run(seats=1)
    registration = make.registration(run)
    next_one = make.registration(run, status=Status.WAITING)
    url = reverse("seats:cancellation", args=[registration.pk])

    page = text(as_(registration.person).get(url))
    answer = as_(registration.person).post(url, follow=True)

    assert "Er geht an eine Person auf der Warteliste" in page
    assert "Sie haben sich abgemeldet." in text(answer)
    next_one.refresh_from_db()
    assert next_one.status == Status.CONFIRMED


def test_a_cancellation_that_comes_too_late_says_so_and_changes_nothing() -> None:
    run = make.run(dates=0)
    make.session(run, starts_at=MONDAY - timedelta(minutes=5))
    registration = make.registration(run)

    answer = as_(registration.person).post(reverse("seats:cancellation", args=[registration.pk]), follow=True)

    assert "Der erste Termin hat begonnen." in text(answer)
    registration.refresh_from_db()
    assert registration.status == Status.CONFIRMED


def test_a_colleague_of_the_same_town_sees_nothing() -> None:
    town = make.municipality()
    registration = make.registration(make.run(), municipality=town)
    colleague = as_(make.staff(of=town))

    assert colleague.get(reverse("seats:registration", args=[registration.pk])).status_code == 404
    assert colleague.post(reverse("seats:cancellation", args=[registration.pk])).status_code == 404
