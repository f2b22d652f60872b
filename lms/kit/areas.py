"""The words in the header: each room adds the areas in which a person may have something to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise

if TYPE_CHECKING:
    from lms.people.models import User


@dataclass(frozen=True)
class Area:
    """A word in the header: what it says, the URL name behind it, for whom, and where it stands (lowest first)."""

    label: str | Promise
    url_name: str
    rank: int
    concerns: Callable[[User], bool]


_areas: list[Area] = []


def area(label: str | Promise, url_name: str, *, rank: int, concerns: Callable[[User], bool]) -> None:
    """Register an area. ``concerns(user)`` must answer from the person's hats alone, without a further query."""
    _areas.append(Area(label, url_name, rank, concerns))


def areas_for(user: User) -> list[Area]:
    return sorted((area for area in _areas if area.concerns(user)), key=lambda area: area.rank)
