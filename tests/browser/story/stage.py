"""Where the story is played: browsers for its people, the post, the clock, and the camera of the tour."""

from __future__ import annotations

import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import call_command
from icalendar import Calendar
from playwright.sync_api import Page, expect
from time_machine import Traveller

from lms.kit import demo
from lms.people.models import User
from tests.browser import walking

Date = tuple[str, datetime]
"""What a calendar says of a date: title and beginning."""


class Stage:
    """One browser per person; whoever enters stands at their own desk."""

    def __init__(self, arrive: Callable[..., Page], clock: Traveller) -> None:
        self._arrive = arrive
        self._clock = clock
        self._pages: dict[tuple[str, bool], Page] = {}
        self._pictures = 0

    def enter(self, email: str, *, scripts: bool = True) -> Page:
        """Open the house as this person; who is no longer logged in comes through the login page, as everybody does."""
        if (email, scripts) not in self._pages:
            self._pages[email, scripts] = self._arrive(java_script_enabled=scripts)
        page = self._pages[email, scripts]
        page.goto("/")
        if "/account/login/" in page.url:
            walking.log_in_by_form(page, email, demo.PASSWORD)
        expect(page.get_by_role("heading", level=1)).to_have_text("Schreibtisch")
        return page

    def enter_as_stranger(self) -> Page:
        """A browser that nobody has logged in with."""
        return self._arrive()

    def travel(self, moment: datetime) -> None:
        """Let time pass; at its end the worker does what has become due meanwhile."""
        self._clock.move_to(moment)
        call_command("chores", verbosity=0)

    def look(self, page: Page, name: str) -> None:
        """Prove the page good for everybody on desk and phone; pictures of a tour are numbered as the story goes."""
        self._pictures += 1
        walking.look(page, f"{self._pictures:02}-{name}")


@contextmanager
def on_a_phone(page: Page) -> Iterator[None]:
    """Do something on a narrow screen."""
    page.set_viewport_size(walking.PHONE)
    yield
    page.set_viewport_size(walking.DESK)


def go(page: Page, area: str) -> None:
    """Choose an area in the header."""
    page.get_by_role("navigation", name="Bereiche").get_by_role("link", name=area, exact=True).click()


def press(page: Page, name: str) -> None:
    """Press the button, or follow the link, with exactly this label."""
    button = page.get_by_role("main").get_by_role("button", name=name, exact=True)
    button.or_(page.get_by_role("main").get_by_role("link", name=name, exact=True)).first.click()


def says(page: Page, sentence: str) -> None:
    """The page says this, to everybody who can see it."""
    expect(page.get_by_role("main").get_by_text(sentence).first).to_be_visible()


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def letters_to(email: str) -> list[EmailMessage]:
    """The post of a person, as it has really left the house, oldest first."""
    return [letter for letter in mail.outbox if email in letter.to]


def dates_with(letter: EmailMessage) -> list[Date]:
    """The dates that came with a letter for the calendar; none without a calendar part."""
    for part in letter.message().walk():
        if part.get_content_type() == "text/calendar":
            text = part.get_payload(decode=True)
            assert isinstance(text, bytes)
            return dates_in(text.decode())
    return []


def dates_in(calendar: str) -> list[Date]:
    """Title and beginning of every date, in the order of time."""
    events = Calendar.from_ical(calendar).walk("VEVENT")
    return sorted(((str(event["SUMMARY"]), event.decoded("DTSTART")) for event in events), key=lambda date: date[1])


def fetch(address: str) -> str:
    """What a program that is no browser gets from an address."""
    with urllib.request.urlopen(address, timeout=10) as answer:
        return str(answer.read(), "utf-8")


def person(email: str) -> User:
    return User.objects.get(email=email)
