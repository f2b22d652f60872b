"""The start page ("Schreibtisch"): every room lays its own cards there, saying what is waiting for this person."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.functional import Promise

if TYPE_CHECKING:
    from lms.people.models import User

Text = str | Promise


@dataclass(frozen=True)
class Line:
    """One thing on a card: what it is, where it leads, and a short state beside it."""

    text: Text
    href: str = ""
    note: Text = ""


@dataclass(frozen=True)
class Card:
    """What waits for a person in one room: a heading, at most five lines, one main button.

    ``rank`` orders the cards: what needs a deed today is below 20, what is next below 50, the rest above.
    """

    title: Text
    rank: int
    lines: list[Line] = field(default_factory=list)
    text: Text = ""
    action: Text = ""
    href: str = ""


CardMaker = Callable[["User", datetime], Iterable[Card]]
_makers: list[CardMaker] = []


def card(maker: CardMaker) -> CardMaker:
    """Register ``maker(user, at)``: yields this room's cards for the person, with a constant number of queries."""
    _makers.append(maker)
    return maker


def cards_for(user: User, *, at: datetime) -> list[Card]:
    return sorted((card for make in _makers for card in make(user, at)), key=lambda card: card.rank)
