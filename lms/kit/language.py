"""German unless somebody chose otherwise."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import get_supported_language_variant


class ChosenLanguageMiddleware:
    """Speak the language from the cookie, else German.

    Django's own middleware would follow the browser's list, and a browser set up in English would
    answer a German town hall in English without anybody having asked for it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            language = get_supported_language_variant(request.COOKIES[settings.LANGUAGE_COOKIE_NAME])
        except (KeyError, LookupError):
            language = settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
