"""A request whose sender is known."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from lms.people.models import User


class PersonRequest(HttpRequest):
    """What a view gets behind the login: every page is behind it unless it says otherwise."""

    user: User
    htmx: HtmxDetails
