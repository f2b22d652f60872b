"""Posting letters and seeing them off.

Every letter leaves at least once and almost always exactly once: a worker that dies between the handover to the mail
server and its own note of it costs a second copy, with the same Message-ID, so that mailboxes can tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.journal import recording
from lms.kit.refusal import Refusal
from lms.kit.tasks import task
from lms.mail.models import MAX_ATTEMPTS, Letter

if TYPE_CHECKING:
    from lms.people.models import User

PAUSES = [timedelta(minutes=10), timedelta(hours=1), timedelta(hours=4), timedelta(hours=12)]
"""How long to wait after the first, second … failure. A mail server that is down over night costs no letter."""
GRIP = timedelta(minutes=10)
"""How long a worker may hold a letter. Longer than ``EMAIL_TIMEOUT``, so nobody takes one that is still being sent."""


class NotFailed(Refusal):
    """Only a letter that could not be sent is sent again."""


def post(letter: Letter) -> Letter:
    """Put a letter into the outbox, in the running transaction; a worker sends it after the commit."""
    _tidy(letter)
    letter.save()
    transaction.on_commit(lambda: send_now.enqueue(letter.pk))
    return letter


def post_many(letters: Sequence[Letter]) -> None:
    """Put many letters into the outbox with one statement; after the commit one task sends what is due."""
    for letter in letters:
        _tidy(letter)
    Letter.objects.bulk_create(letters, batch_size=500)
    if letters:
        transaction.on_commit(send_all_now.enqueue)


@task()
def send_now(letter_id: int) -> None:
    """Send one letter, if it is still owed."""
    send(letter_id, at=timezone.now())


@task()
def send_all_now() -> None:
    """Send everything that is due."""
    send_owed(timezone.now())


def send(letter_id: int, *, at: datetime) -> bool:
    """Send a letter that is owed; ``False`` if it is not due, another worker has it, or the mail server said no.

    The claim is one conditional UPDATE that also postpones the next try, so of two workers exactly one sends, and a
    worker that dies holding the letter costs a delay.
    """
    claimed = Letter.objects.owed(at=at).filter(pk=letter_id).update(attempts=F("attempts") + 1, not_before=at + GRIP)
    if not claimed:
        return False
    letter = Letter.objects.get(pk=letter_id)
    try:
        _as_email(letter).send()
    except Exception as error:  # whatever the mail server, the network or a broken letter comes up with
        letter.last_error = f"{type(error).__name__}: {error}"[:500]
        if letter.attempts < MAX_ATTEMPTS:
            letter.not_before = at + PAUSES[letter.attempts - 1]
        else:
            letter.status = Letter.Status.FAILED
        letter.save(update_fields=["last_error", "status", "not_before"])
        return False
    letter.status = Letter.Status.SENT
    letter.sent_at = at
    letter.last_error = ""
    letter.save(update_fields=["status", "sent_at", "last_error"])
    return True


def send_owed(at: datetime) -> int:
    """Send everything that is due, oldest first, and give up what no worker survives."""
    Letter.objects.given_up(at=at).update(status=Letter.Status.FAILED, last_error="The worker died while sending.")
    due = Letter.objects.owed(at=at).order_by("created_at", "pk").values_list("pk", flat=True)[:500]
    return sum(send(pk, at=at) for pk in list(due))


@transaction.atomic
def resend(letter: Letter, *, by: User, at: datetime) -> None:
    """Try a letter that could not be sent anew, with all its attempts. Asked twice at once, it is tried once."""
    again = Letter.objects.filter(pk=letter.pk, status=Letter.Status.FAILED).update(
        status=Letter.Status.OWED, attempts=0, not_before=at
    )
    if not again:
        raise NotFailed(_("This letter is not among those that could not be sent."))
    recording.record(letter, "sent again", by=by, at=at)
    transaction.on_commit(lambda: send_now.enqueue(letter.pk))


@transaction.atomic
def resend_all(*, by: User, at: datetime) -> int:
    """Try every letter that could not be sent anew, as after an outage of the mail server; returns how many."""
    failed = list(Letter.objects.select_for_update().filter(status=Letter.Status.FAILED))
    Letter.objects.filter(pk__in=[letter.pk for letter in failed]).update(
        status=Letter.Status.OWED, attempts=0, not_before=at
    )
    recording.record_many(failed, "sent again", by=by, at=at)
    transaction.on_commit(send_all_now.enqueue)
    return len(failed)


def _tidy(letter: Letter) -> None:
    """One line of subject: a line break in it would be a new header, and no mail server would take the letter."""
    letter.subject = " ".join(letter.subject.split())[:200]


def _as_email(letter: Letter) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[letter.to_address],
        headers={
            "Message-ID": f"<letter-{letter.pk}@{urlsplit(settings.SITE_ORIGIN).hostname}>",
            "Auto-Submitted": "auto-generated",  # RFC 3834: no out-of-office reply, please
        },
    )
    if letter.calendar:
        # RFC 6047 § 2.4: the method stands in the part's type; the attachment is for programs that only know files.
        message.attach_alternative(letter.calendar, f"text/calendar; method={letter.calendar_method}")
        message.attach("termin.ics", letter.calendar, "text/calendar")
    return message
