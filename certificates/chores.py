"""What certificates owe."""

from datetime import datetime

from certificates import issuing
from lms.kit.chores import chore


@chore
def issue_owed(at: datetime) -> int:
    """Issue what an announcement has missed, a thousand at a time; one that cannot be issued stops no other."""
    issued = 0
    for registration in issuing.owed()[:1000]:
        try:
            issuing.issue(registration, at=at)
        except issuing.NotCertifiable:
            continue
        issued += 1
    return issued
