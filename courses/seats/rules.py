"""Who may see what of a registration."""

from datetime import datetime, timedelta

from courses.catalogue.models import Offer
from courses.seats.models import Registration
from courses.sessions.models import Run
from lms.people.models import User

VENUE_SHOWN_BEFORE = timedelta(days=5)
"""How long before the first date the place and the link are shown: the shorter they are known, the safer they are."""


def may_see_group(user: User, run: Run) -> bool:
    """The person who leads the run, and the office."""
    return run.trainer_id == user.pk or user.hats().is_office


def may_see_venue(registration: Registration, *, starts_at: datetime | None, at: datetime) -> bool:
    """Only somebody with a seat, and not earlier than five days before the first date."""
    if registration.status != Registration.Status.CONFIRMED or starts_at is None:
        return False
    return at >= starts_at - VENUE_SHOWN_BEFORE


def shows_municipalities(run: Run) -> bool:
    """In sensitive and confidential offers it is nobody's concern where somebody works."""
    return run.offer.protection == Offer.Protection.NORMAL
