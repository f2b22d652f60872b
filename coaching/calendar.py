"""What coachings put into people's calendars: "Termin", and nothing more."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from calendars.entries import Entry, source
from coaching.models import Slot, SlotQuerySet
from lms.people.models import User


def _slots(person: User, since: datetime, until: datetime) -> SlotQuerySet:
    return (
        Slot.objects.between(since, until)
        .filter(status__in=[Slot.Status.AGREED, Slot.Status.CANCELLED])
        .filter(Q(coaching__person=person) | Q(coaching__coach=person))
    )


@source(if_any=_slots)
def dates_of(person: User, since: datetime, until: datetime) -> Iterable[Entry]:
    """Agreed dates and those cancelled after they were agreed, for both who talk."""
    return [entry_of(slot, person) for slot in _slots(person, since, until).select_related("coaching")]


def entry_of(slot: Slot, person: User) -> Entry:
    page = "coaching:request" if person.pk == slot.coaching.person_id else "coaching:talk"
    return Entry(
        uid=str(slot.uid),
        sequence=slot.sequence,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        title=_("Appointment"),
        changed_at=slot.changed_at,
        path=reverse(page, args=[slot.coaching_id]),
        cancelled=slot.status == Slot.Status.CANCELLED,
    )
