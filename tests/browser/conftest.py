"""A house that answers on both its origins, and a browser that notices what nobody should do to its guests."""

import os
import threading
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import QuietWSGIRequestHandler
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, WebError
from pytest_django import Settings

from lms.people.models import User
from tests.browser import chromium, walking

# Playwright's synchronous calls keep an event loop running in this thread; Django would take us for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": chromium.path(), "args": chromium.ARGUMENTS}


@pytest.fixture
def house(transactional_db: None, settings: Settings) -> Iterator[str]:
    """The house, open: people come in under the origin given here, uploaded packages run on the other one.

    Rows are really committed, and pages are answered by threads with connections of their own, as in real life.
    """
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler, allow_reuse_address=False)
    port = server.server_address[1]
    settings.SITE_ORIGIN = f"http://localhost:{port}"
    settings.CONTENT_ORIGIN = f"http://127.0.0.1:{port}"
    settings.CSRF_TRUSTED_ORIGINS = [settings.SITE_ORIGIN]
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {**directives, "frame-src": [settings.CONTENT_ORIGIN]}}
    server.set_app(WSGIHandler())  # after the settings: middleware reads them once
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield settings.SITE_ORIGIN
    server.shutdown()
    server.server_close()


@pytest.fixture
def arrive(browser: Browser, house: str) -> Iterator[Callable[..., Page]]:
    """``arrive(user)``: a page in a browser of that person's own, logged in; without a person, a stranger's.
    ``java_script_enabled=False`` and whatever else a browser can be told goes along.

    Fails the test at its end if any page broke the content security policy, met a script error or asked a third
    party for something.
    """
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def arrive(user: User | None = None, **options: Any) -> Page:
        context = browser.new_context(
            base_url=house,
            locale="de-DE",
            timezone_id="Europe/Berlin",
            viewport=walking.DESK,
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        _watch(context, house, troubles)
        page = context.new_page()
        if user is not None:
            walking.log_in(page, user, house)
        return page

    yield arrive
    for context in contexts:
        context.close()
    assert troubles == []


@pytest.fixture
def page(arrive: Callable[..., Page]) -> Page:
    """A stranger's browser."""
    return arrive()


def _watch(context: BrowserContext, house: str, troubles: list[str]) -> None:
    port = urlsplit(house).port
    ours = {f"localhost:{port}", f"127.0.0.1:{port}"}

    def met_an_error(error: WebError) -> None:
        troubles.append(f"Script error: {error.error}")

    def said(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            troubles.append(f"{message.location['url']}: {message.text}")

    def asked(request: Request) -> None:
        asked_for = urlsplit(request.url)
        if asked_for.scheme in {"http", "https", "ws", "wss"} and asked_for.netloc not in ours:
            troubles.append(f"Asked a third party: {request.url}")

    context.on("weberror", met_an_error)
    context.on("console", said)
    context.on("request", asked)
