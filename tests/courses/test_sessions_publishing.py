"""Publishing a run and calling it off: who is told, and what stands against it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.dispatch import Signal
from icalendar import Calendar

from calendars import entries
from courses.catalogue.models import Offer
from courses.sessions import planning, publishing, signals
from courses.sessions.models import NotFromHere, Run
from lms.journal.models import Entry
from lms.mail.models import Letter
from lms.people.models import User
from tests import make
from tests.courses.plans import IN_FOUR_WEEKS, plan, slot
from tests.make import MONDAY

DAY = timedelta(days=1)


@pytest.fixture
def trainer() -> User:
    return make.trainer(given_name="Tove", family_name="Lehr", email="tove@example.org")


@pytest.fixture
def draft(trainer: User) -> Run:
    offer = make.offer(neutral_title="Fortbildung Recht", title="Digitale Gewalt")
    slots = slot(), slot(IN_FOUR_WEEKS + 7 * DAY)
    return planning.draft(offer, plan(trainer, *slots), by=trainer, at=MONDAY)


@contextmanager
def heard(news: Signal) -> Iterator[list[dict[str, Any]]]:
    facts: list[dict[str, Any]] = []

    def listen(sender: object, signal: object, **told: Any) -> None:
        facts.append(told)

    news.connect(listen)
    yield facts
    news.disconnect(listen)


# --- Publishing -----------------------------------------------------------------------------------------


def test_a_published_run_is_seen_by_everybody(draft: Run, trainer: User) -> None:
    publishing.publish(draft, by=trainer, at=MONDAY)

    assert draft.status == Run.Status.PUBLISHED
    assert draft.published_at == MONDAY
    assert draft in Run.objects.visible_to(make.staff())
    assert [entry.deed for entry in Entry.objects.about(draft).order_by("pk")] == ["planned", "published"]


def test_the_trainer_gets_each_date_as_an_invitation(draft: Run, trainer: User) -> None:
    publishing.publish(draft, by=trainer, at=MONDAY)

    letters = list(Letter.objects.order_by("pk"))
    events = [Calendar.from_ical(letter.calendar).events[0] for letter in letters]
    assert [letter.to_address for letter in letters] == ["tove@example.org"] * 2
    assert [letter.calendar_method for letter in letters] == ["REQUEST"] * 2
    assert [event.start for event in events] == [IN_FOUR_WEEKS, IN_FOUR_WEEKS + 7 * DAY]
    assert {str(event["uid"]) for event in events} == {
        entry.uid for entry in entries.entries_of(trainer, since=MONDAY, until=MONDAY + 90 * DAY)
    }


def test_letters_stay_neutral(draft: Run, trainer: User) -> None:
    publishing.publish(draft, by=trainer, at=MONDAY)

    letter = Letter.objects.order_by("pk")[0]
    assert letter.subject == "Ihr Termin: Fortbildung Recht"
    assert f"http://localhost:8000/runs/{draft.pk}/" in letter.body
    for text in (letter.subject, letter.body, letter.calendar):
        assert "Digitale Gewalt" not in text
        assert "raum.example.org" not in text


def test_a_trainer_who_reads_english_gets_english(trainer: User) -> None:
    trainer.language = "en"
    trainer.save()
    run = planning.draft(make.offer(neutral_title="Training"), plan(trainer), by=trainer, at=MONDAY)

    publishing.publish(run, by=trainer, at=MONDAY)

    assert Letter.objects.get().subject == "Your date: Training"


def test_publication_is_announced_after_the_commit(
    draft: Run, trainer: User, django_capture_on_commit_callbacks: Any
) -> None:
    with heard(signals.run_published) as facts, django_capture_on_commit_callbacks(execute=True):
        publishing.publish(draft, by=trainer, at=MONDAY)
        assert facts == []

    assert facts == [{"run_id": draft.pk, "at": MONDAY}]


def test_the_priority_window_keeps_its_length_when_the_draft_lay_in_the_drawer(draft: Run, trainer: User) -> None:
    publishing.publish(draft, by=trainer, at=MONDAY + 3 * DAY)

    assert draft.registration_opens_at == MONDAY + 3 * DAY
    assert draft.priority_until == MONDAY + 17 * DAY


def test_the_priority_window_still_ends_before_the_first_date(draft: Run, trainer: User) -> None:
    publishing.publish(draft, by=trainer, at=MONDAY + 20 * DAY)

    assert draft.priority_until == IN_FOUR_WEEKS


def test_an_opening_in_the_future_stays_as_planned(trainer: User) -> None:
    opens = MONDAY + 5 * DAY
    run = planning.draft(make.offer(), plan(trainer, registration_opens_at=opens), by=trainer, at=MONDAY)

    publishing.publish(run, by=trainer, at=MONDAY + DAY)

    assert run.registration_opens_at == opens


def test_what_is_missing_is_named_all_at_once(trainer: User) -> None:
    workshop = make.offer(format=Offer.Format.WORKSHOP, is_published=False)
    run = make.run(dates=0, offer=workshop, trainer=trainer, status=Run.Status.DRAFT)

    assert publishing.obstacles_to_publishing(run, at=MONDAY) == [
        "Das Angebot selbst ist noch nicht veröffentlicht.",
        "Die Durchführung hat noch keinen Termin.",
        "Der Ort fehlt.",
    ]
    with pytest.raises(publishing.CannotPublish, match="Der Ort fehlt"):
        publishing.publish(run, by=trainer, at=MONDAY)
    run.refresh_from_db()
    assert run.status == Run.Status.DRAFT


def test_a_draft_whose_date_is_over_is_not_published(draft: Run, trainer: User) -> None:
    with pytest.raises(publishing.CannotPublish, match="Ein Termin liegt in der Vergangenheit"):
        publishing.publish(draft, by=trainer, at=IN_FOUR_WEEKS + DAY)


def test_publishing_twice_is_refused_and_writes_no_second_letter(draft: Run, trainer: User) -> None:
    publishing.publish(draft, by=trainer, at=MONDAY)

    with pytest.raises(NotFromHere, match="Die Durchführung ist „veröffentlicht“"):
        publishing.publish(Run.objects.get(pk=draft.pk), by=trainer, at=MONDAY)

    assert Letter.objects.count() == 2


# --- Calling off ------------------------------------------------------------------------------------------


def test_a_cancelled_run_strikes_its_dates_out_of_the_calendar(draft: Run, trainer: User) -> None:
    publishing.publish(draft, by=trainer, at=MONDAY)

    publishing.cancel(draft, reason=" Die Räume sind gesperrt. ", by=trainer, at=MONDAY + DAY)

    letters = list(Letter.objects.filter(calendar_method="CANCEL").order_by("pk"))
    events = [Calendar.from_ical(letter.calendar).events[0] for letter in letters]
    assert draft.status == Run.Status.CANCELLED
    assert draft.cancellation_reason == "Die Räume sind gesperrt."
    assert [letter.subject for letter in letters] == ["Termin abgesagt: Fortbildung Recht"] * 2
    assert [(str(event["status"]), event["sequence"]) for event in events] == [("CANCELLED", 1)] * 2
    assert [
        (entry.cancelled, entry.sequence, entry.changed_at)
        for entry in entries.entries_of(trainer, since=MONDAY, until=MONDAY + 90 * DAY)
    ] == [(True, 1, MONDAY + DAY)] * 2
    assert Entry.objects.about(draft).newest_first()[0].deed == "cancelled"


def test_a_cancellation_is_announced_after_the_commit(
    draft: Run, trainer: User, django_capture_on_commit_callbacks: Any
) -> None:
    publishing.publish(draft, by=trainer, at=MONDAY)

    with heard(signals.run_cancelled) as facts, django_capture_on_commit_callbacks(execute=True):
        publishing.cancel(draft, reason="Krankheit", by=trainer, at=MONDAY)

    assert facts == [{"run_id": draft.pk, "at": MONDAY}]


def test_participants_are_owed_a_reason(draft: Run, trainer: User) -> None:
    publishing.publish(draft, by=trainer, at=MONDAY)

    with pytest.raises(publishing.CannotCancel, match="Schreiben Sie den Teilnehmenden einen Satz"):
        publishing.cancel(draft, reason="  ", by=trainer, at=MONDAY)


def test_a_run_that_has_begun_is_not_called_off_as_a_whole(draft: Run, trainer: User) -> None:
    publishing.publish(draft, by=trainer, at=MONDAY)

    with pytest.raises(publishing.CannotCancel, match="hat schon begonnen"):
        publishing.cancel(draft, reason="Krankheit", by=trainer, at=IN_FOUR_WEEKS + DAY)

    draft.refresh_from_db()
    assert draft.status == Run.Status.PUBLISHED


@pytest.mark.parametrize("status", [Run.Status.DRAFT, Run.Status.CANCELLED, Run.Status.CLOSED])
def test_only_a_published_run_is_called_off(trainer: User, status: Run.Status) -> None:
    run = make.run(trainer=trainer, status=status)

    with pytest.raises(NotFromHere):
        publishing.cancel(run, reason="Krankheit", by=trainer, at=MONDAY)
