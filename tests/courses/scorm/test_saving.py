"""Keeping what a module says: in order, once, and a completion for good."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoCaptureOnCommitCallbacks

from courses.scorm import playing, saving
from courses.scorm.models import LearnerRecord
from courses.scorm.signals import module_completed
from courses.scorm.tickets import CommitTicket
from lms.journal.models import Entry
from tests import make
from tests.make import MONDAY

SOON = MONDAY + timedelta(minutes=30)


def opened(record: LearnerRecord, *, launch: int = 1) -> CommitTicket:
    """A screen on which the module was opened at MONDAY, as the ``launch``-th."""
    LearnerRecord.objects.filter(pk=record.pk, launches__lt=launch).update(launches=launch)
    return CommitTicket(int(MONDAY.timestamp()), record.person_id, record.activity_id, record.pk, launch)


def said(sequence: int, *, finished: bool = False, **core: str) -> saving.Commit:
    return saving.Commit(sequence, finished, {f"cmi.core.{name}": value for name, value in core.items()})


def keep(record: LearnerRecord, commit: saving.Commit, *, launch: int = 1, at: datetime = SOON) -> LearnerRecord:
    saving.keep(commit, opened(record, launch=launch), at=at)
    record.refresh_from_db()
    return record


@contextmanager
def listening() -> Iterator[list[dict[str, Any]]]:
    heard: list[dict[str, Any]] = []

    def hear(**facts: Any) -> None:
        heard.append({name: facts[name] for name in ("person_id", "activity_id", "at")})

    module_completed.connect(hear)
    try:
        yield heard
    finally:
        module_completed.disconnect(hear)


def test_a_commit_is_kept_with_place_status_and_time() -> None:
    record = make.learner_record()

    keep(record, said(1, lesson_location="3", lesson_status="incomplete", session_time="00:01:05"))

    assert record.cmi["cmi.core.lesson_location"] == "3"
    assert (record.lesson_status, record.saved_at, record.completed_at) == ("incomplete", SOON, None)
    assert (record.total_seconds, record.launch, record.sequence) == (65, 1, 1)


def test_a_commit_that_comes_twice_or_late_changes_nothing() -> None:
    record = make.learner_record()
    keep(record, said(5, lesson_location="5", session_time="00:00:50"))

    for sequence in (5, 4):
        keep(record, said(sequence, lesson_location="4", session_time="00:00:40"), at=SOON + timedelta(minutes=1))

    assert record.cmi["cmi.core.lesson_location"] == "5"
    assert (record.sequence, record.total_seconds, record.saved_at) == (5, 50, SOON)


def test_the_window_opened_later_wins_and_the_other_is_told() -> None:
    record = make.learner_record()
    keep(record, said(9, lesson_location="9"), launch=1)
    keep(record, said(1, lesson_location="1"), launch=2)

    with pytest.raises(saving.Superseded, match="in einem anderen Fenster geöffnet"):
        keep(record, said(10, lesson_location="10"), launch=1)

    record.refresh_from_db()
    assert record.cmi["cmi.core.lesson_location"] == "1"
    assert (record.launch, record.sequence) == (2, 1)


def test_times_of_several_launches_add_up_and_reports_within_one_do_not() -> None:
    record = make.learner_record()

    for launch, sequence, time in [(1, 1, "00:01:00"), (1, 2, "00:02:00"), (1, 3, "00:01:30"), (2, 1, "00:00:30")]:
        keep(record, said(sequence, session_time=time), launch=launch)

    assert record.total_seconds == 150
    assert playing.standing(record, record.activity.package)["cmi.core.total_time"] == "0000:02:30"


def test_nobody_learns_longer_than_the_window_was_open() -> None:
    record = make.learner_record()

    keep(record, said(1, session_time="9999:59:59"))

    assert record.total_seconds == 30 * 60 + 1


def test_a_completion_is_announced_and_written_down_once(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    record = make.learner_record()

    with listening() as heard, django_capture_on_commit_callbacks(execute=True):
        keep(record, said(1, lesson_status="completed"))
        keep(record, said(2, lesson_status="passed"), at=SOON + timedelta(hours=1))

    assert heard == [{"person_id": record.person_id, "activity_id": record.activity_id, "at": SOON}]
    assert record.completed_at == SOON
    assert list(Entry.objects.about(record).values_list("deed", flat=True)) == ["completed"]


def test_a_completion_is_never_taken_back() -> None:
    record = make.learner_record()
    keep(record, said(1, lesson_status="completed"))

    keep(record, said(2, lesson_status="incomplete"))

    assert (record.lesson_status, record.completed_at) == ("incomplete", SOON)


def test_a_completion_counts_even_if_it_comes_too_late_to_be_kept() -> None:
    overtaken, superseded = make.learner_record(), make.learner_record()
    keep(overtaken, said(7, lesson_status="incomplete"))
    keep(superseded, said(1, lesson_status="incomplete"), launch=2)

    keep(overtaken, said(6, lesson_status="completed"))
    with pytest.raises(saving.Superseded):
        keep(superseded, said(8, lesson_status="completed"), launch=1)

    superseded.refresh_from_db()
    assert overtaken.completed_at == superseded.completed_at == SOON
    assert overtaken.lesson_status == superseded.lesson_status == "incomplete"


@pytest.mark.parametrize(
    ("status", "raw", "mastery", "finished", "settled"),
    [
        ("completed", "", None, False, "completed"),
        ("completed", "40", 75, False, "failed"),
        ("completed", "75", 75, False, "passed"),
        ("passed", "74.9", 75, False, "failed"),
        ("passed", "", 75, False, "passed"),
        ("completed", "viel", 75, False, "completed"),
        ("completed", "NaN", 75, False, "completed"),
        ("incomplete", "90", 75, False, "incomplete"),
        ("failed", "", None, True, "failed"),
        ("not attempted", "", None, False, "not attempted"),
        ("not attempted", "", None, True, "completed"),
        ("erfunden", "", None, False, "incomplete"),
    ],
)
def test_which_status_counts(status: str, raw: str, mastery: int | None, finished: bool, settled: str) -> None:
    commit = saving.Commit(1, finished, {"cmi.core.lesson_status": status, "cmi.core.score.raw": raw})

    score = None if mastery is None else Decimal(mastery)
    assert saving.settled_status(commit, mastery_score=score) == settled


def test_a_record_of_somebody_else_is_not_there() -> None:
    record, stranger = make.learner_record(), make.person()
    ticket = CommitTicket(int(MONDAY.timestamp()), stranger.pk, record.activity_id, record.pk, 1)

    with pytest.raises(saving.Gone):
        saving.keep(said(1), ticket, at=SOON)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"null",
        b"[]",
        b'"x"',
        b'{"sequence": 1}',
        b'{"sequence": 0, "cmi": {}}',
        b'{"sequence": true, "cmi": {}}',
        b'{"sequence": "1", "cmi": {}}',
        b'{"sequence": 99999999999, "cmi": {}}',
        b'{"sequence": 1, "cmi": []}',
        b'{"sequence": 1, "cmi": {"cmi.core.score.raw": NaN}}',
        b"[" * 100_000,
        json.dumps({"sequence": 1, "cmi": dict.fromkeys(map(str, range(saving.MAX_VALUES + 1)), "")}).encode(),
    ],
)
def test_a_message_that_is_not_ours_is_refused(body: bytes) -> None:
    with pytest.raises(saving.Unintelligible):
        saving.Commit.read(body)


@given(st.dictionaries(st.text(max_size=8).map(lambda key: f"cmi.{key}"), st.text() | st.integers() | st.none()))
def test_whatever_a_module_says_can_be_stored(cmi: dict[str, Any]) -> None:
    commit = saving.Commit.read(json.dumps({"sequence": 1, "cmi": cmi}).encode())

    for text in [*commit.cmi, *commit.cmi.values()]:
        assert "\0" not in text
        text.encode()


def test_halves_of_signs_and_the_sign_of_code_0_reach_no_database() -> None:
    record = make.learner_record()

    commit = saving.Commit.read(rb'{"sequence": 1, "cmi": {"cmi.suspend_data": "a\u0000b\ud800c \ud83d\ude00"}}')
    keep(record, commit)

    assert record.cmi["cmi.suspend_data"] == "ab\ufffdc 😀"


def test_a_module_is_opened_anew_with_what_it_left() -> None:
    record = make.learner_record()
    commit = saving.Commit(
        1,
        False,
        {
            "cmi.suspend_data": "Seite 3",
            "cmi.core.lesson_location": "3",
            "cmi.core.lesson_status": "incomplete",
            "cmi.core.exit": "suspend",
            "cmi.core.session_time": "00:10:00",
            "cmi.core.student_name": "Wer auch immer",
            "cmi.interactions.0.id": "frage",
        },
    )

    first = playing.standing(record, record.activity.package)
    keep(record, commit)
    again = playing.standing(record, record.activity.package)

    assert first["cmi.core.entry"] == "ab-initio"
    assert again["cmi.core.entry"] == "resume"
    assert again["cmi.suspend_data"] == "Seite 3"
    assert again["cmi.core.lesson_location"] == "3"
    assert again["cmi.core.lesson_status"] == "incomplete"
    assert again["cmi.core.total_time"] == "0000:10:00"
    assert again["cmi.interactions.0.id"] == "frage"
    assert again["cmi.core.student_name"] == "Teilnehmende Person"
    assert "cmi.core.exit" not in again
    assert "cmi.core.session_time" not in again


def test_coming_back_to_something_finished_is_no_resumption() -> None:
    record = make.learner_record()

    keep(record, said(1, lesson_status="passed", exit=""))

    assert playing.standing(record, record.activity.package)["cmi.core.entry"] == ""


def test_a_package_never_learns_who_is_learning() -> None:
    person = make.staff(given_name="Unverwechselbar", email="geheim@example.org")
    record = make.learner_record(person=person)

    told = json.dumps(playing.standing(record, record.activity.package))

    assert "Unverwechselbar" not in told
    assert "geheim" not in told


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_commits_from_many_sides_never_go_backwards() -> None:
    record = make.learner_record(launches=2)

    def send(facts: tuple[int, int]) -> None:
        launch, sequence = facts
        status = "completed" if facts == (1, 3) else "incomplete"
        commit = said(sequence, lesson_location=f"{launch}.{sequence}", lesson_status=status, session_time="00:00:10")
        try:
            saving.keep(commit, opened(record, launch=launch), at=SOON)
        except saving.Superseded:
            pass
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(send, [(launch, n) for n in range(1, 9) for launch in (2, 1)]))

    record.refresh_from_db()
    assert record.cmi["cmi.core.lesson_location"] == "2.8"
    assert (record.launch, record.sequence) == (2, 8)
    assert record.completed_at == SOON
    assert record.total_seconds in {10, 20}
    assert Entry.objects.about(record).count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_opened_on_many_screens_at_once_each_launch_has_its_own_number() -> None:
    person, activity = make.staff(), make.module()

    def open_() -> str:
        try:
            return str(playing.open_for(person, activity, at=MONDAY)["commit"])
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        addresses = list(pool.map(lambda _: open_(), range(6)))

    assert len(set(addresses)) == 6
    assert LearnerRecord.objects.get().launches == 6
