"""The start page ("Schreibtisch"): every room lays its own cards there, saying what is waiting for this person."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.functional import Promise

from lms.kit import probing

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
Rows = Callable[["User", datetime], probing.Rows]
_makers: list[tuple[CardMaker, Rows | None]] = []


def card(*, if_any: Rows | None = None) -> Callable[[CardMaker], CardMaker]:
    """Register ``maker(user, at)``: yields this room's cards for the person, with a constant number of queries.

    ``if_any(user, at)`` names the rows without which the room has nothing to say, or ``None`` where the person's hats
    already say no. The desk asks for those of all rooms with one statement and calls only whom there is something for.
    """

    def register(maker: CardMaker) -> CardMaker:
        _makers.append((maker, if_any))
        return maker

    return register


def cards_for(user: User, *, at: datetime) -> list[Card]:
    """The person's cards, most urgent first."""
    rows = {maker: if_any(user, at) for maker, if_any in _makers if if_any is not None}
    waiting = probing.where_any(user, rows)
    makers = [maker for maker, if_any in _makers if if_any is None or maker in waiting]
    return sorted((card for make in makers for card in make(user, at)), key=lambda card: card.rank)
