"""Demo: whoever has attended enough holds a certificate."""

from datetime import datetime

from certificates.chores import issue_owed
from lms.kit.demo import scene


@scene
def certificates_of_the_past(at: datetime) -> None:
    issue_owed(at)
