"""What we write about coachings: a date and a link, never a word that tells what kind of date it is.

All confidential: the outbox shows them to nobody.
"""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from calendars import ics
from coaching.calendar import entry_of
from coaching.models import Coaching, Slot
from lms.kit.templatetags import komma
from lms.mail.models import Letter
from lms.people.models import User


def somebody_asks(coach: User, *, at: datetime) -> Letter:
    """To every coach: a request waits. Who asks is learnt once a date is agreed."""
    with translation.override(coach.language):
        text = _("A request is waiting in the portal. If you have time, please offer dates.")
        return _letter(coach, _("A request is waiting for you"), text, reverse("coaching:offers"), at=at)


def dates_offered(coaching: Coaching, *, at: datetime) -> Letter:
    """To the person: dates to choose from."""
    person = coaching.person
    with translation.override(person.language):
        text = _("Dates have been offered to you. Please choose one of them in the portal.")
        path = reverse("coaching:request", args=[coaching.pk])
        return _letter(person, _("Please choose a date"), text, path, at=at)


def date_agreed(slot: Slot, recipient: User, *, at: datetime) -> Letter:
    """To each of the two: the date, with a neutral calendar entry."""
    with translation.override(recipient.language):
        text = _("Your date is agreed: %(when)s. Where you meet stands in the portal.") % {
            "when": komma.span(slot.starts_at, slot.ends_at)
        }
        letter = _letter(recipient, _("Your date is agreed"), text, _path(slot, recipient), at=at)
        letter.calendar = _invitation(slot, recipient, "REQUEST")
        letter.calendar_method = "REQUEST"
    return letter


def date_cancelled(slot: Slot, recipient: User, *, at: datetime) -> Letter:
    """To each of the two: the date is off, and leaves the calendar."""
    with translation.override(recipient.language):
        text = _("Your date on %(when)s is cancelled.") % {"when": komma.span(slot.starts_at, slot.ends_at)}
        letter = _letter(recipient, _("A date is cancelled"), text, _path(slot, recipient), at=at)
        letter.calendar = _invitation(slot, recipient, "CANCEL")
        letter.calendar_method = "CANCEL"
    return letter


def _invitation(slot: Slot, recipient: User, method: ics.Method) -> str:
    return ics.invitation(
        entry_of(slot, recipient),
        attendee_name=recipient.name_towards_others(),
        attendee_email=recipient.email,
        method=method,
    )


def _path(slot: Slot, recipient: User) -> str:
    page = "coaching:request" if recipient.pk == slot.coaching.person_id else "coaching:talk"
    return reverse(page, args=[slot.coaching_id])


def _letter(recipient: User, subject: str, text: str, path: str, *, at: datetime) -> Letter:
    body = _("Hello %(name)s,\n\n%(text)s\n%(link)s\n\nKind regards\n%(issuer)s") % {
        "name": recipient.name_towards_others(),
        "text": text,
        "link": settings.SITE_ORIGIN + path,
        "issuer": settings.ISSUER_NAME,
    }
    return Letter(
        to_address=recipient.email,
        to_person=recipient,
        subject=subject,
        body=body,
        about="coaching.date",
        confidential=True,
        created_at=at,
        not_before=at,
    )
