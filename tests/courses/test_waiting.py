"""The line for a run: places, reasons, moving up, giving back."""

from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from courses.seats import cancelling, moving, registering, waiting
from courses.seats.models import ROADS, Counts, NotFromHere, Registration
from courses.sessions.models import Run
from courses.sessions.signals import run_cancelled, run_revised, session_moved
from lms.journal.models import Entry
from lms.kit import chores
from lms.kit.news import announce
from lms.mail.models import Letter
from lms.people.models import Municipality
from tests import make

MONDAY = make.MONDAY
WINDOW_ENDS = make.berlin(2027, 3, 14, 10)
Status = Registration.Status


def register(run: Run, *, of: Municipality | None = None, at: datetime = MONDAY) -> Registration:
    town = of or make.municipality()
    return registering.register(run, make.staff(of=town), town, at=at)


def minutes(number: int) -> datetime:
    return MONDAY + timedelta(minutes=number)


def town_with_priority() -> Municipality:
    town = make.municipality()
    make.standing(town)
    return town


def state(registration: Registration) -> str:
    registration.refresh_from_db()
    return registration.status


def place_in_line(registration: Registration) -> int:
    return Registration.objects.with_place().get(pk=registration.pk).place


def test_in_a_full_online_seminar_who_has_priority_is_served_before_who_came_first() -> None:
    run = make.run(seats=1, priority_until=WINDOW_ENDS)
    seated = register(run, of=town_with_priority())
    without = register(run, at=minutes(1))
    assert place_in_line(without) == 1
    served_first = register(run, of=town_with_priority(), at=minutes(2))
    assert waiting.why(without, at=minutes(3)) == (
        "Platz 2 auf der Warteliste. Alle Plätze sind vergeben. Beschäftigte von Kommunen mit Vorrang werden bis zum "
        "So., 14. März 2027, 10:00 Uhr, zuerst bedient, auch wenn sie sich später anmelden."
    )

    cancelling.cancel(seated, by=seated.person, at=minutes(4))

    assert [state(row) for row in (seated, without, served_first)] == [
        Status.CANCELLED,
        Status.WAITING,
        Status.CONFIRMED,
    ]
    assert place_in_line(without) == 1


def test_within_the_window_a_free_seat_stays_free_for_priority() -> None:
    run = make.run(seats=1, priority_until=WINDOW_ENDS)
    without = register(run)

    assert waiting.move_up(run, at=WINDOW_ENDS - timedelta(seconds=1)) == 0
    assert "Die Plätze, die dann noch frei sind" in waiting.why(without, at=MONDAY)


def test_when_the_window_has_ended_the_sweep_gives_the_seats_to_the_line() -> None:
    run = make.run(seats=2, priority_until=WINDOW_ENDS)
    rows = [register(run, at=minutes(number)) for number in range(3)]

    assert waiting.pass_on_seats(WINDOW_ENDS - timedelta(minutes=1)) == 0
    assert waiting.pass_on_seats(WINDOW_ENDS) == 2
    assert waiting.pass_on_seats(WINDOW_ENDS) == 0

    assert [state(row) for row in rows] == [Status.CONFIRMED, Status.CONFIRMED, Status.WAITING]


def test_the_line_stands_by_tier_then_time() -> None:
    run = make.run(seats=1, priority_until=WINDOW_ENDS)
    register(run, of=town_with_priority())
    early = register(run, at=minutes(1))
    late = register(run, at=minutes(2))
    first = register(run, of=town_with_priority(), at=minutes(3))

    assert list(run.registrations.waiting().highest_priority_first()) == [first, early, late]
    assert [place_in_line(row) for row in (first, early, late)] == [1, 2, 3]


def test_who_registered_in_the_same_moment_still_has_a_place_of_their_own() -> None:
    run = make.run(seats=1)
    register(run)
    rows = [register(run) for _ in range(3)]

    assert [place_in_line(row) for row in rows] == [1, 2, 3]


@pytest.mark.parametrize(
    ("window", "priority", "sentence"),
    [
        (None, False, "Wer nachrückt, richtet sich nach dem Zeitpunkt der Anmeldung."),
        (WINDOW_ENDS, True, "Da Ihre Kommune Vorrang hat, gehören Sie zu den Ersten, die nachrücken."),
        (WINDOW_ENDS, False, "auch wenn sie sich später anmelden."),
        (MONDAY + timedelta(hours=1), True, "Da Ihre Kommune Vorrang hat"),
        (MONDAY + timedelta(hours=1), False, "Zuerst rücken Beschäftigte von Kommunen mit Vorrang nach"),
    ],
)
def test_everybody_who_waits_is_told_the_rule_that_applies_to_them(
    window: datetime | None, priority: bool, sentence: str
) -> None:
    run = make.run(seats=1, priority_until=window)
    register(run, of=town_with_priority())
    row = register(run, of=town_with_priority() if priority else None, at=minutes(1))

    assert sentence in waiting.why(row, at=MONDAY + timedelta(hours=2))


def test_the_reason_reveals_nobody() -> None:
    town = town_with_priority()
    run = make.run(seats=1, priority_until=WINDOW_ENDS)
    other = register(run, of=town)

    reason = waiting.why(register(run), at=MONDAY)

    for revealing in (town.name, other.person.given_name, other.person.family_name):
        assert revealing not in reason


def test_what_is_foretold_is_what_happens() -> None:
    run = make.run(seats=2, priority_until=WINDOW_ENDS)
    for at, of in [(MONDAY, None), (MONDAY, town_with_priority()), (WINDOW_ENDS, None), (WINDOW_ENDS, None)]:
        tier = registering.tier_of(run, of, at=at)
        waiting.pass_on_seats(at)
        counts = Registration.objects.counts([run.pk])[run.pk]

        foretold = waiting.prospect(run, counts, tier, at=at)
        row = register(run, of=of, at=at)

        assert (foretold is None) == (row.status == Status.CONFIRMED)
        if foretold is not None:
            assert foretold.place == place_in_line(row)


def test_nobody_moves_up_once_the_first_date_has_begun() -> None:
    run = make.run(seats=1, dates=0)
    make.session(run, starts_at=MONDAY + timedelta(days=1))
    make.registration(run, status=Status.WAITING)

    assert waiting.move_up(run, at=MONDAY + timedelta(days=1)) == 0


def test_moving_up_is_written_down_and_told_with_the_date() -> None:
    run = make.run(seats=1)
    seated, row = register(run), register(run, at=minutes(1))

    cancelling.cancel(seated, by=seated.person, at=minutes(2))

    assert [entry.deed for entry in Entry.objects.about(row).order_by("pk")] == ["registered", "confirmed"]
    letter = Letter.objects.get(about="seats.moved_up")
    assert letter.to_person == row.person
    assert letter.subject == "Sie haben einen Platz: Fortbildung"
    assert letter.calendar_method == "REQUEST"


def test_more_seats_let_the_line_move_up(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    run = make.run(seats=1)
    register(run)
    row = register(run, at=minutes(1))
    Run.objects.update(seats=2)

    with django_capture_on_commit_callbacks(execute=True):
        announce(run_revised, run_id=run.pk, at=minutes(2))

    assert state(row) == Status.CONFIRMED


def test_who_cancels_is_told_and_the_date_goes_from_their_calendar() -> None:
    run = make.run(dates=2)
    row = register(run)

    cancelling.cancel(row, by=row.person, at=minutes(1))

    letters = list(Letter.objects.filter(about="seats.cancelled").order_by("pk"))
    assert [letter.calendar_method for letter in letters] == ["CANCEL", "CANCEL"]
    assert letters[0].subject == "Abgemeldet: Fortbildung"
    asked = Letter.objects.filter(about="seats.confirmed").order_by("pk")
    for request, cancel in zip(asked, letters, strict=True):
        assert _event(request.calendar)["UID"] == _event(cancel.calendar)["UID"]
        assert int(_event(request.calendar)["SEQUENCE"]) < int(_event(cancel.calendar)["SEQUENCE"])


def _event(calendar: str) -> dict[str, str]:
    lines = calendar.split("BEGIN:VEVENT")[1].splitlines()
    return dict(line.split(":", 1) for line in lines if ":" in line)


def test_who_only_waited_gets_no_calendar_cancellation() -> None:
    run = make.run(seats=1)
    register(run)
    row = register(run)

    cancelling.cancel(row, by=row.person, at=minutes(1))

    assert Letter.objects.get(about="seats.cancelled").calendar == ""


def test_nobody_cancels_after_the_first_date_has_begun() -> None:
    run = make.run(dates=0)
    make.session(run, starts_at=MONDAY + timedelta(days=1))
    row = make.registration(run)

    with pytest.raises(cancelling.CannotCancel, match="Der erste Termin hat begonnen"):
        cancelling.cancel(row, by=row.person, at=MONDAY + timedelta(days=1))

    assert state(row) == Status.CONFIRMED


def test_nobody_cancels_twice() -> None:
    row = make.registration(make.run())
    cancelling.cancel(row, by=row.person, at=MONDAY)

    with pytest.raises(cancelling.CannotCancel, match="bereits beendet"):
        cancelling.cancel(row, by=row.person, at=MONDAY)


def test_nobody_who_has_a_seat_is_sent_back_to_the_line() -> None:
    row = make.registration(make.run())

    with pytest.raises(NotFromHere):
        row.become(Status.WAITING, at=MONDAY)

    assert all(Status.WAITING not in nexts for nexts in ROADS.values())


def test_every_state_has_its_roads() -> None:
    assert set(ROADS) == set(Status)


def test_when_the_organiser_cancels_every_registration_ends_and_everybody_is_told(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    run = make.run(seats=1, cancellation_reason="Die Trainingsperson ist krank.")
    seated, waits = register(run), register(run)
    Run.objects.update(status=Run.Status.CANCELLED)

    with django_capture_on_commit_callbacks(execute=True):
        announce(run_cancelled, run_id=run.pk, at=minutes(5))
        announce(run_cancelled, run_id=run.pk, at=minutes(5))

    assert [state(seated), state(waits)] == [Status.RUN_CANCELLED] * 2
    letters = Letter.objects.filter(about="seats.run_cancelled")
    assert {letter.to_person: letter.calendar_method for letter in letters} == {
        seated.person: "CANCEL",
        waits.person: "",
    }
    assert all("krank" not in letter.body for letter in letters)


def test_a_cancellation_that_nobody_heard_is_found_by_the_sweep() -> None:
    run = make.run()
    row = make.registration(run)
    Run.objects.update(status=Run.Status.CANCELLED)

    assert cancelling.end_with_cancelled_runs(MONDAY) == 1
    assert cancelling.end_with_cancelled_runs(MONDAY) == 0
    assert state(row) == Status.RUN_CANCELLED


def test_a_run_that_takes_place_ends_nothing() -> None:
    run = make.run()
    row = make.registration(run)

    assert cancelling.end_with_run(run, at=MONDAY) == 0
    assert state(row) == Status.CONFIRMED


def test_who_has_a_seat_learns_once_that_a_date_was_moved(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    run = make.run(dates=2, seats=1)
    seated = register(run)
    register(run)
    Letter.objects.all().delete()
    session = run.sessions.soonest_first()[0]
    session.starts_at += timedelta(days=1)
    session.ends_at += timedelta(days=1)
    session.sequence += 1
    session.changed_at = minutes(5)
    session.save()

    with django_capture_on_commit_callbacks(execute=True):
        for _twice in range(2):
            announce(session_moved, session_id=session.pk, run_id=run.pk, at=minutes(5))

    letter = Letter.objects.get()
    assert letter.to_person == seated.person
    assert letter.subject == "Termin verschoben: Fortbildung"
    assert "Di., 30. März 2027, 10:00–12:30" in letter.body
    assert _event(letter.calendar)["SEQUENCE"] == "1"
    assert moving.tell_all(minutes(9)) == 0


def test_a_move_that_nobody_heard_is_found_by_the_sweep() -> None:
    run = make.run()
    register(run)
    run.sessions.update(changed_at=minutes(5), sequence=1)

    assert moving.tell_all(minutes(9)) == 1
    assert moving.tell_all(minutes(9)) == 0


def test_who_gets_their_seat_after_the_move_knows_the_new_date_already() -> None:
    run = make.run()
    run.sessions.update(changed_at=minutes(5), sequence=1)

    register(run, at=minutes(6))

    assert moving.tell_all(minutes(9)) == 0


def test_the_sweep_knows_all_three_of_our_chores() -> None:
    done = chores.sweep(MONDAY)

    assert {name for name in done if name.startswith("courses.seats")} == {
        "courses.seats.waiting.pass_on_seats",
        "courses.seats.cancelling.end_with_cancelled_runs",
        "courses.seats.moving.tell_all",
    }


def test_counting_several_runs_takes_one_statement(django_assert_num_queries: object) -> None:
    runs = [make.run(seats=1) for _ in range(3)]
    register(runs[0])
    register(runs[0])

    with django_assert_num_queries(1):  # type: ignore[operator]
        counts = Registration.objects.counts([run.pk for run in runs])

    assert counts == {runs[0].pk: Counts(1, 0, 1), runs[1].pk: Counts(), runs[2].pk: Counts()}
