"""What a municipality is to the programme, asked by the floors above."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from lms.kit.templatetags import komma
from lms.programmes.models import Standing


def with_priority(municipality_ids: Iterable[int], *, at: datetime) -> set[int]:
    """Which of these municipalities are served first in the online training and transfer programme at that moment."""
    standings = Standing.objects.valid(at=at).with_priority().filter(municipality_id__in=list(municipality_ids))
    return set(standings.values_list("municipality_id", flat=True))


def is_model(municipality_ids: Iterable[int], *, at: datetime) -> set[int]:
    """Which of these municipalities are model municipalities at that moment."""
    standings = Standing.objects.valid(at=at).filter(
        kind=Standing.Kind.MODEL, municipality_id__in=list(municipality_ids)
    )
    return set(standings.values_list("municipality_id", flat=True))


def reasons(municipality_ids: Iterable[int], *, at: datetime) -> dict[int, str]:
    """For each of these municipalities that is served first: why, as a sentence for its own people."""
    standings = (
        Standing.objects.valid(at=at)
        .with_priority()
        .filter(municipality_id__in=list(municipality_ids))
        .select_related("municipality")
        .order_by("-since")  # the dictionary keeps the last, so the oldest
    )
    return {
        each.municipality_id: _("The employees of %(town)s have had priority since %(day)s.")
        % {"town": each.municipality.name, "day": komma.day(each.since)}
        for each in standings
    }
