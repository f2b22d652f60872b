from collections.abc import Callable
from functools import partial

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from pytest_django import DjangoAssertNumQueries

from lms import urls
from lms.kit import views
from tests import make


def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def misunderstood(request: HttpRequest) -> HttpResponse:
    raise BadRequest


urlpatterns = [path("broken/", broken), path("forbidden/", forbidden), path("misunderstood/", misunderstood)]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
ERRORS = [
    ("/nowhere/", 404, "Diese Seite haben wir nicht gefunden", "We have not found this page"),
    ("/forbidden/", 403, "Das geht hier nicht", "This is not possible here"),
    ("/misunderstood/", 400, "Diese Anfrage haben wir nicht verstanden", "We have not understood this request"),
    ("/broken/", 500, "Bei uns ist etwas schiefgegangen", "Something has gone wrong on our side"),
]


@pytest.fixture
def inside() -> Client:
    """A browser that shows error pages instead of stopping at them, with somebody logged in."""
    client = Client(raise_request_exception=False)
    client.force_login(make.staff())
    return client


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize(("url", "status", "german", "english"), ERRORS)
def test_an_error_says_what_happened_in_the_readers_language(
    inside: Client, url: str, status: int, german: str, english: str
) -> None:
    response = inside.get(url)
    inside.cookies["django_language"] = "en"
    in_english = inside.get(url)

    assert response.status_code == in_english.status_code == status
    assert f"<h1>{german}</h1>" in response.content.decode()
    assert f"<h1>{english}</h1>" in in_english.content.decode()
    assert '<html lang="en">' in in_english.content.decode()


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize(("url", "status", "german", "english"), ERRORS)
def test_an_error_page_is_bound_by_the_same_policy(
    inside: Client, url: str, status: int, german: str, english: str
) -> None:
    assert "default-src 'none'" in inside.get(url).headers["Content-Security-Policy"]


def test_a_stranger_gets_the_same_page_for_what_is_not_there(client: Client) -> None:
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert "Zur Startseite" in response.content.decode()


def test_a_form_that_cannot_be_trusted_is_sent_back_with_a_word_on_what_to_do() -> None:
    response = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "ada@example.org"})

    assert response.status_code == 403
    assert "Bitte senden Sie das Formular noch einmal ab" in response.content.decode()


@pytest.mark.parametrize(
    "draw",
    [
        views.server_error,
        views.csrf_failure,
        partial(views.not_found, exception=Exception()),
        partial(views.forbidden, exception=Exception()),
        partial(views.bad_request, exception=Exception()),
    ],
)
def test_error_pages_stand_without_session_person_or_database(
    draw: Callable[[HttpRequest], HttpResponse], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        page = draw(HttpRequest())

    assert page.status_code >= 400


def test_error_pages_stand_without_collected_files() -> None:
    with override_settings(
        STORAGES={"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}},
        STATIC_ROOT="/nowhere",
    ):
        page = views.server_error(HttpRequest()).content.decode()

    assert 'href="/static/kern/kern.min.css"' in page


@override_settings(ACCOUNT_RATE_LIMITS={"login": "1/m/ip"})
def test_who_tries_too_often_is_asked_to_wait(client: Client) -> None:
    guess = {"login": "ada@example.org", "password": "geraten"}

    client.post("/account/login/", guess)
    response = client.post("/account/login/", guess)

    assert response.status_code == 429
    assert "<h1>Zu viele Versuche in kurzer Zeit</h1>" in response.content.decode()
