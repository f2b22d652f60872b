"""Starting an application and coming back to it as often as it takes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lms.journal import recording
from lms.kit.refusal import Refusal
from lms.people.models import Municipality, User
from lms.programmes.models import Application, Call

READ_BY_THE_HEAD = {"municipality", "scope", "unit", "needs", "head_name", "head_office", "head_email"}
"""What the head stands for with their name. The contact person may change: in three years that is normal."""


class NotOpen(Refusal):
    """Applications are possible between publication and deadline only."""


class NoDraft(Refusal):
    """What was submitted stays as it was read by those who decide."""


@transaction.atomic
def start(
    call: Call,
    *,
    municipality: Municipality,
    scope: str = Application.Scope.WHOLE,
    unit: str = "",
    by: User,
    at: datetime,
) -> Application:
    """Begin an application, or come back to the draft that the person has for the same place already.

    Everybody with a login may begin: a town that is new to the programme has nobody here yet. Nothing is gained by
    it, since a draft is seen by its writer alone and the head must stand behind it before it can be submitted.
    """
    if not call.is_open(at=at):
        raise NotOpen(_("This call is not open for applications."))
    application = Application(
        call=call,
        applicant=by,
        municipality=municipality,
        scope=scope,
        unit=unit if scope == Application.Scope.UNIT else "",
        contact_name=by.full_name(),
        contact_email=by.email,
        created_at=at,
        changed_at=at,
    )
    mine = Application.objects.select_for_update().filter(applicant=by).drafts()
    if begun := mine.of_same_place(application).first():
        return begun
    application.save()
    recording.record(application, "begun", by=by, at=at)
    return application


@transaction.atomic
def revise(application: Application, facts: Mapping[str, Any], *, by: User, at: datetime) -> bool:
    """Keep what was typed, however incomplete, even after the deadline; ``True`` if an endorsement lapsed by it.

    The head has confirmed what they read. Where that changes afterwards, or another head is named, the confirmation
    no longer covers it. A letter that is still on its way stays valid, since the head reads the latest text; a new
    address ends it.
    """
    application.refresh_from_db(from_queryset=Application.objects.select_for_update())
    if not application.is_draft():
        raise NoDraft(_("This application has been submitted and can no longer be changed."))
    before = {name: getattr(application, name) for name in facts}
    for name, value in facts.items():
        setattr(application, name, value)
    if application.scope == Application.Scope.WHOLE:
        application.unit = ""
    changed = {name for name in facts if getattr(application, name) != before[name]}
    if not changed:
        return False
    lapsed = application.is_endorsed() and bool(changed & READ_BY_THE_HEAD)
    if lapsed or "head_email" in changed:
        application.endorsement_nonce = ""
        application.endorsement_asked_at = application.endorsed_at = None
    application.changed_at = at
    application.save(
        update_fields=[
            *facts,
            "unit",
            "endorsement_nonce",
            "endorsement_asked_at",
            "endorsed_at",
            "changed_at",
        ]
    )
    recording.record(application, "endorsement_lapsed" if lapsed else "revised", by=by, at=at)
    return lapsed


@transaction.atomic
def discard(application: Application, *, by: User, at: datetime) -> None:
    """Throw a draft away, with the names in it."""
    application.refresh_from_db(from_queryset=Application.objects.select_for_update())
    if not application.is_draft():
        raise NoDraft(_("Only a draft can be thrown away. An application that was submitted can be withdrawn."))
    recording.record(application, "discarded", by=by, at=at)
    application.delete()
