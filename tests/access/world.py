"""Two towns, everybody who may knock, and how a row of the access table is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lms.people.models import Municipality, User
from tests import make

ROLES = (
    "stranger",
    "staff",
    "colleague",
    "coordinator",
    "hr",
    "hr_elsewhere",
    "coordinator_elsewhere",
    "trainer",
    "other_trainer",
    "coach",
    "other_coach",
    "reviewer",
    "office",
)


@dataclass
class World:
    """``staff`` is the person whom the objects of a row belong to; ``colleague``, ``coordinator`` and ``hr`` work in
    the same town; ``trainer`` leads the run in question, ``coach`` the coaching; all others are their namesakes
    elsewhere.
    """

    town: Municipality
    elsewhere: Municipality
    people: dict[str, User]

    def __getattr__(self, role: str) -> User:
        try:
            return self.people[role]
        except KeyError:
            raise AttributeError(role) from None


def build() -> World:
    town = make.municipality(name="Musterstadt")
    elsewhere = make.municipality(name="Anderstadt")
    return World(
        town=town,
        elsewhere=elsewhere,
        people={
            "staff": make.staff(of=town),
            "colleague": make.staff(of=town),
            "coordinator": make.coordinator(of=town),
            "hr": make.hr(of=town),
            "hr_elsewhere": make.hr(of=elsewhere),
            "coordinator_elsewhere": make.coordinator(of=elsewhere),
            "trainer": make.trainer(),
            "other_trainer": make.trainer(),
            "coach": make.coach(),
            "other_coach": make.coach(),
            "reviewer": make.reviewer(),
            "office": make.office(),
        },
    )


EVERYBODY = frozenset(ROLES)
LOGGED_IN = EVERYBODY - {"stranger"}


@dataclass(frozen=True)
class Row:
    """Who gets what from one address.

    ``args`` builds what the row needs and returns the address's arguments; ``ok`` get the status ``answer``,
    the stranger is sent to the login (302) unless in ``ok``, and everybody else sees ``otherwise``: the same 404 for
    "not yours" and "not there".
    """

    ok: frozenset[str] | set[str]
    args: Callable[[World], list[Any]] = lambda world: []
    method: str = "get"
    data: Callable[[World], dict[str, Any]] = lambda world: {}
    answer: int = 200
    otherwise: int = 404
    stranger: int = 302
    content: bool = field(default=False)

    def expected(self, role: str) -> int:
        if role in self.ok:
            return self.answer
        return self.stranger if role == "stranger" else self.otherwise
