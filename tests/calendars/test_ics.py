"""What leaves the house as iCalendar, read back with the same eyes as a calendar program."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation
from icalendar import Calendar, Event

from calendars import ics
from calendars.entries import Entry
from tests.make import MONDAY, berlin


def entry(**facts: object) -> Entry:
    made = Entry(
        uid="6b3a@komma",
        sequence=2,
        starts_at=berlin(2027, 3, 15, 9),
        ends_at=berlin(2027, 3, 15, 12, 15),
        title="Fortbildung",
        changed_at=MONDAY,
        path="/runs/7/",
    )
    return replace(made, **facts)  # type: ignore[arg-type]


def events(text: str) -> list[Event]:
    return Calendar.from_ical(text).events


def test_a_feed_names_everything_rfc_5545_demands() -> None:
    calendar = Calendar.from_ical(ics.feed([entry()], at=MONDAY))
    [event] = calendar.events

    assert (str(calendar["version"]), str(calendar["method"])) == ("2.0", "PUBLISH")
    assert str(calendar["prodid"]) == "-//Komm.A//calendars//DE"
    assert calendar.decoded("refresh-interval") == timedelta(hours=1)
    assert str(calendar["x-published-ttl"]) == "PT1H"
    assert event.decoded("dtstamp") == MONDAY.astimezone(UTC)
    assert event.decoded("last-modified") == MONDAY.astimezone(UTC)
    assert (str(event["uid"]), event["sequence"], str(event["status"])) == ("6b3a@komma", 2, "CONFIRMED")
    assert (event.start, event.end) == (berlin(2027, 3, 15, 9), berlin(2027, 3, 15, 12, 15))
    assert str(event["class"]) == "PRIVATE"


def test_only_neutral_things_leave_the_house() -> None:
    [event] = events(ics.feed([entry(note="Warteliste, Platz 3")], at=MONDAY))

    assert str(event["summary"]) == "Fortbildung"
    assert str(event["location"]) == "Ort im Portal"
    assert str(event["url"]) == "http://localhost:8000/calendars/"
    assert str(event["description"]) == "Alles zu diesem Termin steht im Portal: http://localhost:8000/calendars/"
    assert "organizer" not in event
    assert "attendee" not in event
    assert "Warteliste" not in ics.feed([entry(note="Warteliste, Platz 3")], at=MONDAY)


def test_lines_end_in_crlf_and_are_folded_at_75_octets() -> None:
    text = ics.feed([entry(title="Fortbildung für Führungskräfte " * 10)], at=MONDAY)

    assert text.endswith("END:VCALENDAR\r\n")
    assert text.replace("\r\n", "").count("\n") == 0
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert str(events(text)[0]["summary"]) == "Fortbildung für Führungskräfte " * 10


def test_special_characters_in_a_title_survive() -> None:
    [event] = events(ics.feed([entry(title="Recht; Sprache, Haltung\\Praxis")], at=MONDAY))

    assert str(event["summary"]) == "Recht; Sprache, Haltung\\Praxis"


@pytest.mark.parametrize(
    ("starts_at", "in_utc"),
    [
        (berlin(2027, 3, 27, 9), datetime(2027, 3, 27, 8, tzinfo=UTC)),
        (berlin(2027, 3, 29, 9), datetime(2027, 3, 29, 7, tzinfo=UTC)),
        (berlin(2027, 10, 30, 9), datetime(2027, 10, 30, 7, tzinfo=UTC)),
        (berlin(2027, 11, 1, 9), datetime(2027, 11, 1, 8, tzinfo=UTC)),
    ],
    ids=["before March", "after March", "before October", "after October"],
)
def test_nine_in_berlin_stays_nine_in_berlin_across_summer_time(starts_at: datetime, in_utc: datetime) -> None:
    # Stored in UTC: the feed must speak of Berlin all the same.
    text = ics.feed([entry(starts_at=in_utc, ends_at=in_utc + timedelta(hours=2))], at=MONDAY)

    assert f"DTSTART;TZID=Europe/Berlin:{starts_at:%Y%m%dT090000}" in text
    assert events(text)[0].start == in_utc


def test_the_time_zone_is_explained_with_both_changes() -> None:
    calendar = Calendar.from_ical(ics.feed([entry()], at=MONDAY))
    [zone] = calendar.timezones

    assert str(zone["tzid"]) == "Europe/Berlin"
    assert {part["tzoffsetto"].to_ical() for part in zone.standard} == {"+0100"}
    assert {part["tzoffsetto"].to_ical() for part in zone.daylight} == {"+0200"}
    assert zone.to_tz(lookup_tzid=False).utcoffset(datetime(2027, 7, 1)) == timedelta(hours=2)  # noqa: DTZ001


def test_a_cancelled_date_is_named_as_such_and_no_longer_busy() -> None:
    [event] = events(ics.feed([entry(cancelled=True, sequence=3)], at=MONDAY))

    assert (str(event["status"]), str(event["transp"]), event["sequence"]) == ("CANCELLED", "TRANSPARENT", 3)


def test_an_empty_feed_is_a_calendar_all_the_same() -> None:
    assert events(ics.feed([], at=MONDAY)) == []


def test_a_feed_speaks_the_language_of_its_person() -> None:
    with translation.override("en"):
        calendar = Calendar.from_ical(ics.feed([entry()], at=MONDAY))

    assert str(calendar["x-wr-calname"]) == "Komm.A: my dates"
    assert str(calendar.events[0]["location"]) == "Place in the portal"


def test_an_invitation_has_one_organiser_one_attendee_and_the_uid_of_the_feed() -> None:
    text = ics.invitation(entry(), attendee_name="Zoë Müller", attendee_email="zoe@example.org", method="REQUEST")
    calendar = Calendar.from_ical(text)
    [event] = calendar.events

    assert str(calendar["method"]) == "REQUEST"
    assert (str(event["uid"]), event["sequence"]) == ("6b3a@komma", 2)
    assert str(event["organizer"]) == "mailto:komma@example.org"
    assert event["organizer"].params["CN"] == "Komm.A"
    assert str(event["attendee"]) == "mailto:zoe@example.org"
    assert event["attendee"].params["CN"] == "Zoë Müller"
    assert event["attendee"].params["RSVP"] == "FALSE"
    assert event.decoded("dtstamp") == MONDAY.astimezone(UTC)


def test_a_cancellation_strikes_out_the_invited_date() -> None:
    text = ics.invitation(
        entry(sequence=3),
        attendee_name="",
        attendee_email="zoe@example.org",
        method="CANCEL",
        organiser="o@example.org",
    )
    calendar = Calendar.from_ical(text)
    [event] = calendar.events

    assert str(calendar["method"]) == "CANCEL"
    assert (str(event["status"]), event["sequence"]) == ("CANCELLED", 3)
    assert str(event["organizer"]) == "mailto:o@example.org"
    assert "CN" not in event["attendee"].params
