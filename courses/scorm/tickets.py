"""Tickets: who may do what on the content origin, where nobody is logged in.

A ticket is a signed text in an address. It names ids only and expires; it is good for one purpose, as every
purpose is signed with a salt of its own.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import ClassVar, Self

from django.core import signing

LIFE = timedelta(hours=12)


class Invalid(Exception):
    """Not signed by us for this purpose, or expired."""


@dataclass(frozen=True)
class _Ticket:
    """``issued_at`` counts whole seconds since 1970 (UTC)."""

    purpose: ClassVar[str]

    issued_at: int

    @classmethod
    def read(cls, text: str, *, at: datetime) -> Self:
        try:
            facts = signing.loads(text, salt=cls.purpose)
        except signing.BadSignature as error:
            raise Invalid(cls.purpose) from error
        if not isinstance(facts, list) or len(facts) != len(fields(cls)):
            raise Invalid(cls.purpose)
        ticket = cls(*facts)
        if at > ticket.moment() + LIFE:
            raise Invalid(cls.purpose)
        return ticket

    def signed(self) -> str:
        return signing.dumps(list(asdict(self).values()), salt=self.purpose)

    def moment(self) -> datetime:
        return datetime.fromtimestamp(self.issued_at, tz=UTC)


@dataclass(frozen=True)
class PlayTicket(_Ticket):
    """Open this module for this person."""

    purpose = "courses.scorm.play"

    person_id: int
    activity_id: int


@dataclass(frozen=True)
class PreviewTicket(_Ticket):
    """Open this package, keeping nothing."""

    purpose = "courses.scorm.preview"

    package_id: int


@dataclass(frozen=True)
class CommitTicket(_Ticket):
    """Save what this launch of the person's record says."""

    purpose = "courses.scorm.commit"

    person_id: int
    activity_id: int
    record_id: int
    launch: int


@dataclass(frozen=True)
class FilesTicket(_Ticket):
    """Read the files of this package."""

    purpose = "courses.scorm.files"

    folder: str
