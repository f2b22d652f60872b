"""What certificates owe."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from certificates import issuing
from certificates.models import Certificate
from lms.kit.chores import chore

AT_ONCE = 1000


@chore
def issue_owed(at: datetime) -> int:
    """Issue what an announcement has missed, a thousand at a time; one that cannot be issued stops no other."""
    work: list[Callable[[], Certificate | None]] = [
        partial(issuing.issue, registration, at=at) for registration in issuing.owed()[:AT_ONCE]
    ]
    work += [
        partial(issuing.issue_for_completion, record.person, record.activity.offer, at=at)
        for record in issuing.completions_owed().select_related("person", "activity__offer")[:AT_ONCE]
    ]
    return sum(map(_issued, work))


def _issued(issue: Callable[[], Certificate | None]) -> bool:
    try:
        return issue() is not None
    except issuing.NotCertifiable:
        return False
