"""What coaching lays onto an offer's page: the way to ask for a talk."""

from collections.abc import Iterable
from datetime import datetime

from courses.catalogue.models import Offer
from courses.catalogue.sections import offer_sections
from lms.kit.sections import Section
from lms.people.models import User
from lms.programmes import standing


@offer_sections.add
def ask_for_a_talk(offer: Offer, user: User, at: datetime) -> Iterable[Section]:
    if offer.format == Offer.Format.COACHING:
        entitled = bool(standing.is_model(user.hats().municipalities(), at=at))
        yield Section("coaching/_ask.html", rank=20, context={"entitled": entitled})
