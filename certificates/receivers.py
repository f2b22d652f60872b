"""What certificates hear from below."""

from datetime import datetime

from django.dispatch import receiver

from certificates import issuing
from courses.attendance.signals import registration_completed
from courses.seats.models import Registration


@receiver(registration_completed)
def certify(registration_id: int, at: datetime, **kwargs: object) -> None:
    """Issue at once; what goes wrong here stays owed and is found by the sweep."""
    issuing.issue(Registration.objects.get(pk=registration_id), at=at)
