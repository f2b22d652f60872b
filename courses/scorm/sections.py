"""On an offer's page: where the person stands in its modules."""

from collections.abc import Iterator
from datetime import datetime

from courses.catalogue.models import Offer
from courses.catalogue.sections import offer_sections
from courses.scorm.desk import saved_in_words
from courses.scorm.models import LearnerRecord
from lms.kit.sections import Section
from lms.people.models import User


@offer_sections.add
def where_i_stand(offer: Offer, user: User, at: datetime) -> Iterator[Section]:
    """One's own modules that have been saved at least once."""
    records = (
        LearnerRecord.objects.of(user)
        .filter(activity__offer=offer, saved_at__isnull=False)
        .select_related("activity")
        .order_by("activity__position")
    )
    standings = [(record, saved_in_words(record.saved_at, at=at)) for record in records if record.saved_at]
    if standings:
        yield Section("scorm/_standings.html", rank=10, context={"standings": standings})
