"""What a municipality is to the programme, asked by the floors above."""

from collections.abc import Iterable
from datetime import datetime

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
