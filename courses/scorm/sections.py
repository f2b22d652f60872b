"""On an offer's page: where the person stands in its modules, and the way into them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from courses.catalogue.models import Offer
from courses.catalogue.sections import offer_sections
from courses.scorm.desk import saved_in_words
from courses.scorm.models import LearnerRecord, ScormActivity
from lms.kit.sections import Section
from lms.people.models import User


@dataclass(frozen=True)
class Standing:
    """A module, and what the person has done in it so far: perhaps nothing (``record`` is ``None``)."""

    module: ScormActivity
    record: LearnerRecord | None
    saved: str


@offer_sections.add
def where_i_stand(offer: Offer, user: User, at: datetime) -> Iterator[Section]:
    """No query for offers without modules, one for all others."""
    modules = [activity for activity in offer.activities_in_order if isinstance(activity, ScormActivity)]
    if modules:
        mine = LearnerRecord.objects.of(user).filter(activity__in=modules, saved_at__isnull=False)
        records = {record.activity_id: record for record in mine}
        standings = [_standing(module, records.get(module.pk), at=at) for module in modules]
        yield Section("scorm/_standings.html", rank=10, context={"standings": standings})


def _standing(module: ScormActivity, record: LearnerRecord | None, *, at: datetime) -> Standing:
    saved = saved_in_words(record.saved_at, at=at) if record and record.saved_at else ""
    return Standing(module, record, saved)
