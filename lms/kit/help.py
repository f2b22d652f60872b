"""What the help page says to each role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from lms.people.hats import Hats


@dataclass(frozen=True)
class Role:
    """A section of the help page; ``mine`` unfolds it for those who wear the hat."""

    slug: str
    title: str | Promise
    lines: tuple[str | Promise, ...]
    mine: bool


def roles(hats: Hats | None) -> list[Role]:
    """All roles in the order in which a programme meets them; the reader's own are unfolded."""
    return [
        Role(
            "coordination",
            _("Coordination in a municipality"),
            (
                _("Invite colleagues one by one, or bring a table; you see a preview before anything is sent."),
                _("You see who of your municipality goes where, and can register or replace people."),
                _("Book consulting days and confirm them once they have taken place."),
                _("Hand in your application when a call is open; the head of your administration endorses it by link."),
            ),
            mine=hats is not None and bool(hats.coordinating()),
        ),
        Role(
            "hr",
            _("Human resources"),
            (
                _("Under “Certificates” you find everything issued to your staff, and one file with all of them."),
                _("You see completions only: scores, attempts and self-assessments belong to those who learn."),
            ),
            mine=hats is not None and bool(hats.hr()),
        ),
        Role(
            "trainers",
            _("Trainers"),
            (
                _("Schedule a run: clashes and holidays are shown before you save."),
                _("Moving a date shows who is hit and which dates suit most; one confirmation tells everybody."),
                _("Tick who is there; the sheet also takes minutes. Close the run, and certificates go out."),
            ),
            mine=hats is not None and hats.is_trainer,
        ),
        Role(
            "coaches",
            _("Coaches"),
            (
                _("Offer dates, accept requests, and note the hours. What was talked about is never recorded."),
                _("In calendars your talks are called “Termin” and nothing more."),
            ),
            mine=hats is not None and hats.is_coach,
        ),
        Role(
            "review",
            _("Review"),
            (
                _("Each application is scored against the published criteria; “save and next” brings the next one."),
                _("Are you biased? Declare it, and the application goes to somebody else."),
            ),
            mine=hats is not None and hats.is_reviewer,
        ),
        Role(
            "office",
            _("Programme office"),
            (
                _("The desk counts what needs a decision today; each number leads to the list behind it."),
                _("Outcomes go out together: the page says beforehand who gets which letter."),
                _("Letters that could not be sent stand in the outbox with their reason."),
            ),
            mine=hats is not None and hats.is_office,
        ),
    ]
