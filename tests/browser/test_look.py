"""The frame, the pages in the footer and the pages of the account, as they are seen and reached."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from lms.people.models import User
from tests import make
from tests.browser import walking

pytestmark = pytest.mark.browser
PASSWORD = "ein langes Kennwort"
OPEN = [
    "/help/",
    "/emergency/",
    "/accessibility/",
    "/privacy/",
    "/imprint/",
    "/letters/barrier/",
    "/account/signup/",
    "/account/password/reset/",
    "/account/password/reset/done/",
    "/account/confirm-email/",
]


@pytest.mark.parametrize("url", OPEN)
def test_the_public_pages_are_good_for_everybody(page: Page, url: str) -> None:
    page.goto(url)

    walking.look(page, url.strip("/").replace("/", "-"))


@pytest.mark.parametrize("url", ["/account/login/", "/help/", "/emergency/", "/letters/barrier/"])
def test_contrast_holds_in_the_dark(page: Page, url: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(url)

    walking.axe(page)


def test_errors_take_the_focus_and_lead_to_their_field(page: Page) -> None:
    page.goto("/letters/barrier/")
    page.get_by_role("button", name="Absenden").click()

    expect(page.get_by_role("alert")).to_be_focused()
    walking.look(page, "form-with-errors")
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.locator("[name=what]")).to_be_focused()


def test_the_first_tab_leads_past_the_header(page: Page) -> None:
    page.goto("/help/")
    page.keyboard.press("Tab")

    expect(page.get_by_role("link", name="Zum Inhalt springen")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_menu_on_a_phone_needs_no_script(browser: Browser, house: str) -> None:
    context = browser.new_context(base_url=house, viewport=walking.PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto("/help/")

    page.get_by_text("Menü").click()
    page.get_by_role("navigation", name="Bereiche").get_by_role("link", name="Anmelden").click()

    expect(page).to_have_url(house + "/account/login/")
    context.close()


def test_a_language_is_chosen_without_leaving_the_page(page: Page) -> None:
    page.goto("/help/")
    page.get_by_role("button", name="English").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Help")


def test_htmx_runs_under_the_policy_and_may_not_evaluate_anything(page: Page) -> None:
    page.goto("/help/")

    assert page.evaluate("[htmx.version[0], htmx.config.allowEval, htmx.config.includeIndicatorStyles]") == [
        "2",
        False,
        False,
    ]
    assert page.evaluate("document.head.querySelectorAll('style').length") == 0


def test_the_letters_are_our_own(page: Page) -> None:
    page.goto("/help/")
    page.evaluate("document.fonts.ready.then(() => true)")

    assert page.evaluate("document.fonts.check('16px \"Fira Sans\"')")
    assert page.evaluate("[...document.fonts].some(font => font.status === 'loaded')")


def test_the_pages_of_the_account_are_good_for_everybody(arrive: Callable[[User], Page]) -> None:
    page = arrive(make.staff(email="ada@example.org", password=PASSWORD))

    for url in ["/", "/account/email/", "/account/2fa/", "/account/password/change/", "/account/logout/"]:
        page.goto(url)
        walking.look(page, f"account{url.strip('/').replace('/', '-')}")
    page.goto("/account/2fa/totp/activate/")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Weiter").click()
    expect(page.get_by_role("img", name="QR-Code")).to_be_visible()
    assert page.evaluate("document.querySelector('img.komma-qr').naturalWidth > 0")
    walking.look(page, "account-totp")
