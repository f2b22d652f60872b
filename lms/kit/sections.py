"""Pages that grow upwards: a lower floor owns the page, the floors above lay sections onto it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from lms.people.models import User

T = TypeVar("T")


@dataclass(frozen=True)
class Section:
    """A piece of page: its template, what the template needs, and where it stands (lowest rank first)."""

    template: str
    rank: int
    context: dict[str, Any] = field(default_factory=dict)


class Sections(Generic[T]):
    """The sections of one page. A room adds its own in a module named ``sections.py``, found at start-up."""

    def __init__(self) -> None:
        self._makers: list[Callable[[T, User, datetime], Iterable[Section]]] = []

    def add(
        self, maker: Callable[[T, User, datetime], Iterable[Section]]
    ) -> Callable[[T, User, datetime], Iterable[Section]]:
        """Register ``maker(subject, user, at)``: yields sections, with a constant number of queries."""
        self._makers.append(maker)
        return maker

    def of(self, subject: T, *, user: User, at: datetime) -> list[Section]:
        return sorted((s for make in self._makers for s in make(subject, user, at)), key=lambda s: s.rank)
