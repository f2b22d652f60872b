"""The hats a person wears, read once per request."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import F, IntegerField, Value

if TYPE_CHECKING:
    from lms.people.models import User


@dataclass(frozen=True)
class Hats:
    """Programme roles, and for each role in a municipality the municipalities' ids."""

    programme: frozenset[str]
    at: dict[str, frozenset[int]]

    @classmethod
    def of(cls, user: User) -> Hats:
        """Both kinds of roles with one statement."""
        roles = apps.get_model("people", "ProgrammeRole").objects.filter(person=user)
        memberships = apps.get_model("people", "Membership").objects.filter(person=user)
        rows = roles.values_list("role", Value(None, output_field=IntegerField())).union(
            memberships.values_list("role", F("municipality_id")), all=True
        )
        return cls.gathered(rows)

    @classmethod
    def gathered(cls, rows: Iterable[tuple[str, int | None]]) -> Hats:
        """From pairs of role and municipality; a role without a municipality is one in the programme."""
        programme: set[str] = set()
        at: dict[str, set[int]] = {}
        for role, municipality_id in rows:
            if municipality_id is None:
                programme.add(role)
            else:
                at.setdefault(role, set()).add(municipality_id)
        return cls(frozenset(programme), {role: frozenset(ids) for role, ids in at.items()})

    @property
    def is_office(self) -> bool:
        return "office" in self.programme

    @property
    def is_reviewer(self) -> bool:
        return "reviewer" in self.programme

    @property
    def is_trainer(self) -> bool:
        return "trainer" in self.programme

    @property
    def is_coach(self) -> bool:
        return "coach" in self.programme

    def municipalities(self) -> frozenset[int]:
        """Every municipality the person belongs to, in whatever role."""
        return frozenset().union(*self.at.values())

    def coordinating(self) -> frozenset[int]:
        """Where the person coordinates or is the lead contact."""
        return self.at.get("coordinator", frozenset()) | self.at.get("lead_contact", frozenset())

    def hr(self) -> frozenset[int]:
        """Where the person works in human resources."""
        return self.at.get("hr", frozenset())

    def leading(self) -> frozenset[int]:
        """Where the person may see colleagues: as coordination, lead contact or human resources."""
        return self.coordinating() | self.hr()
