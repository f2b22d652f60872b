"""Fetching one's own dates with a calendar program: a secret address, renewed or switched off at any time."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.core.signing import BadSignature, Signer
from django.db import transaction

from calendars.models import Feed
from lms.journal import recording
from lms.people.models import User


def _signer() -> Signer:
    """Nonce and signature make the address; old secret keys in SECRET_KEY_FALLBACKS keep old addresses alive."""
    return Signer(sep=".", salt="calendars.feed")


def token(feed: Feed) -> str:
    """The secret part of the feed's address: whoever knows it reads the person's dates, without a login."""
    return _signer().sign(feed.nonce)


def feed_behind(token: str) -> Feed | None:
    """The feed a token opens; ``None`` for what is forged, renewed, switched off, or belongs to a closed account."""
    try:
        nonce = _signer().unsign(token)
    except BadSignature:
        return None
    return Feed.objects.select_related("person").filter(nonce=nonce, person__is_active=True).first()


@transaction.atomic
def renew(person: User, *, by: User, at: datetime) -> Feed:
    """Give the person a new address; the one before, if any, is dead from now on."""
    feed, created = Feed.objects.update_or_create(
        person=person, defaults={"nonce": secrets.token_urlsafe(16), "created_at": at}
    )
    recording.record(person, "calendar_feed_switched_on" if created else "calendar_feed_renewed", by=by, at=at)
    return feed


@transaction.atomic
def switch_off(person: User, *, by: User, at: datetime) -> None:
    """Let no address lead to the person's dates. Without one, nothing happens."""
    deleted, _per_model = Feed.objects.filter(person=person).delete()
    if deleted:
        recording.record(person, "calendar_feed_switched_off", by=by, at=at)
