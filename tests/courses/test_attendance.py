"""Marking who was there, and closing a run."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from courses.attendance import closing, marking
from courses.attendance.models import Attendance
from courses.attendance.signals import registration_completed
from courses.seats.models import Registration
from courses.sessions.models import Run, Session
from lms.journal.models import Entry
from lms.people.models import User
from tests import make
from tests.races import at_once

MONDAY = make.MONDAY
Status = Registration.Status


def taught(*, dates: int = 1, **facts: object) -> Run:
    """A run whose dates of 135 net minutes each were last week."""
    run = make.run(dates=0, **facts)
    for number in range(dates):
        make.session(run, starts_at=MONDAY - timedelta(days=7 - number))
    return run


def only(run: Run) -> Session:
    return run.sessions.get()


def minutes_of(registration: Registration) -> list[int]:
    return list(registration.attendances.order_by("session__starts_at").values_list("minutes", flat=True))


# --- Marking ------------------------------------------------------------------------------------------------


def test_the_trainer_marks_who_was_there_and_for_how_long() -> None:
    run = taught()
    wholly, partly, absent, silent = (make.registration(run) for _ in range(4))

    changed = marking.mark(only(run), {wholly.pk: 135, partly.pk: 60, absent.pk: 0}, by=run.trainer, at=MONDAY)

    assert changed == 3
    assert [minutes_of(row) for row in (wholly, partly, absent, silent)] == [[135], [60], [0], []]
    assert set(Attendance.objects.values_list("marked_by", "marked_at")) == {(run.trainer.pk, MONDAY)}


def test_a_correction_is_written_down_with_the_minutes_before_it() -> None:
    run = taught()
    row = make.registration(run)
    marking.mark(only(run), {row.pk: 135}, by=run.trainer, at=MONDAY)

    marking.mark(only(run), {row.pk: 90}, by=make.office(), at=MONDAY + timedelta(minutes=1))

    facts = [
        (entry.facts["minutes_before"], entry.facts["minutes"])
        for entry in Entry.objects.about(row).filter(deed="marked").order_by("pk")
    ]
    assert facts == [(None, 135), (135, 90)]
    assert minutes_of(row) == [90]


def test_marking_the_same_twice_changes_nothing_the_second_time() -> None:
    run = taught()
    row = make.registration(run)
    marking.mark(only(run), {row.pk: 135}, by=run.trainer, at=MONDAY)

    assert marking.mark(only(run), {row.pk: 135}, by=run.trainer, at=MONDAY) == 0
    assert Entry.objects.about(row).count() == 1


def test_a_big_group_is_marked_in_a_few_statements(django_assert_max_num_queries: object) -> None:
    run = taught()
    rows = [make.registration(run) for _ in range(30)]

    with django_assert_max_num_queries(10):  # type: ignore[operator]
        marking.mark(only(run), {row.pk: 135 for row in rows}, by=run.trainer, at=MONDAY)


@pytest.mark.parametrize("minutes", [-1, 136])
def test_nobody_attends_less_than_nothing_or_more_than_the_date_had(minutes: int) -> None:
    run = taught()
    row = make.registration(run)

    with pytest.raises(marking.CannotMark, match="135 Minuten ohne Pausen"):
        marking.mark(only(run), {row.pk: minutes}, by=run.trainer, at=MONDAY)

    assert minutes_of(row) == []


def test_nobody_is_marked_before_the_date_has_begun() -> None:
    run = make.run()
    row = make.registration(run)
    session = only(run)

    with pytest.raises(marking.CannotMark, match=r"29\. März 2027, 10:00"):
        marking.mark(session, {row.pk: 0}, by=run.trainer, at=session.starts_at - timedelta(seconds=1))

    assert marking.mark(session, {row.pk: 0}, by=run.trainer, at=session.starts_at) == 1


def test_a_colleague_trainer_does_not_mark() -> None:
    run = taught()
    row = make.registration(run)

    with pytest.raises(marking.CannotMark, match="Nur die Trainingsperson"):
        marking.mark(only(run), {row.pk: 135}, by=make.trainer(), at=MONDAY)


@pytest.mark.parametrize("status", [Status.WAITING, Status.CANCELLED])
def test_only_people_with_a_seat_are_marked(status: str) -> None:
    run = taught()
    seated, other = make.registration(run), make.registration(run, status=status)

    with pytest.raises(marking.CannotMark, match="keinen Platz mehr"):
        marking.mark(only(run), {seated.pk: 135, other.pk: 135}, by=run.trainer, at=MONDAY)

    assert not Attendance.objects.exists()


def test_nobody_of_another_run_is_marked() -> None:
    run = taught()
    stranger = make.registration(taught())

    with pytest.raises(marking.CannotMark):
        marking.mark(only(run), {stranger.pk: 135}, by=run.trainer, at=MONDAY)


def test_once_the_run_is_closed_nothing_is_corrected() -> None:
    run = taught()
    row = make.registration(run)
    session = only(run)
    marking.mark(session, {row.pk: 135}, by=run.trainer, at=MONDAY)
    closing.close(run, by=run.trainer, at=MONDAY)

    with pytest.raises(marking.CannotMark, match="ist abgeschlossen"):
        marking.mark(session, {row.pk: 0}, by=run.trainer, at=MONDAY)

    assert minutes_of(row) == [135]


# --- What minutes mean ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("attended", "total", "percent", "status"),
    [
        (108, 135, 80, Status.ATTENDED),  # exactly 80 %
        (107, 135, 80, Status.PARTLY_ATTENDED),
        (135, 135, 100, Status.ATTENDED),
        (134, 135, 100, Status.PARTLY_ATTENDED),
        (1, 135, 80, Status.PARTLY_ATTENDED),
        (0, 135, 80, Status.NO_SHOW),
        (0, 0, 80, Status.NO_SHOW),
        (67, 100, 67, Status.ATTENDED),  # 0.67 * 100 is 67.00000000000001 in floating point
        (2, 3, 67, Status.PARTLY_ATTENDED),
        (2, 3, 66, Status.ATTENDED),
    ],
)
def test_the_threshold_holds_to_the_minute(attended: int, total: int, percent: int, status: str) -> None:
    assert closing.verdict(attended=attended, total=total, threshold_percent=percent) == status


# --- Closing ----------------------------------------------------------------------------------------------------


@pytest.fixture
def completed() -> Iterator[list[int]]:
    heard: list[int] = []

    def hear(registration_id: int, at: datetime, **kwargs: object) -> None:
        heard.append(registration_id)

    registration_completed.connect(hear)
    yield heard
    registration_completed.disconnect(hear)


def test_closing_decides_for_everybody_and_announces_who_completed(
    completed: list[int], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    run = taught(dates=2)
    first, second = run.sessions.soonest_first()
    enough, partly, absent = (make.registration(run) for _ in range(3))
    waits = make.registration(run, status=Status.WAITING)
    gone = make.registration(run, status=Status.CANCELLED)
    marking.mark(first, {enough.pk: 135, partly.pk: 135, absent.pk: 0}, by=run.trainer, at=MONDAY)
    marking.mark(second, {enough.pk: 81, partly.pk: 80, absent.pk: 0}, by=run.trainer, at=MONDAY)

    with django_capture_on_commit_callbacks(execute=True):
        numbers = closing.close(run, by=run.trainer, at=MONDAY)

    rows = [Registration.objects.get(pk=row.pk) for row in (enough, partly, absent, waits, gone)]
    assert [row.status for row in rows] == [
        Status.ATTENDED,
        Status.PARTLY_ATTENDED,
        Status.NO_SHOW,
        Status.EXPIRED,
        Status.CANCELLED,
    ]
    assert [row.ended_at for row in rows[:4]] == [MONDAY] * 4
    assert numbers == Counter(attended=1, partly_attended=1, no_show=1)
    assert completed == [enough.pk]
    run.refresh_from_db()
    assert (run.status, run.closed_at) == (Run.Status.CLOSED, MONDAY)
    assert Entry.objects.about(run).get().facts == {"attended": 1, "partly_attended": 1, "no_show": 1}
    assert Entry.objects.about(enough).filter(deed="attended").count() == 1


def test_everything_that_is_missing_is_named_at_once() -> None:
    run = taught(dates=2)
    make.session(run, starts_at=MONDAY + timedelta(days=1))
    first, _second, _third = run.sessions.soonest_first()
    one, two = make.registration(run), make.registration(run)
    marking.mark(first, {one.pk: 135}, by=run.trainer, at=MONDAY)

    found = closing.Ledger.of(run).obstacles(at=MONDAY)

    assert [sentence.split(": ", 1)[1] for sentence in found] == [
        "Für 1 Person ist noch nichts erfasst.",
        "Für 2 Personen ist noch nichts erfasst.",
        "Dieser Termin ist noch nicht vorbei.",
    ]
    with pytest.raises(closing.CannotClose, match=r"1 Person .* 2 Personen .* noch nicht vorbei"):
        closing.close(run, by=run.trainer, at=MONDAY)
    assert {row.status for row in (Registration.objects.get(pk=one.pk), Registration.objects.get(pk=two.pk))} == {
        Status.CONFIRMED
    }


def test_who_cancelled_after_being_marked_hides_nobody_who_is_missing() -> None:
    run = taught()
    gone, silent = make.registration(run), make.registration(run)
    make.attendance(gone, only(run), 135)
    Registration.objects.filter(pk=gone.pk).update(status=Status.CANCELLED)

    assert "1 Person" in closing.Ledger.of(run).obstacles(at=MONDAY)[0]
    assert silent.pk in closing.Ledger.of(run).verdicts()


@pytest.mark.parametrize("status", [Run.Status.DRAFT, Run.Status.CANCELLED, Run.Status.CLOSED])
def test_only_a_published_run_is_closed(status: str) -> None:
    run = taught(status=status)

    with pytest.raises(closing.CannotClose, match="Nur eine veröffentlichte Durchführung"):
        closing.close(run, by=run.trainer, at=MONDAY)


def test_a_run_without_dates_is_not_closed() -> None:
    run = make.run(dates=0)

    with pytest.raises(closing.CannotClose, match="keine Termine"):
        closing.close(run, by=run.trainer, at=MONDAY)


def test_a_run_to_which_nobody_came_can_be_closed() -> None:
    run = taught()

    assert closing.close(run, by=run.trainer, at=MONDAY) == Counter()


def test_a_colleague_trainer_does_not_close() -> None:
    with pytest.raises(closing.CannotClose, match="Nur die Trainingsperson"):
        closing.close(taught(), by=make.trainer(), at=MONDAY)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_whoever_marks_while_somebody_closes_comes_before_or_not_at_all() -> None:
    run = taught()
    row = make.registration(run)
    session = only(run)
    make.attendance(row, session, 135)
    office = make.office()

    outcomes = at_once(
        lambda: closing.close(run, by=run.trainer, at=MONDAY),
        lambda: marking.mark(session, {row.pk: 0}, by=office, at=MONDAY),
    )

    row.refresh_from_db()
    marked_first = outcomes[1] is None
    assert outcomes[0] is None
    assert (row.status, minutes_of(row)) == ((Status.NO_SHOW, [0]) if marked_first else (Status.ATTENDED, [135]))


def test_the_certificate_follows_from_closing(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    run = taught()
    row = make.registration(run)
    marking.mark(only(run), {row.pk: 108}, by=run.trainer, at=MONDAY)

    with django_capture_on_commit_callbacks(execute=True):
        closing.close(run, by=run.trainer, at=MONDAY)

    assert User.objects.get(pk=row.person_id).certificates.count() == 1
