"""What coaching hears from below."""

from datetime import datetime

from django.dispatch import receiver

from coaching import account
from lms.programmes.signals import outcomes_published


@receiver(outcomes_published)
def grant_days(call_id: int, at: datetime, **kwargs: object) -> None:
    """The selected municipalities get their consulting days; what is missed here, the sweep finds."""
    for standing in account.owed().filter(decision__application__call=call_id).select_related("municipality"):
        account.grant(standing, at=at)
