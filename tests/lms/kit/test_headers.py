import re

import pytest
from django.http import HttpResponseBase
from django.test import Client, override_settings

from tests import make

INSIDE = ["/", "/help/", "/emergency/", "/account/email/", "/account/2fa/", "/account/2fa/totp/activate/"]
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def policy(response: HttpResponseBase) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in response.headers["Content-Security-Policy"].split(";"))
    return {name: sources for name, _, sources in parts}


@pytest.mark.parametrize("url", [*INSIDE, "/nowhere/"])
def test_a_browser_may_load_from_us_alone(client: Client, url: str) -> None:
    client.force_login(make.staff())
    found = policy(client.get(url))

    frames = found.pop("frame-src")
    assert found == POLICY
    assert frames == "http://127.0.0.1:8000"  # the content origin, for learning packages


@pytest.mark.parametrize("url", INSIDE)
def test_no_page_needs_what_the_policy_forbids(client: Client, url: str) -> None:
    client.force_login(make.staff())
    page = client.get(url).content.decode()

    assert re.findall(r"\son[a-z]+=", page) == []
    assert re.findall(r"\sstyle=", page) == []
    assert re.findall(r"<style|<script(?![^>]*\ssrc=)", page) == []
    assert re.findall(r'<(?:script|link|img|iframe|source)[^>]*(?:src|href)="(?:https?:)?//', page) == []


def test_every_answer_is_careful(client: Client) -> None:
    headers = client.get("/help/").headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]


@override_settings(SESSION_COOKIE_SECURE=True, CSRF_COOKIE_SECURE=True, LANGUAGE_COOKIE_SECURE=True)
def test_there_are_three_cookies_and_no_script_can_read_them(client: Client) -> None:
    make.staff(email="ada@example.org", password="ein langes Kennwort")
    client.get("/account/login/")
    client.post("/account/login/", {"login": "ada@example.org", "password": "ein langes Kennwort"})
    client.post("/language/", {"language": "en"})
    client.get("/")

    kept = {name: cookie for name, cookie in client.cookies.items() if cookie.value}
    assert set(kept) <= {"sessionid", "csrftoken", "django_language", "messages"}
    for name in ["sessionid", "csrftoken", "django_language"]:
        assert (kept[name]["httponly"], kept[name]["samesite"], kept[name]["secure"]) == (True, "Lax", True), name


def test_pages_behind_the_login_are_not_kept_by_browsers(client: Client) -> None:
    client.force_login(make.staff())

    assert "no-store" in client.get("/").headers["Cache-Control"]
    assert "no-store" not in Client().get("/help/").headers.get("Cache-Control", "")
