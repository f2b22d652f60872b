"""Who may do what in the catalogue. Looking is for everybody with a login."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lms.people.models import User


def may_write_offers(user: User) -> bool:
    """The programme office and trainers write offers, so they see drafts, too."""
    hats = user.hats()
    return hats.is_office or hats.is_trainer
