"""Dates as iCalendar (RFC 5545): the subscribed feed, one date to keep, and invitations in letters (RFC 5546).

What leaves the house here is neutral: title, time and the way to one's own dates. No venue, no names, no offer, and
no page of its own: beside "Termin", an address under ``/appointments/`` would tell a talk from a training.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from typing import Literal

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText
from icalendar.enums import CLASS, STATUS, TRANSP

from calendars.entries import Entry

Method = Literal["REQUEST", "CANCEL"]
REFRESH = timedelta(hours=1)
"""How often a calendar program is asked to come back."""


def feed(entries: Iterable[Entry], *, at: datetime) -> str:
    """All entries as one published calendar; cancelled ones are named as such, so that programs strike them out.

    ``at`` is the moment the text is made (DTSTAMP, RFC 5545 § 3.8.7.2). Speaks the active language.
    """
    calendar = _calendar("PUBLISH", title=_("%(programme)s: my dates") % {"programme": settings.PROGRAMME_NAME})
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})  # RFC 7986 § 5.7
    calendar.add("x-published-ttl", "PT1H")  # the same for Outlook, which reads only this one
    return _text(calendar, [_event(entry, at=at) for entry in entries])


def single(entry: Entry, *, at: datetime) -> str:
    """One date as a file to open in a calendar program; the same UID as in the feed and in invitations."""
    return _text(_calendar("PUBLISH"), [_event(entry, at=at)])


def invitation(
    entry: Entry,
    *,
    attendee_name: str,
    attendee_email: str,
    method: Method,
    organiser: str = "",
) -> str:
    """One date for one person, the calendar part of a letter: ``REQUEST`` enters or moves it, ``CANCEL`` strikes it.

    Exactly one event and one attendee (RFC 5546 § 3.2.2, § 3.2.5): nobody learns who else comes. A later letter about
    the same entry replaces the earlier one, as it has the same UID and a higher SEQUENCE; for a cancellation raise
    ``entry.sequence`` too. ``organiser`` is an address as in a letter's head, by default the house's own: whoever
    withdraws a date must be whoever sent it. Speaks the active language.
    """
    name, address = parseaddr(organiser or settings.DEFAULT_FROM_EMAIL)
    event = _event(entry, at=entry.changed_at)
    event["organizer"] = _person(name or settings.PROGRAMME_NAME, address)
    attendee = _person(attendee_name, attendee_email)
    attendee.params["CUTYPE"] = vText("INDIVIDUAL")
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["PARTSTAT"] = vText("ACCEPTED")
    attendee.params["RSVP"] = vText("FALSE")  # who comes stands in the portal; nobody reads calendar replies
    event["attendee"] = attendee
    if method == "CANCEL":
        event["status"] = vText(STATUS.CANCELLED)
    return _text(_calendar(method), [event])


def _calendar(method: str, *, title: str = "") -> Calendar:
    calendar = Calendar.new(
        prodid=f"-//{settings.PROGRAMME_NAME}//calendars//{(get_language() or settings.LANGUAGE_CODE).upper()}",
        calscale="GREGORIAN",
        method=method,
        name=title or None,
    )
    if title:
        calendar.add("x-wr-timezone", settings.TIME_ZONE)
    return calendar


def _event(entry: Entry, *, at: datetime) -> Event:
    zone = timezone.get_default_timezone()
    url = settings.SITE_ORIGIN + reverse("calendars:mine")
    return Event.new(
        uid=entry.uid,
        sequence=entry.sequence,
        stamp=at.astimezone(UTC),
        last_modified=entry.changed_at.astimezone(UTC),
        start=entry.starts_at.astimezone(zone),
        end=entry.ends_at.astimezone(zone),
        summary=str(entry.title),
        location=_("Place in the portal"),
        description=_("Everything about this date is in the portal: %(url)s") % {"url": url},
        url=url,
        status=STATUS.CANCELLED if entry.cancelled else STATUS.CONFIRMED,
        classification=CLASS.PRIVATE,
        transparency=TRANSP.TRANSPARENT if entry.cancelled else TRANSP.OPAQUE,
    )


def _person(name: str, address: str) -> vCalAddress:
    person = vCalAddress(f"mailto:{address}")
    if name:
        person.params["CN"] = vText(name)
    return person


def _text(calendar: Calendar, events: Iterable[Event]) -> str:
    for event in events:
        calendar.add_component(event)
    calendar.add_missing_timezones()
    text: bytes = calendar.to_ical()
    return text.decode()
