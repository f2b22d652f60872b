from collections.abc import Callable, Iterator
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.core import mail
from django.db import transaction

from lms.journal.models import Entry
from lms.kit.chores import sweep
from lms.mail import sending
from lms.mail.models import MAX_ATTEMPTS, Letter
from tests import make
from tests.make import MONDAY
from tests.races import at_once

CALENDAR = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Gespräch\r\nEND:VCALENDAR\r\n"
OnCommit = Callable[..., Any]


@pytest.fixture(autouse=True)
def _it_is_monday() -> Iterator[None]:
    """Tasks read the clock; letters of Monday are due on Monday."""
    with time_machine.travel(MONDAY, tick=False):
        yield


def fresh(**facts: Any) -> Letter:
    """A letter as rooms write it, not yet saved."""
    defaults = {"to_address": "ada@example.org", "subject": "Termin", "body": "Guten Tag", "about": "seats.confirmed"}
    return Letter(**defaults | {"created_at": MONDAY, "not_before": MONDAY} | facts)


def break_the_mail_server(settings: LazySettings) -> None:
    """Nobody listens on port 1: connecting is refused at once."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1


def test_a_posted_letter_is_sent_after_the_commit(django_capture_on_commit_callbacks: OnCommit) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        letter = sending.post(fresh())
        assert mail.outbox == []

    letter.refresh_from_db()
    assert (letter.status, letter.attempts) == ("sent", 1)
    assert [(message.to, message.subject, message.body) for message in mail.outbox] == [
        (["ada@example.org"], "Termin", "Guten Tag")
    ]


def test_a_letter_vanishes_with_its_cause(django_capture_on_commit_callbacks: OnCommit) -> None:
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        sending.post(fresh())
        sending.post_many([fresh(), fresh()])
        transaction.set_rollback(True)

    assert Letter.objects.count() == 0
    assert mail.outbox == []


def test_many_letters_cost_one_statement_and_one_task(
    django_capture_on_commit_callbacks: OnCommit, django_assert_num_queries: Callable[[int], Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True) as later, django_assert_num_queries(1):
        sending.post_many([fresh(to_address=f"person{number}@example.org") for number in range(50)])

    assert len(later) == 1
    assert len(mail.outbox) == 50
    assert Letter.objects.filter(status="sent").count() == 50


def test_a_letter_is_sent_once_however_often_somebody_says_now() -> None:
    letter = make.letter()

    assert [sending.send(letter.pk, at=MONDAY) for _ in range(3)] == [True, False, False]

    assert len(mail.outbox) == 1


def test_a_letter_for_later_waits() -> None:
    letter = make.letter(not_before=MONDAY + timedelta(hours=2))

    assert sending.send_owed(MONDAY) == 0
    assert sending.send_owed(MONDAY + timedelta(hours=2)) == 1
    letter.refresh_from_db()
    assert letter.sent_at == MONDAY + timedelta(hours=2)


def test_a_mail_server_down_over_night_costs_no_letter(settings: LazySettings) -> None:
    letter, backend = make.letter(), settings.EMAIL_BACKEND
    break_the_mail_server(settings)

    assert sending.send_owed(MONDAY) == 0
    letter.refresh_from_db()
    assert (letter.status, letter.attempts, letter.not_before) == ("owed", 1, MONDAY + timedelta(minutes=10))
    assert letter.last_error.startswith("ConnectionRefusedError")

    for pause in sending.PAUSES[:3]:
        sending.send_owed(letter.not_before)
        letter.refresh_from_db()
        assert pause
    assert (letter.status, letter.attempts) == ("owed", 4)
    assert letter.not_before - MONDAY > timedelta(hours=12)

    settings.EMAIL_BACKEND = backend
    assert sending.send_owed(letter.not_before) == 1
    letter.refresh_from_db()
    assert (letter.status, letter.last_error) == ("sent", "")


def test_after_the_last_attempt_a_letter_has_failed_and_is_left_alone(settings: LazySettings) -> None:
    letter = make.letter(attempts=MAX_ATTEMPTS - 1)
    break_the_mail_server(settings)

    sending.send_owed(MONDAY)
    sending.send_owed(MONDAY + timedelta(days=30))

    letter.refresh_from_db()
    assert (letter.status, letter.attempts) == ("failed", MAX_ATTEMPTS)


def test_one_broken_letter_does_not_hold_up_the_others() -> None:
    broken = make.letter(to_address="ada@example.org\nBcc: all@example.org")
    good = make.letter()

    assert sending.send_owed(MONDAY) == 1

    broken.refresh_from_db()
    good.refresh_from_db()
    assert (broken.status, good.status) == ("owed", "sent")
    assert broken.last_error.startswith("BadHeaderError")


def test_a_worker_that_died_holding_a_letter_costs_ten_minutes() -> None:
    letter = make.letter(attempts=1, not_before=MONDAY + sending.GRIP)

    assert sending.send_owed(MONDAY + timedelta(minutes=9)) == 0
    assert sending.send_owed(MONDAY + timedelta(minutes=10)) == 1
    letter.refresh_from_db()
    assert letter.status == "sent"


def test_a_letter_that_kills_every_worker_is_given_up() -> None:
    letter = make.letter(attempts=MAX_ATTEMPTS, not_before=MONDAY)

    assert sending.send_owed(MONDAY) == 0

    letter.refresh_from_db()
    assert (letter.status, letter.last_error) == ("failed", "The worker died while sending.")
    assert mail.outbox == []


def test_the_sweep_sends_what_no_task_has_sent() -> None:
    make.letter()

    assert sweep(MONDAY)["lms.mail.sending.send_owed"] == 1


def test_a_failed_letter_is_sent_again_on_request_and_that_is_written_down(
    django_capture_on_commit_callbacks: OnCommit,
) -> None:
    letter, office = make.letter(status="failed", attempts=MAX_ATTEMPTS), make.office()

    with django_capture_on_commit_callbacks(execute=True):
        sending.resend(letter, by=office, at=MONDAY)

    letter.refresh_from_db()
    assert (letter.status, letter.attempts) == ("sent", 1)
    assert [(entry.deed, entry.by) for entry in Entry.objects.about(letter)] == [("sent again", office)]
    with pytest.raises(sending.NotFailed, match="gehört nicht zu denen"):
        sending.resend(letter, by=office, at=MONDAY)


def test_after_an_outage_all_failed_letters_are_sent_again_at_once(
    django_capture_on_commit_callbacks: OnCommit,
) -> None:
    for number in range(3):
        make.letter(status="failed", attempts=MAX_ATTEMPTS, confidential=number == 0)

    with django_capture_on_commit_callbacks(execute=True):
        assert sending.resend_all(by=make.office(), at=MONDAY) == 3

    assert len(mail.outbox) == 3
    assert Entry.objects.filter(deed="sent again").count() == 3


def test_a_subject_is_one_line() -> None:
    letter = sending.post(fresh(subject="Ihr Termin\nBcc: alle@example.org" + "x" * 300))

    assert letter.subject.startswith("Ihr Termin Bcc: alle@example.org")
    assert len(letter.subject) == 200


def test_an_invitation_carries_its_method_and_an_attachment() -> None:
    """RFC 6047 § 2.4: text/calendar with the method of the object, charset UTF-8; the file has a neutral name."""
    letter = make.letter(calendar=CALENDAR, calendar_method="REQUEST")
    sending.send(letter.pk, at=MONDAY)

    message = message_from_bytes(mail.outbox[0].message().as_bytes())
    parts = {part.get_content_type() + (part.get_filename() or ""): part for part in message.walk()}
    inline, attached = parts["text/calendar"], parts["text/calendartermin.ics"]
    assert dict(inline.get_params() or [])["method"] == "REQUEST"
    assert inline.get_content_charset() == attached.get_content_charset() == "utf-8"
    for part in (inline, attached):
        payload = part.get_payload(decode=True)
        assert isinstance(payload, bytes)
        assert payload.splitlines() == CALENDAR.encode().splitlines()  # SMTP itself writes CRLF
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/calendar",
        "text/calendar",
    ]


def test_letters_say_that_a_machine_wrote_them_and_keep_their_id_over_all_attempts() -> None:
    letter = make.letter()
    sending.send(letter.pk, at=MONDAY)
    Letter.objects.filter(pk=letter.pk).update(status="owed", not_before=MONDAY)
    sending.send(letter.pk, at=MONDAY)

    assert [message.extra_headers for message in mail.outbox] == [
        {"Message-ID": f"<letter-{letter.pk}@localhost>", "Auto-Submitted": "auto-generated"}
    ] * 2


def test_letters_can_be_written_to_files(settings: LazySettings, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    letter = make.letter(body="Schöne Grüße", calendar=CALENDAR, calendar_method="REQUEST")

    assert sending.send(letter.pk, at=MONDAY)

    [file] = tmp_path.iterdir()
    message = message_from_bytes(file.read_bytes())
    assert message["To"] == "ada@example.org"
    assert "Schöne Grüße".encode() in [part.get_payload(decode=True) for part in message.walk()]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_many_workers_exactly_one_sends_a_letter() -> None:
    letters = [make.letter().pk for _ in range(20)]

    outcomes = at_once(*[lambda: sending.send_owed(MONDAY)] * 4)

    assert outcomes == [None] * 4
    assert sorted(message.extra_headers["Message-ID"] for message in mail.outbox) == sorted(
        f"<letter-{pk}@localhost>" for pk in letters
    )
    assert Letter.objects.filter(status="sent", attempts=1).count() == 20
