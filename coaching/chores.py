"""What coaching owes."""

from datetime import datetime

from coaching import account
from lms.kit.chores import chore


@chore
def grant_owed(at: datetime) -> int:
    """Grant the consulting days that an announcement has missed."""
    standings = list(account.owed().select_related("municipality"))
    for standing in standings:
        account.grant(standing, at=at)
    return len(standings)
