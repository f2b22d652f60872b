"""A person's subscription to their own dates."""

from django.db import models

from lms.people.models import User


class Feed(models.Model):
    """A secret address at which a person's calendar program fetches their dates; a new nonce revokes the old one.

    The address is the nonce signed with the secret key (see ``subscribing``), so the database alone opens no calendar.
    """

    person = models.OneToOneField(User, on_delete=models.CASCADE, related_name="calendar_feed")
    nonce = models.CharField(max_length=43, unique=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Feed {self.pk}"
