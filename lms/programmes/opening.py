"""Writing a call and opening it to everybody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lms.journal import recording
from lms.kit.refusal import Refusal
from lms.people.models import User
from lms.programmes.models import Call


class AlreadyPublished(Refusal):
    """Whoever prepares an application must be able to rely on the text and the deadline."""


class DeadlineHasPassed(Refusal):
    """Nobody could apply any more."""


@transaction.atomic
def draft(facts: Mapping[str, Any], *, by: User, at: datetime) -> Call:
    """Begin a call that only the office can see."""
    call = Call.objects.create(**facts)
    recording.record(call, "drafted", by=by, at=at)
    return call


@transaction.atomic
def revise(call: Call, facts: Mapping[str, Any], *, by: User, at: datetime) -> None:
    """Change a draft; a published call stays as people have read it."""
    call.refresh_from_db(from_queryset=Call.objects.select_for_update())
    _must_be_draft(call)
    for name, value in facts.items():
        setattr(call, name, value)
    call.save(update_fields=list(facts))
    recording.record(call, "revised", by=by, at=at)


@transaction.atomic
def publish(call: Call, *, by: User, at: datetime) -> None:
    """Show a call to everybody, at the moment it names, or now where that moment has passed meanwhile."""
    call.refresh_from_db(from_queryset=Call.objects.select_for_update())
    _must_be_draft(call)
    if call.deadline_at <= at:
        raise DeadlineHasPassed(_("The deadline has already passed. Choose a later one before you publish the call."))
    call.status = Call.Status.PUBLISHED
    call.publishes_at = max(call.publishes_at, at)
    call.save(update_fields=["status", "publishes_at"])
    recording.record(call, "published", by=by, at=at)


def _must_be_draft(call: Call) -> None:
    if call.status != Call.Status.DRAFT:
        raise AlreadyPublished(_("The call is published and can no longer be changed: people rely on what they read."))
