"""What we write to trainers about their dates.

A calendar part holds exactly one date (RFC 5546 § 3.2.2), so each date of a run comes in a letter of its own.
The neutral title only, and no venue: a letter's subject is read on lock screens, and mail travels.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calendars import ics
from courses.catalogue.models import Offer
from courses.sessions import calendar
from courses.sessions.models import Run, Session
from lms.kit.templatetags import komma
from lms.mail.models import Letter
from lms.mail.occasions import occasion
from lms.people.models import User

occasion("sessions.published", gettext_lazy("date to lead"))
occasion("sessions.moved", gettext_lazy("date to lead moved"))
occasion("sessions.cancelled", gettext_lazy("date to lead cancelled"))


def entered(session: Session, *, run: Run, at: datetime) -> Letter:
    """This date is yours; with an invitation that enters it."""
    with translation.override(run.trainer.language):
        opening = _("you lead “%(title)s” at this date:") % {"title": run.offer.neutral_title}
        subject = _("Your date: %(title)s")
        return _letter(
            session,
            run.trainer,
            run=run,
            subject=subject,
            opening=opening,
            about="published",
            method="REQUEST",
            at=at,
        )


def moved(session: Session, *, run: Run, starts_at_before: datetime, ends_at_before: datetime, at: datetime) -> Letter:
    """This date of yours takes place at another time; the calendar follows."""
    with translation.override(run.trainer.language):
        opening = _("the date of “%(title)s” on %(before)s has been moved. It now takes place:") % {
            "title": run.offer.neutral_title,
            "before": komma.span(starts_at_before, ends_at_before),
        }
        subject = _("Date moved: %(title)s")
        return _letter(
            session, run.trainer, run=run, subject=subject, opening=opening, about="moved", method="REQUEST", at=at
        )


def struck_out(session: Session, *, run: Run, trainer: User, at: datetime) -> Letter:
    """This date is no longer yours: the run does not take place, or somebody else leads it."""
    with translation.override(trainer.language):
        if run.trainer == trainer:
            opening = _("“%(title)s” does not take place. This date has been cancelled:")
        else:
            opening = _("somebody else now leads “%(title)s”. This date is no longer yours:")
        opening %= {"title": run.offer.neutral_title}
        subject = _("Date cancelled: %(title)s")
        return _letter(
            session, trainer, run=run, subject=subject, opening=opening, about="cancelled", method="CANCEL", at=at
        )


def _letter(
    session: Session,
    trainer: User,
    *,
    run: Run,
    subject: str,
    opening: str,
    about: str,
    method: ics.Method,
    at: datetime,
) -> Letter:
    session.run = run
    is_theirs = run.trainer == trainer
    entry = calendar.entry(session)
    if not is_theirs:
        # Only this person's date ends: raise its sequence here, not in the row that everybody's calendar follows.
        entry = replace(entry, sequence=entry.sequence + 1, changed_at=at)
    path = reverse("sessions:run", args=[run.pk]) if is_theirs else reverse("calendars:mine")
    body = "\n\n".join(
        [
            _("Good day %(name)s,") % {"name": trainer.full_name()},
            opening,
            komma.span(session.starts_at, session.ends_at),
            _("Everything else stands in the portal: %(url)s") % {"url": settings.SITE_ORIGIN + path},
        ]
    )
    return Letter(
        to_address=trainer.email,
        to_person=trainer,
        subject=subject % {"title": run.offer.neutral_title},
        body=body + "\n",
        calendar=ics.invitation(
            entry, attendee_name=trainer.name_towards_others(), attendee_email=trainer.email, method=method
        ),
        calendar_method=method,
        about=f"sessions.{about}",
        confidential=run.offer.protection == Offer.Protection.CONFIDENTIAL or trainer.enhanced_protection,
        created_at=at,
        not_before=at,
    )
