"""What we write to people about their seat.

Every letter speaks the language of its reader and the neutral title of the offer. A calendar part holds exactly one
date (RFC 5546 § 3.2.2), so a run with three dates comes in three letters: the first says everything, the others bring
one date each.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calendars import ics
from courses.catalogue.models import Offer
from courses.seats import calendar
from courses.seats.models import Registration
from courses.sessions.models import Session
from lms.kit.templatetags import komma
from lms.mail.models import Letter
from lms.mail.occasions import occasion

occasion("seats.confirmed", gettext_lazy("seat given"))
occasion("seats.moved_up", gettext_lazy("moved up to a seat"))
occasion("seats.waiting", gettext_lazy("place on the waiting list"))
occasion("seats.cancelled", gettext_lazy("registration cancelled"))
occasion("seats.run_cancelled", gettext_lazy("training cancelled"))
occasion("seats.date_moved", gettext_lazy("date moved"))


def confirmed(registration: Registration, *, at: datetime) -> list[Letter]:
    """You have a seat: text, all dates, and one invitation for each."""
    with _language_of(registration):
        opening = _("you have a seat in “%(title)s”.") % {"title": _title(registration)}
        return _with_invitations(registration, _("Your registration: %(title)s"), opening, about="confirmed", at=at)


def moved_up(registration: Registration, *, at: datetime) -> list[Letter]:
    """A seat became free, and it is yours."""
    with _language_of(registration):
        opening = _("a seat in “%(title)s” has become free, and you have moved up: the seat is yours.") % {
            "title": _title(registration)
        }
        return _with_invitations(registration, _("You have a seat: %(title)s"), opening, about="moved_up", at=at)


def waiting(registration: Registration, *, reason: str, at: datetime) -> Letter:
    """You stand in line: your place and why. ``reason`` is already written in the reader's language."""
    with _language_of(registration):
        body = "\n\n".join(
            [
                _("you are registered for “%(title)s” and stand on the waiting list.")
                % {"title": _title(registration)},
                reason,
                _("These are the dates:") + "\n" + _dates(_sessions(registration)),
                _("As soon as a seat is yours, we write to you."),
                _see(registration),
            ]
        )
        return _letter(registration, _("Waiting list: %(title)s"), body, about="waiting", at=at)


def cancelled(registration: Registration, *, at: datetime) -> list[Letter]:
    """You have cancelled; the dates go from your calendar if you had a seat."""
    with _language_of(registration):
        opening = _("you have cancelled your registration for “%(title)s”. Nothing more is to be done.") % {
            "title": _title(registration)
        }
        return _with_cancellations(registration, _("Cancelled: %(title)s"), opening, about="cancelled", at=at)


def run_cancelled(registration: Registration, *, at: datetime) -> list[Letter]:
    """The organiser has cancelled. The reason stands in the portal: it may say more than a letter should."""
    with _language_of(registration):
        opening = _("“%(title)s” does not take place. We are sorry. Your registration has ended.") % {
            "title": _title(registration)
        }
        return _with_cancellations(
            registration, _("Does not take place: %(title)s"), opening, about="run_cancelled", at=at
        )


def dates_moved(registration: Registration, sessions: Iterable[Session], *, at: datetime) -> list[Letter]:
    """These dates of yours take place at another time; one letter each, so that the calendar follows."""
    with _language_of(registration):
        return [
            _letter(
                registration,
                _("Date moved: %(title)s"),
                "\n\n".join(
                    [
                        _("a date of “%(title)s” has been moved. It now takes place:")
                        % {"title": _title(registration)},
                        _dates([session]),
                        _("If the new time does not suit you, you can cancel in the portal until the first date."),
                        _see(registration),
                    ]
                ),
                about="date_moved",
                at=at,
                session=session,
                method="REQUEST",
            )
            for session in sessions
        ]


def _with_invitations(
    registration: Registration, subject: str, opening: str, *, about: str, at: datetime
) -> list[Letter]:
    sessions = _sessions(registration)
    full = "\n\n".join(
        [
            opening,
            _("These are the dates:") + "\n" + _dates(sessions),
            _("Where we meet stands in the portal from five days before the first date."),
            _("If you cannot come, please cancel in the portal: somebody else may be waiting for your seat."),
            _see(registration),
        ]
    )
    first = _letter(registration, subject, full, about=about, at=at, session=_first(sessions), method="REQUEST")
    return [first, *_further(registration, subject, sessions[1:], about=about, at=at, method="REQUEST")]


def _with_cancellations(
    registration: Registration, subject: str, opening: str, *, about: str, at: datetime
) -> list[Letter]:
    sessions = _sessions(registration) if registration.confirmed_at else []
    body = "\n\n".join([opening, _see(registration)])
    first = _letter(registration, subject, body, about=about, at=at, session=_first(sessions), method="CANCEL")
    return [first, *_further(registration, subject, sessions[1:], about=about, at=at, method="CANCEL")]


def _further(
    registration: Registration,
    subject: str,
    sessions: list[Session],
    *,
    about: str,
    at: datetime,
    method: ics.Method,
) -> list[Letter]:
    """One short letter for each further date: its calendar part cannot travel with the first one's."""
    entering = _("This letter brings a further date of “%(title)s” for your calendar:")
    striking = _("This letter takes a further date of “%(title)s” out of your calendar:")
    return [
        _letter(
            registration,
            subject,
            "\n\n".join(
                [
                    (entering if method == "REQUEST" else striking) % {"title": _title(registration)},
                    _dates([session]),
                    _see(registration),
                ]
            ),
            about=about,
            at=at,
            session=session,
            method=method,
        )
        for session in sessions
    ]


def _letter(
    registration: Registration,
    subject: str,
    body: str,
    *,
    about: str,
    at: datetime,
    session: Session | None = None,
    method: ics.Method | None = None,
) -> Letter:
    person = registration.person
    letter = Letter(
        to_address=person.email,
        to_person=person,
        subject=subject % {"title": _title(registration)},
        body=_("Good day %(name)s,") % {"name": person.full_name()} + "\n\n" + body,
        about=f"seats.{about}",
        confidential=registration.run.offer.protection == Offer.Protection.CONFIDENTIAL or person.enhanced_protection,
        created_at=at,
        not_before=at,
    )
    if session is not None and method is not None:
        letter.calendar_method = method
        letter.calendar = ics.invitation(
            calendar.entry(registration, session),
            attendee_name=person.name_towards_others(),
            attendee_email=person.email,
            method=method,
        )
    return letter


def _language_of(registration: Registration) -> translation.override:
    return translation.override(registration.person.language)


def _title(registration: Registration) -> str:
    return registration.run.offer.neutral_title


def _sessions(registration: Registration) -> list[Session]:
    """The run's dates, soonest first; sorted here, so that fetching them once for a whole group is enough."""
    return sorted(registration.run.sessions.all(), key=lambda session: (session.starts_at, session.pk))


def _first(sessions: list[Session]) -> Session | None:
    return sessions[0] if sessions else None


def _dates(sessions: Iterable[Session]) -> str:
    return "\n".join(f"– {komma.span(session.starts_at, session.ends_at)}" for session in sessions)


def _see(registration: Registration) -> str:
    path = reverse("seats:registration", args=[registration.pk])
    return _("Everything about your registration: %(url)s") % {"url": settings.SITE_ORIGIN + path}
