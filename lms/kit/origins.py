"""Two origins: people are logged in on one, uploaded packages run on the other.

The script of a learning package is a stranger's. On its own origin it has no cookie to steal and no page of
ours to read (same-origin policy, HTML Living Standard § 7.1.1).
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class TwoOriginsMiddleware:
    """On the content origin, know only the content URLs; everywhere else, only ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.content_host = urlsplit(settings.CONTENT_ORIGIN).netloc

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self.content_host and request.get_host() == self.content_host:
            request.urlconf = settings.CONTENT_URLCONF
        return self.get_response(request)
