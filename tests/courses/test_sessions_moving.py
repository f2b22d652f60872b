"""Moving a date, and what else may still change after publication."""

from collections import Counter
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from icalendar import Calendar

from calendars import entries
from courses.catalogue.models import Offer
from courses.sessions import moving, signals
from courses.sessions.models import Run, Session
from lms.journal.models import Entry
from lms.mail.models import Letter
from lms.people.models import User
from tests import make
from tests.courses.plans import IN_FOUR_WEEKS
from tests.courses.test_sessions_publishing import heard
from tests.make import MONDAY
from tests.races import at_once

DAY = timedelta(days=1)


@pytest.fixture
def trainer() -> User:
    return make.trainer(email="tove@example.org")


@pytest.fixture
def session(trainer: User) -> Session:
    run = make.run(trainer=trainer, dates=2, online_link="https://raum.example.org")
    return run.sessions.order_by("starts_at")[0]


def move(session: Session, starts_at: datetime, *, minutes: int = 150, breaks: int = 15, at: datetime = MONDAY) -> None:
    moving.move(
        session,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        break_minutes=breaks,
        by=session.run.trainer,
        at=at,
    )


# --- Moving -----------------------------------------------------------------------------------------------


def test_a_moved_date_raises_its_sequence(session: Session) -> None:
    move(session, IN_FOUR_WEEKS + DAY, at=MONDAY + timedelta(hours=1))

    session.refresh_from_db()
    assert (session.starts_at, session.sequence, session.changed_at) == (
        IN_FOUR_WEEKS + DAY,
        1,
        MONDAY + timedelta(hours=1),
    )


def test_the_journal_knows_the_time_before(session: Session) -> None:
    move(session, IN_FOUR_WEEKS + DAY)

    [entry] = Entry.objects.about(session)
    assert entry.deed == "moved"
    assert datetime.fromisoformat(entry.facts["before"][0]) == IN_FOUR_WEEKS
    assert datetime.fromisoformat(entry.facts["after"][0]) == IN_FOUR_WEEKS + DAY


def test_the_trainer_gets_the_new_time_for_the_same_event(session: Session) -> None:
    move(session, IN_FOUR_WEEKS + DAY)

    letter = Letter.objects.get()
    [event] = Calendar.from_ical(letter.calendar).events
    assert letter.subject == "Termin verschoben: Fortbildung"
    assert "am Mo., 29. März 2027, 10:00–12:30 Uhr wurde verschoben" in letter.body
    assert "Di., 30. März 2027, 10:00–12:30 Uhr" in letter.body
    assert letter.calendar_method == "REQUEST"
    assert (str(event["uid"]), event["sequence"], event.start) == (str(session.uid), 1, IN_FOUR_WEEKS + DAY)


def test_a_move_is_announced_with_the_time_before(session: Session, django_capture_on_commit_callbacks: Any) -> None:
    with heard(signals.session_moved) as facts, django_capture_on_commit_callbacks(execute=True):
        move(session, IN_FOUR_WEEKS + DAY)

    assert facts == [
        {
            "session_id": session.pk,
            "run_id": session.run_id,
            "starts_at_before": IN_FOUR_WEEKS,
            "ends_at_before": IN_FOUR_WEEKS + timedelta(minutes=150),
            "at": MONDAY,
        }
    ]


def test_another_break_alone_is_told_to_nobody(session: Session, django_capture_on_commit_callbacks: Any) -> None:
    with heard(signals.session_moved) as facts, django_capture_on_commit_callbacks(execute=True):
        move(session, IN_FOUR_WEEKS, breaks=30)

    session.refresh_from_db()
    assert (session.break_minutes, session.sequence) == (30, 0)
    assert facts == []
    assert not Letter.objects.exists()
    assert [entry.deed for entry in Entry.objects.about(session)] == ["break changed"]


@pytest.mark.parametrize(
    ("starts_at", "minutes", "at", "sentence"),
    [
        (IN_FOUR_WEEKS, 150, MONDAY, "Der Termin hat diese Zeit schon."),
        (IN_FOUR_WEEKS + DAY, 150, IN_FOUR_WEEKS, "Dieser Termin hat schon begonnen."),
        (MONDAY - DAY, 150, MONDAY, "Dieser Termin liegt in der Vergangenheit."),
        (IN_FOUR_WEEKS + DAY, -10, MONDAY, "Ein Termin endet, nachdem er begonnen hat."),
        (IN_FOUR_WEEKS + DAY, 10, MONDAY, "Die Pausen sind so lang wie der Termin selbst."),
        (IN_FOUR_WEEKS + 7 * DAY, 60, MONDAY, "Dieser Termin überschneidet sich mit einem anderen"),
    ],
)
def test_a_move_that_does_not_work_is_refused(
    session: Session, starts_at: datetime, minutes: int, at: datetime, sentence: str
) -> None:
    with pytest.raises(moving.CannotMove, match=sentence):
        move(session, starts_at, minutes=minutes, at=at)

    session.refresh_from_db()
    assert (session.starts_at, session.sequence) == (IN_FOUR_WEEKS, 0)


def test_a_date_does_not_move_onto_another_run_of_its_trainer(session: Session, trainer: User) -> None:
    other = make.run(trainer=trainer, dates=0, offer=make.offer(code="Z3-01"))
    make.session(other, starts_at=IN_FOUR_WEEKS + DAY)

    with pytest.raises(moving.CannotMove, match="leitet zu dieser Zeit schon Z3-01"):
        move(session, IN_FOUR_WEEKS + DAY)


def test_half_an_hour_later_is_no_clash_with_itself(session: Session) -> None:
    move(session, IN_FOUR_WEEKS + timedelta(minutes=30))

    session.refresh_from_db()
    assert session.starts_at == IN_FOUR_WEEKS + timedelta(minutes=30)


@pytest.mark.parametrize("status", [Run.Status.DRAFT, Run.Status.CANCELLED, Run.Status.CLOSED])
def test_only_dates_of_a_published_run_are_moved(session: Session, status: Run.Status) -> None:
    Run.objects.update(status=status)

    with pytest.raises(moving.CannotMove, match="veröffentlichten Durchführung"):
        move(session, IN_FOUR_WEEKS + DAY)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_dates_moved_to_the_same_hour_at_once_one_stays() -> None:
    trainer = make.trainer()
    sessions = []
    for number in range(3):
        run = make.run(trainer=trainer, dates=0)
        sessions.append(make.session(run, starts_at=IN_FOUR_WEEKS + number * DAY))

    outcomes = at_once(
        *(partial(move, Session.objects.get(pk=session.pk), IN_FOUR_WEEKS + 10 * DAY) for session in sessions)
    )

    assert Counter(map(type, outcomes)) == {type(None): 1, moving.CannotMove: 2}


# --- Revising ---------------------------------------------------------------------------------------------------


def revise(run: Run, *, at: datetime = MONDAY, **changes: Any) -> None:
    facts: dict[str, Any] = {
        "seats": run.seats,
        "venue": run.venue,
        "online_link": run.online_link,
        "trainer": run.trainer,
    }
    moving.revise(run, **(facts | changes), by=make.office(), at=at)


def test_seats_may_become_more_and_it_is_announced(session: Session, django_capture_on_commit_callbacks: Any) -> None:
    run = session.run
    with heard(signals.run_revised) as facts, django_capture_on_commit_callbacks(execute=True):
        revise(run, seats=25)

    run.refresh_from_db()
    assert run.seats == 25
    assert facts == [{"run_id": run.pk, "at": MONDAY}]
    assert not Letter.objects.exists()


def test_seats_never_become_fewer(session: Session) -> None:
    with pytest.raises(moving.CannotRevise, match="verlassen sich Menschen auf die 20 Plätze"):
        revise(session.run, seats=19)


def test_changing_nothing_writes_nothing(session: Session) -> None:
    revise(session.run)

    assert not Entry.objects.exists()


def test_an_online_run_keeps_a_link_and_a_workshop_a_venue(session: Session) -> None:
    workshop = make.run(offer=make.offer(format=Offer.Format.WORKSHOP), venue="Rathaus")

    with pytest.raises(moving.CannotRevise, match="Link zu seinem Online-Raum"):
        revise(session.run, online_link="")
    with pytest.raises(moving.CannotRevise, match="Geben Sie den Ort ein"):
        revise(workshop, venue="")


def test_a_hand_over_strikes_the_dates_out_for_one_and_enters_them_for_the_other(session: Session) -> None:
    run, substitute = session.run, make.trainer(email="sam@example.org")

    revise(run, trainer=substitute)

    letters = [
        (letter.to_address, letter.calendar_method, Calendar.from_ical(letter.calendar).events[0].start)
        for letter in Letter.objects.order_by("pk")
    ]
    assert letters == [
        ("tove@example.org", "CANCEL", IN_FOUR_WEEKS),
        ("sam@example.org", "REQUEST", IN_FOUR_WEEKS),
        ("tove@example.org", "CANCEL", IN_FOUR_WEEKS + 7 * DAY),
        ("sam@example.org", "REQUEST", IN_FOUR_WEEKS + 7 * DAY),
    ]
    assert len(entries.entries_of(substitute, since=MONDAY, until=MONDAY + 90 * DAY)) == 2
    assert Session.objects.get(pk=session.pk).sequence == 0  # participants' calendars have nothing to follow


def test_after_a_hand_over_the_letter_leads_to_no_page_that_is_closed(session: Session) -> None:
    revise(session.run, trainer=make.trainer())

    letter = Letter.objects.filter(to_address="tove@example.org")[0]
    assert "Dieser Termin entfällt für Sie" in letter.body
    assert "/runs/" not in letter.body


def test_only_a_trainer_who_is_free_takes_over(session: Session) -> None:
    busy = make.trainer()
    make.run(trainer=busy, offer=make.offer(code="M1-02"))

    with pytest.raises(moving.CannotRevise, match="leitet zu dieser Zeit schon M1-02"):
        revise(session.run, trainer=busy)
    with pytest.raises(moving.CannotRevise, match="nicht als Trainingsperson eingetragen"):
        revise(session.run, trainer=make.staff())


def test_dates_that_are_over_do_not_stand_in_the_way_of_a_hand_over(session: Session) -> None:
    substitute = make.trainer()
    make.run(trainer=substitute)

    revise(session.run, trainer=substitute, at=IN_FOUR_WEEKS + DAY)

    assert Run.objects.get(pk=session.run_id).trainer == substitute


@pytest.mark.parametrize("status", [Run.Status.DRAFT, Run.Status.CANCELLED, Run.Status.CLOSED])
def test_only_a_published_run_is_revised(session: Session, status: Run.Status) -> None:
    Run.objects.update(status=status)

    with pytest.raises(moving.CannotRevise, match="nur eine veröffentlichte Durchführung"):
        revise(session.run, seats=30)
