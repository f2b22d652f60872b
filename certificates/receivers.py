"""What certificates hear from below."""

from datetime import datetime

from django.dispatch import receiver

from certificates import issuing
from courses.attendance.signals import registration_completed
from courses.catalogue.models import Offer
from courses.scorm.signals import module_completed
from courses.seats.models import Registration
from lms.people.models import User


@receiver(registration_completed)
def certify(registration_id: int, at: datetime, **kwargs: object) -> None:
    """Issue at once; what goes wrong here stays owed and is found by the sweep."""
    issuing.issue(Registration.objects.get(pk=registration_id), at=at)


@receiver(module_completed)
def certify_completion(person_id: int, activity_id: int, at: datetime, **kwargs: object) -> None:
    """The last module of a self-paced offer earns a certificate; any before it, nothing yet."""
    offer = Offer.objects.get(activities=activity_id)
    if offer.format == Offer.Format.SELF_PACED:
        issuing.issue_for_completion(User.objects.get(pk=person_id), offer, at=at)
