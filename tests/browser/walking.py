"""Going through the pages as people do, and looking at them as people must be able to.

``log_in`` and ``log_in_by_form`` open the door; ``look(page, "name")`` proves a page good at both widths and, on a
tour, takes its picture; ``tab_to`` proves that a thing can be reached by keyboard alone.
"""

import os
from pathlib import Path

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from playwright.sync_api import Locator, Page, ViewportSize

from lms.people.models import User
from lms.people.visits import SessionStore

DESK: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_LOOKING_FOR = {
    "runOnly": {"type": "tag", "values": TAGS},
    "resultTypes": ["violations"],  # to collect what is well would take longer
    "preload": False,  # no rule of these reads style sheets
}
_AXE = settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js"


def log_in(page: Page, user: User, house: str) -> None:
    """Let a person in without the form: a session as the form would have made it, in the browser's cookie."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": str(session.session_key), "url": house, "httpOnly": True}]
    )


def log_in_by_form(page: Page, email: str, password: str) -> None:
    """Come in through the door, as everybody does."""
    page.goto("/account/login/")
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(password)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/account/login/" not in url)


def axe(page: Page) -> None:
    """Fail, readably, if axe finds an obstacle on the page as it is now. The page's own policy stays in force."""
    page.evaluate(_AXE.read_text(encoding="utf-8") + "; undefined")
    result = page.evaluate("options => axe.run(document, options)", _LOOKING_FOR)
    obstacles = [
        f"{violation['id']} ({violation['impact']}): {violation['help']}\n"
        + "\n".join(f"    {node['html'][:160]}\n    {node['failureSummary']}" for node in violation["nodes"])
        for violation in result["violations"]
    ]
    assert not obstacles, f"{page.url} at {page.viewport_size}:\n" + "\n".join(obstacles)


def look(page: Page, name: str) -> None:
    """Prove the page good on a desk and on a phone: no obstacle for anybody, nothing sticks out sideways.

    With ``TOUR=folder`` in the environment its pictures are laid there as ``name-1280.png`` and ``name-390.png``.
    """
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        axe(page)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= size["width"], f"{page.url} is {width} px wide on a screen of {size['width']} px."
        if folder := os.environ.get("TOUR"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(folder) / f"{name}-{size['width']}.png", full_page=True, caret="initial")


def tab_to(page: Page, target: Locator, *, at_most: int = 100) -> None:
    """Press Tab until the target has the focus; fail if it never gets it, or if nobody could see that it has it."""
    for _ in range(at_most):
        page.keyboard.press("Tab")
        if target.evaluate("node => node === document.activeElement"):
            seen = target.evaluate(
                "node => { const s = getComputedStyle(node);"
                " return s.outlineStyle !== 'none' || s.boxShadow !== 'none' || node.matches(':focus-visible'); }"
            )
            assert seen, f"One cannot see that {target} has the focus."
            return
    raise AssertionError(f"{at_most} times Tab did not lead to {target}.")
