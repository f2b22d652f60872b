"""What self-assessments lay onto an offer's page: for its writers, the way to add one. Nothing about who took any."""

from collections.abc import Iterable
from datetime import datetime

from courses.catalogue import rules
from courses.catalogue.models import Offer
from courses.catalogue.sections import offer_sections
from lms.kit.sections import Section
from lms.people.models import User


@offer_sections.add
def add_a_self_assessment(offer: Offer, user: User, at: datetime) -> Iterable[Section]:
    if rules.may_write_offers(user):
        yield Section("quizzes/_add.html", rank=90)
