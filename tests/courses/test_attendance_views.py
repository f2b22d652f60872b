"""The sheet of a date, and the page that closes a run."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from courses.attendance.desk import not_marked_yet, ready_to_close
from courses.attendance.models import Attendance
from courses.seats.models import Registration
from courses.sessions.models import Run, Session
from lms.people.models import User
from tests import make
from tests.pages import as_, text
from tests.queries import queries_of, same_queries

MONDAY = make.MONDAY
Status = Registration.Status


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


def taught(**facts: object) -> Session:
    run = make.run(dates=0, **facts)
    return make.session(run, starts_at=MONDAY - timedelta(hours=3))


def sheet(session: Session) -> str:
    return reverse("attendance:sheet", args=[session.pk])


def closing_page(run: Run) -> str:
    return reverse("attendance:closing", args=[run.pk])


def test_nobody_is_present_by_default() -> None:
    session = taught()
    make.registration(session.run)

    page = text(as_(session.run.trainer).get(sheet(session)))

    assert "checked" not in page
    assert "Für 1 Person ist noch nichts erfasst." in page


def test_the_sheet_saves_whole_partial_and_absent_and_leaves_the_rest() -> None:
    session = taught()
    rows = [make.registration(session.run) for _ in range(5)]
    wholly, partly, absent, typed_only, _silent = rows

    answer = as_(session.run.trainer).post(
        sheet(session),
        {
            f"person-{wholly.pk}-presence": "wholly",
            f"person-{partly.pk}-presence": "partly",
            f"person-{partly.pk}-minutes": "60",
            f"person-{absent.pk}-presence": "absent",
            f"person-{typed_only.pk}-minutes": "45",
        },
        follow=True,
    )

    assert dict(Attendance.objects.values_list("registration_id", "minutes")) == {
        wholly.pk: 135,
        partly.pk: 60,
        absent.pk: 0,
        typed_only.pk: 45,
    }
    assert "Gespeichert: 4 Personen sind erfasst." in text(answer)
    assert "Für 1 Person ist noch nichts erfasst." in text(answer)


@pytest.mark.parametrize(
    ("minutes", "sentence"),
    [
        ("136", "Höchstens 135 Minuten"),
        ("", "Bitte geben Sie an, wie viele Minuten."),
        ("viel", "ganze Zahl"),
        ("-5", "größer oder gleich 0"),
    ],
)
def test_a_wrong_entry_is_named_and_nothing_typed_is_lost(minutes: str, sentence: str) -> None:
    session = taught()
    right, wrong = make.registration(session.run), make.registration(session.run)

    page = text(
        as_(session.run.trainer).post(
            sheet(session),
            {
                f"person-{right.pk}-presence": "wholly",
                f"person-{wrong.pk}-presence": "partly",
                f"person-{wrong.pk}-minutes": minutes,
            },
        )
    )

    assert not Attendance.objects.exists()
    assert "Es wurde noch nichts gespeichert" in page
    assert sentence in page
    assert page.count("checked") == 2
    if minutes:
        assert f'value="{minutes}"' in page


def test_one_button_fills_in_everybody_else_and_saves_nothing() -> None:
    session = taught()
    absent, other = make.registration(session.run), make.registration(session.run)

    page = text(
        as_(session.run.trainer).post(sheet(session), {"fill": "wholly", f"person-{absent.pk}-presence": "absent"})
    )

    assert not Attendance.objects.exists()
    assert "Ausgefüllt, aber noch nicht gespeichert." in page
    assert f'name="person-{other.pk}-presence" value="wholly"' in page
    assert page.count("checked") == 2


def test_what_is_marked_is_shown_again_for_correction() -> None:
    session = taught()
    row = make.registration(session.run)
    make.attendance(row, session, 60)

    page = text(as_(session.run.trainer).get(sheet(session)))

    assert 'value="60"' in page
    assert "Alle sind erfasst." in page


def test_before_the_date_the_sheet_only_shows_who_is_expected() -> None:
    run = make.run()
    row = make.registration(run)

    page = text(as_(run.trainer).get(sheet(run.sessions.get())))

    assert row.person.full_name() in page
    assert "Sie können die Anwesenheit ab Mo., 29. März 2027, 10:00" in page
    assert 'type="radio"' not in page


def test_a_closed_sheet_is_read_only() -> None:
    session = taught(status=Run.Status.CLOSED)
    row = make.registration(session.run, status=Status.ATTENDED)
    make.attendance(row, session, 135)

    page = text(as_(session.run.trainer).get(sheet(session)))

    assert "lässt sich nicht mehr ändern" in page
    assert 'type="radio"' not in page


def test_a_protected_person_stands_on_the_sheet_under_their_display_name() -> None:
    session = taught()
    person = make.staff(family_name="Geheim", enhanced_protection=True, display_name="Kim")
    make.registration(session.run, person=person)

    page = text(as_(session.run.trainer).get(sheet(session)))

    assert "Kim" in page
    assert "Geheim" not in page


def test_the_tab_does_not_say_what_it_is_about() -> None:
    session = taught(offer=make.offer(title="Führen bei Bedrohung", protection=1))
    client = as_(session.run.trainer)

    for url in (sheet(session), closing_page(session.run)):
        assert "Bedrohung" not in text(client.get(url)).split("<title>")[1].split("</title>")[0]


@pytest.mark.parametrize("status", [Run.Status.DRAFT, Run.Status.CANCELLED])
def test_what_did_not_take_place_has_no_sheet(status: str) -> None:
    session = taught(status=status)
    client = as_(session.run.trainer)

    assert client.get(sheet(session)).status_code == 404
    assert client.get(closing_page(session.run)).status_code == 404


def test_closing_names_what_will_happen_before_it_happens() -> None:
    session = taught()
    for minutes in (135, 135, 60, 0):
        make.attendance(make.registration(session.run), session, minutes)
    make.registration(session.run, status=Status.WAITING)
    client = as_(session.run.trainer)

    page = text(client.get(closing_page(session.run)))
    answer = text(client.post(closing_page(session.run), follow=True))

    assert "mindestens 80 % der Zeit" in page
    assert "2 Personen haben ausreichend teilgenommen" in page
    assert "1 Person hat teilweise teilgenommen." in page
    assert "1 Person ist nicht erschienen." in page
    assert "1 Anmeldung auf der Warteliste endet." in page
    assert "Die Durchführung ist abgeschlossen." in answer
    assert Registration.objects.filter(status=Status.ATTENDED).count() == 2


def test_closing_too_early_names_what_is_missing_and_changes_nothing() -> None:
    session = taught()
    make.registration(session.run)
    client = as_(session.run.trainer)

    page = text(client.get(closing_page(session.run)))
    answer = text(client.post(closing_page(session.run), follow=True))

    assert "Für 1 Person ist noch nichts erfasst." in page
    assert "Für 1 Person ist noch nichts erfasst." in answer
    assert Run.objects.get().status == Run.Status.PUBLISHED


def test_closing_twice_says_that_it_is_done() -> None:
    session = taught(status=Run.Status.CLOSED)

    answer = as_(session.run.trainer).post(closing_page(session.run), follow=True)

    assert "bereits abgeschlossen" in text(answer)


def test_the_run_page_counts_who_is_marked_and_leads_on() -> None:
    session = taught()
    make.registration(session.run)
    make.attendance(make.registration(session.run), session, 135)

    page = text(as_(session.run.trainer).get(reverse("sessions:run", args=[session.run.pk])))

    assert "1 von 2" in page
    assert sheet(session) in page
    assert closing_page(session.run) in page


def test_the_desk_reminds_of_sheets_that_are_not_complete() -> None:
    session = taught()
    row = make.registration(session.run)

    cards = list(not_marked_yet(session.run.trainer, MONDAY))

    assert [str(card.title) for card in cards] == ["Anwesenheit noch nicht erfasst"]
    assert [str(line.note) for line in cards[0].lines] == ["seit Mo., 1. März 2027"]
    assert list(ready_to_close(session.run.trainer, MONDAY)) == []
    make.attendance(row, session, 135)
    assert list(not_marked_yet(session.run.trainer, MONDAY)) == []
    assert [card.href for card in ready_to_close(session.run.trainer, MONDAY)] == [closing_page(session.run)]
    assert list(ready_to_close(make.trainer(), MONDAY)) == []


@pytest.mark.parametrize("place", ["sheet", "closing", "run", "desk"])
def test_a_page_costs_the_same_with_three_people_and_with_three_hundred(place: str) -> None:
    session = taught(seats=400)
    run = session.run
    url = {
        "sheet": sheet(session),
        "closing": closing_page(run),
        "run": reverse("sessions:run", args=[run.pk]),
        "desk": reverse("desk"),
    }[place]
    client = as_(run.trainer)

    def cost(number: int) -> list[str]:
        town = make.municipality()
        people = User.objects.bulk_create(
            User(email=f"p{number}-{n}@example.org", given_name="Ada", family_name=f"Viele{n}", password="!")
            for n in range(number)
        )
        rows = Registration.objects.bulk_create(
            Registration(run=run, person=person, municipality=town, status=Status.CONFIRMED, registered_at=MONDAY)
            for person in people
        )
        Attendance.objects.bulk_create(
            Attendance(registration=row, session=session, minutes=135, marked_by=run.trainer, marked_at=MONDAY)
            for row in rows[1:]
        )
        return queries_of(client, url)

    same_queries(cost(3), cost(300), at_most=8 if place in {"sheet", "closing"} else None)
