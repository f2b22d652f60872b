"""The run's page, to which the floors above add participants, waiting, attendance; and our piece of the offer's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from courses.catalogue.models import Offer
from courses.catalogue.sections import offer_sections
from courses.sessions import rules
from courses.sessions.models import Run
from lms.kit.sections import Section, Sections
from lms.people.models import User

run_sections: Sections[Run] = Sections()
"""Pieces of the page on which trainer and office see a run."""

consequence_sections: Sections[Run] = Sections()
"""Pieces of the pages on which a move or a cancellation is confirmed: who is hit, in numbers, before it happens."""


@offer_sections.add
def planning_of_runs(offer: Offer, user: User, at: datetime) -> Iterable[Section]:
    """For whoever may plan: the way from an offer to a run."""
    if offer.has_dates() and rules.may_plan(user):
        yield Section("sessions/_planning.html", rank=80, context={"planned_offer": offer})
