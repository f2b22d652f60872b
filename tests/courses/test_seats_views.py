"""The pages about seats."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from calendars import entries
from courses.seats import registering
from courses.seats.desk import our_people, waiting_places
from courses.seats.models import Registration
from courses.sessions.models import Run
from courses.sessions.sections import consequence_sections, run_sections
from lms.people.models import Membership, Municipality, User
from tests import make
from tests.queries import queries_of, same_queries

MONDAY = make.MONDAY
Status = Registration.Status


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(MONDAY, tick=False):
        yield


def as_(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text(response: Any) -> str:
    return " ".join(unescape(response.content.decode()).split())


# --- Registering --------------------------------------------------------------------------------------------


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


# --- One's own registrations ------------------------------------------------------------------------------------


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


# --- The employer ---------------------------------------------------------------------------------------------


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


# --- Pieces of other pages ---------------------------------------------------------------------------------------


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


# --- Calendar and desk ------------------------------------------------------------------------------------------


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


# --- Three or three hundred -----------------------------------------------------------------------------------------


def _fill(run: Run, town: Municipality, number: int) -> None:
    """So many people with a seat and as many in line, without a letter."""
    people = User.objects.bulk_create(
        User(email=f"viele-{run.pk}-{n}@example.org", given_name="Ada", family_name=f"Viele{n}", password="!")
        for n in range(2 * number)
    )
    Registration.objects.bulk_create(
        Registration(
            run=run,
            person=person,
            municipality=town,
            status=Status.CONFIRMED if n < number else Status.WAITING,
            registered_at=MONDAY,
            confirmed_at=MONDAY if n < number else None,
        )
        for n, person in enumerate(people)
    )


@pytest.mark.parametrize("place", ["employer", "run", "mine", "offer", "desk"])
def test_a_page_costs_the_same_with_three_rows_and_with_three_hundred(place: str) -> None:
    town = make.municipality()
    run = make.run(seats=400)
    person = {"employer": make.coordinator(of=town), "run": run.trainer}.get(place) or make.coordinator(of=town)

    def prepare(number: int) -> None:
        if place in {"employer", "run"}:
            _fill(run, town, number)
            return
        for _ in range(number // 10 or 3):
            target = make.run(seats=1, offer=run.offer if place == "offer" else make.offer())
            make.registration(target)
            make.registration(target, person=person, municipality=town, status=Status.WAITING)
            over = make.run(dates=0)
            make.session(over, starts_at=MONDAY - timedelta(days=9))
            make.registration(over, person=person, municipality=town, status=Status.ATTENDED)

    url = {
        "employer": lambda: reverse("seats:employer", args=[town.pk]),
        "run": lambda: reverse("sessions:run", args=[run.pk]),
        "mine": lambda: reverse("seats:mine"),
        "offer": lambda: reverse("catalogue:offer", args=[run.offer.code]),
        "desk": lambda: reverse("desk"),
    }[place]()
    client = as_(person)
    prepare(3)
    few = queries_of(client, url)
    if place in {"employer", "run"}:
        Registration.objects.all().delete()
        User.objects.filter(email__startswith="viele").delete()
    prepare(300)

    same_queries(few, queries_of(client, url))


def test_our_own_pages_cost_at_most_eight_queries() -> None:
    town = make.municipality()
    person = make.coordinator(of=town)
    run = make.run(priority_until=MONDAY + timedelta(days=3))
    registration = registering.register(run, person, town, at=MONDAY)
    other = make.run(priority_until=MONDAY + timedelta(days=3))
    client = as_(person)

    costs = {
        url: len(queries_of(client, url))
        for url in (
            reverse("seats:mine"),
            reverse("seats:registration", args=[registration.pk]),
            reverse("seats:cancellation", args=[registration.pk]),
            reverse("seats:employer", args=[town.pk]),
        )
    }
    costs["new"] = len(queries_of(client, reverse("seats:registration_new", args=[other.pk]))) - 4

    assert max(costs.values()) <= 8, costs
