"""Coming in."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import make
from tests.browser import walking

pytestmark = pytest.mark.browser
PASSWORD = "ein langes Kennwort"


def test_the_login_page_is_good_for_everybody(page: Page) -> None:
    page.goto("/")

    expect(page).to_have_url("/account/login/?next=/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Anmelden")
    walking.look(page, "login")


def test_one_comes_in_with_the_keyboard_alone(page: Page) -> None:
    make.staff(email="ada@example.org", password=PASSWORD)
    page.goto("/account/login/")

    walking.tab_to(page, page.locator("[name=login]"))
    page.keyboard.type("ada@example.org")
    walking.tab_to(page, page.locator("[name=password]"))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")

    expect(page).to_have_url("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_wrong_password_keeps_what_was_typed(page: Page) -> None:
    make.staff(email="ada@example.org", password=PASSWORD)
    page.goto("/account/login/")

    page.locator("[name=login]").fill("ada@example.org")
    page.locator("[name=password]").fill("etwas anderes")
    page.locator("[name=password]").press("Enter")

    expect(page.locator("[name=login]")).to_have_value("ada@example.org")
    expect(page.locator("[name=login]")).to_be_visible()
    walking.look(page, "login-refused")


def test_two_people_are_logged_in_side_by_side(arrive: Callable[..., Page]) -> None:
    ada, kim = arrive(make.staff()), arrive(make.office())

    for page in (ada, kim):
        page.goto("/")
        expect(page).to_have_url("/")
    walking.look(ada, "desk-staff")
    walking.look(kim, "desk-office")


def test_the_other_origin_knows_no_pages_of_ours(page: Page, house: str) -> None:
    other = house.replace("localhost", "127.0.0.1")

    answer = page.goto(f"{other}/account/login/")

    assert answer is not None
    assert answer.status == 404
