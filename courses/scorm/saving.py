"""Keeping what a module says about its learner: once, in order, and never backwards.

Each commit carries everything the module knows, its launch (in the ticket) and its number within the launch. Beacons
of a closed tab overtake ordinary requests, and two screens may show the same module; so the record is locked, and
only what is newer replaces what is there. A completion counts in whatever order it arrives.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from courses.scorm.models import LearnerRecord
from courses.scorm.signals import module_completed
from courses.scorm.tickets import CommitTicket
from lms.journal.recording import record as record_in_journal
from lms.kit.news import announce
from lms.kit.refusal import Refusal

MAX_BYTES = 512 * 1024
"""A module may keep 64,000 signs of its own and some hundred answers."""
MAX_VALUES = 20_000
_TIMESPAN = re.compile(r"^(\d{2,4}):(\d{2}):(\d{2})(?:\.\d{1,2})?$")


class Unintelligible(Refusal):
    """The commit is not what our player sends."""


class Superseded(Refusal):
    """The module has been opened again since, and what was done there is newer."""


class Gone(Refusal):
    """The record does not exist any more."""


@dataclass(frozen=True)
class Commit:
    """What the player sends: ``cmi`` is flat, ``finished`` says that the module has said goodbye (LMSFinish)."""

    sequence: int
    finished: bool
    cmi: Mapping[str, str]

    @classmethod
    def read(cls, body: bytes) -> Commit:
        """Read a body as JSON, whatever its content type: a beacon comes as plain text."""
        try:
            said = json.loads(body, parse_constant=_refuse_constant)
            sequence, finished, cmi = said["sequence"], said.get("finished", False), said["cmi"]
        except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
            raise Unintelligible(_("The message of the learning module could not be read.")) from error
        whole = isinstance(sequence, int) and not isinstance(sequence, bool) and 0 < sequence < 2**31
        if not whole or not isinstance(cmi, dict) or len(cmi) > MAX_VALUES:
            raise Unintelligible(_("The message of the learning module could not be read."))
        return cls(sequence, finished is True, dict(_values(cmi)))


def keep(commit: Commit, ticket: CommitTicket, *, at: datetime) -> None:
    """Write a commit down, if it is newer than what is there.

    Repeating one changes nothing, and so does one that its own launch has overtaken: what it said is contained in
    what came later. One of an earlier launch is refused, as its screen shows an old state.
    """
    if not _keep(commit, ticket, at=at):
        raise Superseded(_("The module has been opened in another window. What is done here is no longer saved."))


@transaction.atomic
def _keep(commit: Commit, ticket: CommitTicket, *, at: datetime) -> bool:
    """Returns whether the commit's launch is the newest; apart from ``keep`` so that a refusal undoes no completion."""
    records = LearnerRecord.objects.select_for_update(of=("self",)).select_related("activity__package")
    record = records.filter(pk=ticket.record_id, person_id=ticket.person_id, activity_id=ticket.activity_id).first()
    if record is None:
        raise Gone(_("This module is no longer part of an offer."))
    status = settled_status(commit, mastery_score=record.activity.package.mastery_score)
    changed: list[str] = []
    if record.is_newer(ticket.launch, commit.sequence):
        record.keep_time(_seconds_spent(commit, ticket, at=at), launch=ticket.launch)
        record.cmi, record.lesson_status, record.saved_at = dict(commit.cmi), status, at
        record.launch, record.sequence = ticket.launch, commit.sequence
        changed += ["cmi", "lesson_status", "saved_at", "launch", "sequence", "session_seconds", "total_seconds"]
    if status in LearnerRecord.DONE and record.complete(at):
        changed.append("completed_at")
        record_in_journal(record, "completed", by=record.person, at=at, activity=record.activity_id)
        announce(module_completed, person_id=record.person_id, activity_id=record.activity_id, at=at)
    if changed:
        record.save(update_fields=changed)
    return ticket.launch == record.launch


def settled_status(commit: Commit, *, mastery_score: Decimal | None) -> str:
    """The status that counts (SCORM 1.2 Run-Time Environment § 3.4.4, cmi.core.lesson_status).

    A module that names a score decides by the mastery score of its manifest, whatever status it sets. One that says
    goodbye without ever having spoken of a status is completed: it only wanted to be seen.
    """
    said = commit.cmi.get("cmi.core.lesson_status", "")
    status = said if said in LearnerRecord.Status.values else LearnerRecord.Status.INCOMPLETE
    if commit.finished and status == LearnerRecord.Status.NOT_ATTEMPTED:
        return LearnerRecord.Status.COMPLETED
    score = _number(commit.cmi.get("cmi.core.score.raw", ""))
    if status in LearnerRecord.DONE and mastery_score is not None and score is not None:
        return LearnerRecord.Status.PASSED if score >= mastery_score else LearnerRecord.Status.FAILED
    return status


def _seconds_spent(commit: Commit, ticket: CommitTicket, *, at: datetime) -> int:
    """The session time the module reports; no longer than the launch is old, whatever it claims."""
    match = _TIMESPAN.match(commit.cmi.get("cmi.core.session_time", ""))
    if match is None:
        return 0
    hours, minutes, seconds = (int(part) for part in match.groups())
    return min(hours * 3600 + minutes * 60 + seconds, max(0, int((at - ticket.moment()).total_seconds()) + 1))


def _values(cmi: dict[str, Any]) -> list[tuple[str, str]]:
    """Texts and numbers, as texts; what the player sends for an empty list (``{}``) is left out."""
    return [
        (_storable(key), _storable(str(value)))
        for key, value in cmi.items()
        if key.startswith("cmi.") and isinstance(value, str | int | float) and not isinstance(value, bool)
    ]


def _storable(text: str) -> str:
    """Without the two things no database takes: the sign of code 0 and halves of signs."""
    return text.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except (InvalidOperation, ValueError):
        return None
    return number if number.is_finite() else None


def _refuse_constant(name: str) -> None:
    raise ValueError(name)
