"""Handing an application in, and taking it back before it is decided."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lms.journal import recording
from lms.kit.refusal import Refusal
from lms.mail import sending
from lms.people.models import User
from lms.programmes import letters, rules
from lms.programmes.drafting import NoDraft
from lms.programmes.models import Application, Call, Decision


class CannotSubmit(Refusal):
    """Names everything that is missing at once, so that nobody has to try again and again."""

    def __init__(self, obstacles: list[str]) -> None:
        super().__init__(" ".join(obstacles))
        self.obstacles = obstacles


class CannotWithdraw(Refusal):
    """There is nothing to take back, or it is decided."""


@transaction.atomic
def submit(application: Application, *, by: User, at: datetime) -> None:
    """Hand in a complete application before the deadline, once per municipality or unit.

    The call is locked before we look: of two applications for one town exactly one gets through, and none slips in
    while the outcomes are being published.
    """
    Call.objects.select_for_update().get(pk=application.call_id)
    application.refresh_from_db(from_queryset=Application.objects.select_for_update())
    if not application.is_draft():
        raise NoDraft(_("This application has already been submitted."))
    if obstacles := rules.obstacles_to_submitting(application, at=at):
        raise CannotSubmit(obstacles)
    application.status = Application.Status.SUBMITTED
    application.submitted_at = application.changed_at = at
    application.as_submitted = frozen(application, at=at)
    application.endorsement_nonce = ""
    try:
        with transaction.atomic():
            application.save(
                update_fields=["status", "submitted_at", "changed_at", "as_submitted", "endorsement_nonce"]
            )
    except IntegrityError as error:
        application.refresh_from_db()
        raise CannotSubmit([rules.already_there(application)]) from error
    recording.record(application, "submitted", by=by, at=at)
    for letter in letters.receipt(application, at=at):
        sending.post(letter)


@transaction.atomic
def withdraw(application: Application, *, by: User, at: datetime) -> None:
    """Take an application back before the outcomes are published; the town may apply anew while the call is open."""
    call = Call.objects.select_for_update().get(pk=application.call_id)
    application.refresh_from_db(from_queryset=Application.objects.select_for_update())
    if not application.is_submitted():
        raise CannotWithdraw(_("Only an application that was submitted can be withdrawn."))
    if call.is_decided():
        raise CannotWithdraw(_("The outcome is published; the application can no longer be withdrawn."))
    Decision.objects.filter(application=application).delete()
    application.status = Application.Status.WITHDRAWN
    application.changed_at = at
    application.save(update_fields=["status", "changed_at"])
    recording.record(application, "withdrawn", by=by, at=at)
    for letter in letters.withdrawn(application, at=at):
        sending.post(letter)


def frozen(application: Application, *, at: datetime) -> dict[str, Any]:
    """All names and texts as they read at this moment, call included; moments in UTC (ISO 8601)."""
    call, town, applicant = application.call, application.municipality, application.applicant
    return {
        "call": {
            "title": call.title,
            "text": call.text,
            "places": call.places,
            "deadline_at": call.deadline_at.isoformat(),
        },
        "municipality": {"name": town.name, "kind": town.kind, "state": town.state, "ags": town.ags, "ars": town.ars},
        "scope": application.scope,
        "unit": application.unit,
        "needs": application.needs,
        "contact": {"name": application.contact_name, "email": application.contact_email},
        "head": {
            "name": application.head_name,
            "office": application.head_office,
            "email": application.head_email,
            "endorsed_at": application.endorsed_at.isoformat() if application.endorsed_at else None,
        },
        "applicant": {"name": applicant.full_name(), "email": applicant.email},
        "submitted_at": at.astimezone(UTC).isoformat(),
    }
