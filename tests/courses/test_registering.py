"""Asking for a seat and getting it, or not."""

from collections import Counter
from datetime import datetime, timedelta
from functools import partial

import pytest

from courses.catalogue.models import Offer
from courses.seats import cancelling, registering
from courses.seats.models import Registration
from courses.sessions.models import Run
from lms.journal.models import Entry
from lms.mail.models import Letter
from lms.people.models import Membership, Municipality, User
from tests import make
from tests.races import at_once

MONDAY = make.MONDAY
Status = Registration.Status


def register(run: Run, *, of: Municipality | None = None, at: datetime = MONDAY, **facts: object) -> Registration:
    town = of or make.municipality()
    return registering.register(run, make.staff(of=town, **facts), town, at=at)


def test_who_registers_while_seats_are_free_has_a_seat() -> None:
    run = make.run(seats=1)

    registration = register(run)

    assert registration.status == Status.CONFIRMED
    assert (registration.registered_at, registration.confirmed_at) == (MONDAY, MONDAY)
    assert [entry.deed for entry in Entry.objects.about(registration).order_by("pk")] == ["registered", "confirmed"]


def test_who_registers_when_all_seats_are_taken_waits() -> None:
    run = make.run(seats=1)
    register(run)

    second = register(run)

    assert second.status == Status.WAITING
    assert second.confirmed_at is None


def test_priority_is_written_down_as_it_was_at_that_moment() -> None:
    run = make.run(priority_until=MONDAY + timedelta(days=14))
    town = make.municipality()
    make.standing(town)

    assert register(run, of=town).tier == Registration.Tier.PRIORITY
    assert register(run).tier == Registration.Tier.OPEN


def test_without_a_priority_window_everybody_is_served_alike() -> None:
    town = make.municipality()
    make.standing(town)

    assert register(make.run(), of=town).tier == Registration.Tier.OPEN


def test_a_model_municipality_has_no_priority() -> None:
    run = make.run(priority_until=MONDAY + timedelta(days=14))
    town = make.municipality()
    make.standing(town, kind="model")

    assert register(run, of=town).tier == Registration.Tier.OPEN


def test_within_the_window_somebody_without_priority_waits_though_seats_are_free() -> None:
    run = make.run(seats=5, priority_until=MONDAY + timedelta(days=14))

    assert register(run).status == Status.WAITING


def test_from_the_last_moment_of_the_window_on_seats_are_open_to_everybody() -> None:
    run = make.run(seats=1, priority_until=MONDAY)

    assert register(run, at=MONDAY).status == Status.CONFIRMED


def test_after_the_window_nobody_slips_past_the_line_that_has_not_moved_yet() -> None:
    run = make.run(seats=1, priority_until=MONDAY + timedelta(days=1))
    first = register(run)

    late = register(run, at=MONDAY + timedelta(days=2))

    first.refresh_from_db()
    assert first.status == Status.CONFIRMED
    assert late.status == Status.WAITING


def test_a_confirmed_seat_is_never_taken_away_by_priority() -> None:
    run = make.run(seats=1)
    first = register(run)
    Run.objects.update(priority_until=MONDAY + timedelta(days=14))
    town = make.municipality()
    make.standing(town)

    second = register(run, of=town)

    first.refresh_from_db()
    assert (first.status, second.status) == (Status.CONFIRMED, Status.WAITING)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"status": Run.Status.DRAFT}, "noch nicht veröffentlicht"),
        ({"status": Run.Status.CANCELLED}, "abgesagt"),
        ({"status": Run.Status.CLOSED}, "bereits vorbei"),
        ({"registration_opens_at": MONDAY + timedelta(hours=1)}, "1. März 2027, 11:00 Uhr"),
        ({"dates": 0}, "Termine .* stehen noch nicht fest"),
    ],
)
def test_a_run_that_cannot_be_registered_for_says_why(facts: dict[str, object], sentence: str) -> None:
    run = make.run(**facts)  # type: ignore[arg-type]

    with pytest.raises(registering.CannotRegister, match=sentence):
        register(run)

    assert not Registration.objects.exists()


def test_once_the_first_date_has_begun_nobody_registers() -> None:
    run = make.run(dates=0)
    make.session(run, starts_at=MONDAY)

    with pytest.raises(registering.CannotRegister, match="hat bereits begonnen"):
        register(run, at=MONDAY)


def test_nobody_registers_twice() -> None:
    run = make.run()
    town = make.municipality()
    person = make.staff(of=town)
    registering.register(run, person, town, at=MONDAY)

    with pytest.raises(registering.CannotRegister, match="bereits angemeldet"):
        registering.register(run, person, town, at=MONDAY)


def test_who_has_cancelled_may_register_anew_at_the_end_of_the_line() -> None:
    run = make.run(seats=1)
    town = make.municipality()
    person = make.staff(of=town)
    first = registering.register(run, person, town, at=MONDAY)
    other = register(run)
    cancelling.cancel(first, by=person, at=MONDAY)

    again = registering.register(run, person, town, at=MONDAY + timedelta(hours=1))

    other.refresh_from_db()
    assert (other.status, again.status) == (Status.CONFIRMED, Status.WAITING)


def test_nobody_registers_for_an_employer_they_do_not_belong_to() -> None:
    with pytest.raises(registering.NotTheirMunicipality, match="zu der Sie gehören"):
        registering.register(make.run(), make.staff(), make.municipality(), at=MONDAY)


def test_who_belongs_to_several_municipalities_says_for_which_they_come() -> None:
    run = make.run()
    person = make.staff()
    other = make.municipality(name="Aachdorf")
    Membership.objects.create(person=person, municipality=other, role="staff", since=MONDAY)

    assert other in registering.employers_of(person)
    with pytest.raises(registering.NotTheirMunicipality, match="Bitte wählen"):
        registering.register(run, person, None, at=MONDAY)
    assert registering.register(run, person, other, at=MONDAY).municipality == other


def test_people_who_work_for_the_programme_come_without_a_municipality() -> None:
    registration = registering.register(make.run(), make.coach(), None, at=MONDAY)

    assert registration.municipality is None
    assert registration.status == Status.CONFIRMED


def test_for_a_confidential_offer_nobody_has_to_name_their_employer() -> None:
    run = make.run(offer=make.offer(protection=Offer.Protection.CONFIDENTIAL))

    assert registering.register(run, make.staff(), None, at=MONDAY).municipality is None


def test_who_leads_a_training_does_not_sit_in_it() -> None:
    run = make.run()

    with pytest.raises(registering.CannotRegister, match="leiten diese Fortbildung selbst"):
        registering.register(run, run.trainer, None, at=MONDAY)


def test_the_letter_brings_every_date_for_the_calendar_under_a_neutral_title() -> None:
    offer = make.offer(title="Führen bei Bedrohung", neutral_title="Fortbildung Führung")
    run = make.run(offer=offer, dates=2, venue="Rathaus, Zimmer 12", online_link="https://raum.example.org/geheim")

    registration = register(run)

    letters = list(Letter.objects.filter(to_person=registration.person).order_by("pk"))
    assert [letter.subject for letter in letters] == ["Ihre Anmeldung: Fortbildung Führung"] * 2
    assert [letter.calendar_method for letter in letters] == ["REQUEST", "REQUEST"]
    assert "Mo., 29. März 2027, 10:00–12:30 Uhr" in letters[0].body
    for letter in letters:
        everything = letter.subject + letter.body + letter.calendar
        assert letter.calendar.count("BEGIN:VEVENT") == 1
        assert "SUMMARY:Fortbildung Führung" in letter.calendar
        for secret in ("Bedrohung", "Rathaus", "geheim"):
            assert secret not in everything


def test_two_dates_are_two_events() -> None:
    registration = register(make.run(dates=2))

    events = [
        letter.calendar.split("BEGIN:VEVENT")[1] for letter in Letter.objects.filter(to_person=registration.person)
    ]
    assert len({line for event in events for line in event.splitlines() if line.startswith("UID:")}) == 2


def test_two_participants_have_no_calendar_event_in_common() -> None:
    run = make.run()
    register(run)
    register(run)

    events = [letter.calendar.split("BEGIN:VEVENT")[1] for letter in Letter.objects.all()]
    told = [line for event in events for line in event.splitlines() if line.startswith(("UID:", "ATTENDEE"))]
    assert len(told) == len(set(told)) == 4


def test_who_waits_is_told_their_place_and_why_without_a_date_in_the_calendar() -> None:
    run = make.run(seats=5, priority_until=make.berlin(2027, 3, 14, 10))

    registration = register(run)

    letter = Letter.objects.get(to_person=registration.person)
    assert letter.subject == "Warteliste: Fortbildung"
    assert "Platz 1 auf der Warteliste." in letter.body
    assert "werden bis zum So., 14. März 2027, 10:00 Uhr, zuerst bedient." in letter.body
    assert letter.calendar == ""


def test_letters_speak_the_language_of_their_reader() -> None:
    registration = register(make.run(), language="en")

    letter = Letter.objects.get(to_person=registration.person)
    assert letter.subject == "Your registration: Fortbildung"
    assert "Mon, 29 March 2027, 10:00–12:30" in letter.body


@pytest.mark.parametrize(("protection", "protected"), [(2, False), (0, True)])
def test_letters_about_protected_matters_are_not_for_the_outbox_to_show(protection: int, protected: bool) -> None:
    run = make.run(offer=make.offer(protection=protection))

    registration = register(run, enhanced_protection=protected)

    assert Letter.objects.get(to_person=registration.person).confidential


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_many_who_ask_for_the_last_seat_at_once_one_gets_it() -> None:
    run = make.run(seats=1)
    people = [make.staff() for _ in range(6)]

    assert at_once(*(partial(_register_alone, run, person) for person in people)) == [None] * 6

    assert run.registrations.holding_a_seat().count() == 1
    assert run.registrations.waiting().count() == 5


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_seat_given_back_while_somebody_registers_goes_to_one_person() -> None:
    run = make.run(seats=1)
    leaving = register(run)
    waiting = register(run, at=MONDAY + timedelta(minutes=1))
    newcomer = make.staff()

    outcomes = at_once(
        lambda: cancelling.cancel(leaving, by=leaving.person, at=MONDAY + timedelta(hours=1)),
        lambda: _register_alone(run, newcomer, at=MONDAY + timedelta(hours=1)),
    )

    assert outcomes == [None, None]
    assert [registration.pk for registration in run.registrations.holding_a_seat()] == [waiting.pk]
    assert [registration.person for registration in run.registrations.waiting()] == [newcomer]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_click_that_comes_twice_registers_once() -> None:
    run = make.run(seats=3)
    person = make.staff()

    outcomes = at_once(*[lambda: _register_alone(run, person)] * 3)

    assert Counter(map(type, outcomes)) == {type(None): 1, registering.CannotRegister: 2}
    assert run.registrations.count() == 1


def _register_alone(run: Run, person: User, *, at: datetime = MONDAY) -> None:
    registering.register(run, person, person.memberships.get().municipality, at=at)
