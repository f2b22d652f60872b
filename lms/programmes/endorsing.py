"""The head of an administration, or of a unit, stands behind an application by opening a personal link."""

from __future__ import annotations

import hashlib
import json
import secrets
from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lms.journal import recording
from lms.journal.models import Entry
from lms.kit.refusal import Refusal
from lms.mail import sending
from lms.people.models import User
from lms.programmes import letters, rules
from lms.programmes.models import Application

MOST_LETTERS_A_DAY = 10
_signer = signing.Signer(sep=".", salt="programmes.endorsement")


class CannotAsk(Refusal):
    """Something is missing that the head must read, or the time has passed."""


class TooManyLetters(Refusal):
    """The address is typed freely, so nobody may use us to fill a stranger's letter box."""


class TextHasChanged(Refusal):
    """The head confirms what they have read, not what was written meanwhile."""


def obstacles_to_asking(application: Application, *, at: datetime) -> list[str]:
    """Everything that stands between a draft and the letter to the head."""
    if application.is_endorsed():
        return [str(_("The head has already confirmed the endorsement."))]
    return rules.closed(application, at=at) + rules.missing_for_the_head(application)


@transaction.atomic
def ask(application: Application, *, by: User, at: datetime) -> None:
    """Send the head a letter with a personal link; every earlier link ends with it."""
    application.refresh_from_db(from_queryset=Application.objects.select_for_update())
    if obstacles := obstacles_to_asking(application, at=at):
        raise CannotAsk(" ".join(obstacles))
    asked = Entry.objects.filter(by=by, deed="endorsement_asked", at__gt=at - timedelta(days=1))
    if asked.count() >= MOST_LETTERS_A_DAY:
        raise TooManyLetters(_("You have asked for many endorsements today. Please try again tomorrow."))
    application.endorsement_nonce = secrets.token_urlsafe(32)
    application.endorsement_asked_at = at
    application.save(update_fields=["endorsement_nonce", "endorsement_asked_at"])
    recording.record(application, "endorsement_asked", by=by, at=at)
    sending.post(letters.endorsement_asked(application, path=path_for(application), at=at))


@transaction.atomic
def confirm(application: Application, *, read: str, at: datetime) -> None:
    """The head confirms what they have ``read`` (its fingerprint); the link is used up by it."""
    nonce = application.endorsement_nonce
    application.refresh_from_db(from_queryset=Application.objects.select_for_update())
    if application.endorsement_nonce != nonce or not _can_be_endorsed(application, at=at):
        raise CannotAsk(_("This link is no longer valid."))
    if not secrets.compare_digest(read, fingerprint(application)):
        raise TextHasChanged(_("The application was changed while you were reading. Please read it once more."))
    application.endorsed_at = at
    application.save(update_fields=["endorsed_at"])
    recording.record(application, "endorsed", by=None, at=at)
    sending.post(letters.endorsed(application, at=at))


def path_for(application: Application) -> str:
    """The address that was written to the head. The database alone opens no link: the signature needs the key."""
    return reverse("programmes:endorsement", args=[_signer.sign(application.endorsement_nonce)])


def application_for(token: str, *, at: datetime) -> Application | None:
    """What a link is about; ``None`` for an unknown, used, replaced or belated one alike."""
    try:
        nonce = _signer.unsign(token)
    except signing.BadSignature:
        return None
    found = Application.objects.for_reading().select_related("applicant").filter(endorsement_nonce=nonce).first()
    return found if found and nonce and _can_be_endorsed(found, at=at) else None


def fingerprint(application: Application) -> str:
    """Short for everything that the head reads and stands for."""
    facts = [application.call_id, application.municipality_id, application.scope, application.unit]
    texts = [application.needs, application.head_name, application.head_office, application.head_email]
    return hashlib.sha256(json.dumps([*facts, *texts]).encode()).hexdigest()


def _can_be_endorsed(application: Application, *, at: datetime) -> bool:
    return application.is_draft() and application.awaits_endorsement() and application.call.is_open(at=at)
