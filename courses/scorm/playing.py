"""Opening a module: what the player is told before the learner's first click."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.scorm import tickets
from courses.scorm.models import LearnerRecord, Package, ScormActivity
from lms.journal.recording import record as record_in_journal
from lms.people.models import User

CONTENT_URLS = settings.CONTENT_URLCONF
GIVEN_BACK = ("cmi.core.score.", "cmi.objectives.", "cmi.interactions.", "cmi.student_preference.")
"""Besides place, status and notes: what a module finds again when it is opened anew."""


def address_of_module(activity: ScormActivity, *, person: User, at: datetime) -> str:
    """Where the person's browser plays the module: on the content origin, with a ticket instead of a login."""
    ticket = tickets.PlayTicket(_seconds(at), person.pk, activity.pk)
    return settings.CONTENT_ORIGIN + _content("content:play", ticket.signed())


def address_of_preview(package: Package, *, at: datetime) -> str:
    """Where a package can be looked at without a trace."""
    ticket = tickets.PreviewTicket(_seconds(at), package.pk)
    return settings.CONTENT_ORIGIN + _content("content:preview", ticket.signed())


@transaction.atomic
def open_for(person: User, activity: ScormActivity, *, at: datetime) -> dict[str, Any]:
    """Begin a launch: give it the next number and tell the player where the person stands.

    The number is drawn in the database, so two screens opened at once get two. Which of them is the newer, the
    commits decide (see ``saving``).
    """
    record, is_new = LearnerRecord.objects.get_or_create(person=person, activity=activity, defaults={"started_at": at})
    if is_new:
        record_in_journal(record, "started", by=person, at=at, activity=activity.pk)
    LearnerRecord.objects.filter(pk=record.pk).update(launches=F("launches") + 1)
    record.refresh_from_db()
    ticket = tickets.CommitTicket(_seconds(at), person.pk, activity.pk, record.pk, record.launches)
    return {
        **_stage(activity.package, at=at),
        "commit": _content("content:commit", ticket.signed()),
        "cmi": standing(record, activity.package),
    }


def preview(package: Package, *, at: datetime) -> dict[str, Any]:
    """The same stage without an address to save at."""
    return {**_stage(package, at=at), "commit": "", "cmi": {**_about(package), "cmi.core.lesson_mode": "browse"}}


def standing(record: LearnerRecord, package: Package) -> dict[str, str]:
    """The data model (SCORM 1.2 Run-Time Environment § 3.4) as a module finds it when it is opened.

    Who is learning is nobody's business in there: the module gets a number and a neutral word instead of a name,
    as its script is a stranger's.
    """
    kept = {key: value for key, value in record.cmi.items() if key.startswith(GIVEN_BACK)}
    for key in ("cmi.core.lesson_location", "cmi.suspend_data", "cmi.comments"):
        kept[key] = record.cmi.get(key, "")
    return {
        **kept,
        **_about(package),
        "cmi.core.student_id": f"p{record.pk}",
        "cmi.core.student_name": _("Participant"),
        "cmi.core.lesson_status": record.lesson_status,
        "cmi.core.lesson_mode": "normal",
        "cmi.core.credit": "credit",
        "cmi.core.entry": _entry(record),
        "cmi.core.total_time": in_scorm(record.total_seconds),
    }


def in_scorm(seconds: int) -> str:
    """Seconds as a CMITimespan, HHHH:MM:SS."""
    minutes, seconds = divmod(min(seconds, 9999 * 3600 + 3599), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:04}:{minutes:02}:{seconds:02}"


def _entry(record: LearnerRecord) -> str:
    """ "ab-initio" the first time, "resume" after a pause, empty for coming back to something finished.

    A browser that was closed says no goodbye, so whoever is not finished resumes, with or without ``cmi.core.exit``.
    """
    if record.saved_at is None:
        return "ab-initio"
    finished = record.lesson_status in LearnerRecord.DONE and record.cmi.get("cmi.core.exit") != "suspend"
    return "" if finished else "resume"


def _about(package: Package) -> dict[str, str]:
    score = package.mastery_score
    return {
        "cmi.launch_data": package.launch_data,
        "cmi.student_data.mastery_score": "" if score is None else format(score.normalize(), "f"),
    }


def _stage(package: Package, *, at: datetime) -> dict[str, Any]:
    ticket = tickets.FilesTicket(_seconds(at), str(package.folder)).signed()
    # The launch address may have a query of its own, so it is put behind the folder's address as it is.
    folder = _content("content:file", ticket, "-").removesuffix("-")
    return {"launch": folder + quote(package.launch, safe="/?&=#%+:;,@!$'()*~[]"), "house": settings.SITE_ORIGIN}


def _content(name: str, *args: object) -> str:
    return reverse(name, urlconf=CONTENT_URLS, args=args)


def _seconds(at: datetime) -> int:
    return int(at.timestamp())
