"""Entering what the official list lacks: counties, associations, city districts, and municipalities newer than it."""

from datetime import datetime

from django.db import transaction

from lms.journal import recording
from lms.people.models import Municipality, User


@transaction.atomic
def enter(municipality: Municipality, *, by: User, at: datetime) -> Municipality:
    """Add a municipality whose keys have been validated; everybody can choose it from now on."""
    municipality.save(force_insert=True)
    recording.record(municipality, "entered", by=by, at=at, kind=municipality.kind)
    return municipality
