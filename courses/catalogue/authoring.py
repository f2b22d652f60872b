"""Writing offers and their activities."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from courses.catalogue.models import Activity, Audience, Offer
from lms.journal import recording
from lms.people.models import User


@transaction.atomic
def keep_offer(
    offer: Offer, *, audiences: Collection[str], changed: Collection[str] = (), by: User, at: datetime
) -> None:
    """Save a new or changed offer with the groups it is for.

    ``changed`` names the fields for the journal, not their content. Publishing and withdrawing have their own lines,
    as people ask later since when something stood in the catalogue.
    """
    is_new = offer.pk is None
    was_published = not is_new and Offer.objects.filter(pk=offer.pk, is_published=True).exists()
    offer.save()
    offer.audiences.exclude(group__in=audiences).delete()
    there = set(offer.audiences.values_list("group", flat=True))
    Audience.objects.bulk_create(
        Audience(offer=offer, group=group) for group in Audience.Group.values if group in set(audiences) - there
    )
    if is_new:
        recording.record(offer, "created", by=by, at=at)
    elif changed:
        recording.record(offer, "changed", by=by, at=at, fields=sorted(changed))
    if offer.is_published != was_published:
        recording.record(offer, "published" if offer.is_published else "withdrawn", by=by, at=at)


@transaction.atomic
def keep_activity(activity: Activity, *, by: User, at: datetime) -> None:
    """Save an activity of any kind; a new one takes its place behind the offer's other activities."""
    is_new = activity.pk is None
    if is_new:
        offer = Offer.objects.select_for_update().get(pk=activity.offer_id)  # two new ones at once get two places
        activity.position = offer.next_position()
    activity.save()
    recording.record(activity, "created" if is_new else "changed", by=by, at=at)
