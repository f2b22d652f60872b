"""Posting letters and seeing them off."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from lms.kit.tasks import task
from lms.mail.models import Letter

MAX_ATTEMPTS = 5
PAUSE = timedelta(minutes=10)


def post(letter: Letter) -> Letter:
    """Put a letter into the outbox, in the running transaction; a worker sends it after the commit."""
    letter.save()
    transaction.on_commit(lambda: send_now.enqueue(letter.pk))
    return letter


@task()
def send_now(letter_id: int) -> None:
    """Send one letter, if it is still owed."""
    send(letter_id, at=timezone.now())


def send(letter_id: int, *, at: datetime) -> bool:
    """Send a letter that is owed; ``False`` if another worker has it or it is not due.

    The claim is one conditional UPDATE that also postpones the next try: a worker that dies holding a letter
    costs a delay of ten minutes, never a second copy at once.
    """
    claimed = Letter.objects.owed(at=at).filter(pk=letter_id).update(attempts=F("attempts") + 1, not_before=at + PAUSE)
    if not claimed:
        return False
    letter = Letter.objects.get(pk=letter_id)
    try:
        _as_email(letter).send()
    except Exception as error:
        letter.last_error = f"{type(error).__name__}: {error}"[:500]
        letter.status = Letter.Status.FAILED if letter.attempts >= MAX_ATTEMPTS else Letter.Status.OWED
        letter.save(update_fields=["last_error", "status"])
        return False
    letter.status = Letter.Status.SENT
    letter.sent_at = at
    letter.save(update_fields=["status", "sent_at"])
    return True


def send_owed(at: datetime) -> int:
    """Send everything that is due, oldest first."""
    due = Letter.objects.owed(at=at).order_by("created_at").values_list("pk", flat=True)[:500]
    return sum(send(pk, at=at) for pk in due)


def _as_email(letter: Letter) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[letter.to_address],
    )
    if letter.calendar:
        # RFC 6047 § 2.4: the method stands in the part's type; the attachment is for programs that only know files.
        message.attach_alternative(letter.calendar, f"text/calendar; method={letter.calendar_method}")
        message.attach("termin.ics", letter.calendar, "text/calendar")
    return message
