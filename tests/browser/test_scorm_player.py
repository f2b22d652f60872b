"""A learning module in a real browser: packed by a real packager, spoken to by a real client, saved by us."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, Page, Route, expect
from pytest_django import Settings

from courses.scorm import demo
from courses.scorm.models import LearnerRecord, Package, ScormActivity
from lms.people.models import User
from tests import make
from tests.browser import walking
from tests.make.scorm import MANIFEST

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _own_shelf(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def ada() -> User:
    return make.staff()


def module(code: str = "M2-01") -> ScormActivity:
    with demo.built_package(code).open("rb") as file:
        package = make.package(file=file)
    return make.module(package=package, title=package.title)


def inside(page: Page) -> FrameLocator:
    """The pages of the module: a frame within the frame on the content origin."""
    return page.frame_locator("iframe.komma-module").frame_locator("#module")


def position(page: Page) -> Any:
    return inside(page).locator("#position")


def turn(page: Page, word: str = "Weiter") -> None:
    inside(page).get_by_role("button", name=word, exact=True).click()


def answer(page: Page, value: str, question: str) -> None:
    inside(page).locator(f"#{question} input[value={value}]").check()


def saved(person: User, **core: str) -> LearnerRecord:
    """Wait until the record says so: a beacon takes its time."""
    for _ in range(100):
        record = LearnerRecord.objects.of(person).filter(saved_at__isnull=False).first()
        if record and all(record.cmi.get(f"cmi.core.{name}") == value for name, value in core.items()):
            return record
        time.sleep(0.05)
    raise AssertionError(f"Nothing like {core} was saved, but {record and record.cmi}.")


def test_a_trainer_uploads_a_package_and_staff_work_through_it(arrive: Callable[..., Page], ada: User) -> None:
    offer = make.offer(code="M2-01", title="Rassismus erkennen: Grundlagen", format="self_paced")
    trainer = arrive(make.trainer())
    trainer.goto("/modules/packages/new/")
    trainer.get_by_label("ZIP-Datei").set_input_files(demo.built_package("M2-01"))
    walking.look(trainer, "scorm-upload")
    trainer.get_by_role("button", name="Hochladen und prüfen").click()
    expect(trainer.get_by_role("heading", level=1)).to_have_text("Rassismus erkennen: Grundlagen")
    trainer.get_by_label("Fortbildungsangebot").select_option(str(offer.pk))
    trainer.get_by_label("Minuten").fill("90")
    trainer.get_by_role("button", name="In das Angebot aufnehmen").click()
    expect(trainer.get_by_text("gehört jetzt zum Angebot")).to_be_visible()
    walking.look(trainer, "scorm-package")

    page = arrive(ada)
    page.goto("/catalogue/M2-01/")
    page.get_by_role("link", name="Modul öffnen").click()
    expect(position(page)).to_have_text("Seite 1 von 6")
    walking.look(page, "scorm-module")
    turn(page)
    answer(page, "b", "ebene")
    for _ in range(2):
        turn(page)
    answer(page, "c", "schalter")
    answer(page, "a", "auswahl")
    for _ in range(2):
        turn(page)
    answer(page, "b", "merksatz")
    turn(page, "Abschließen")

    expect(inside(page).locator("#result")).to_have_text("Sie haben 4 von 4 Fragen richtig beantwortet.")
    expect(page.get_by_role("status").filter(has_text="Gespeichert um")).to_be_visible()
    record = saved(ada, lesson_status="completed")
    assert record.completed_at is not None
    page.goto("/catalogue/M2-01/")
    expect(page.get_by_text("abgeschlossen").first).to_be_visible()


def test_after_loading_the_page_anew_one_goes_on_where_one_was(arrive: Callable[..., Page], ada: User) -> None:
    page = arrive(ada)
    page.goto(module().get_absolute_url())
    turn(page)
    answer(page, "a", "ebene")
    turn(page)
    expect(position(page)).to_have_text("Seite 3 von 6")
    saved(ada, lesson_location="2")

    page.reload()

    expect(position(page)).to_have_text("Seite 3 von 6")
    turn(page, "Zurück")
    expect(inside(page).locator("#ebene input[value=a]")).to_be_checked()
    expect(inside(page).locator("#ebene .answer")).to_contain_text("Nicht ganz.")


def test_a_closed_tab_leaves_its_last_words(arrive: Callable[..., Page], ada: User) -> None:
    page = arrive(ada)
    activity = module()
    page.goto(activity.get_absolute_url())
    turn(page)
    saved(ada, lesson_location="1")

    # What a module says while the tab goes down, when no ordinary request is allowed any more.
    inside(page).locator("body").evaluate(
        "() => addEventListener('pagehide', () => {"
        " parent.API.LMSSetValue('cmi.core.lesson_location', 'letzte Worte'); parent.API.LMSCommit(''); })"
    )
    page.close(run_before_unload=True)

    record = saved(ada, lesson_location="letzte Worte")
    assert json.loads(record.cmi["cmi.suspend_data"])["seen"] == 1
    assert record.cmi["cmi.core.exit"] == "suspend"


def test_what_a_module_never_commits_is_saved_when_the_tab_is_closed(arrive: Callable[..., Page], ada: User) -> None:
    silent = (
        "<!doctype html><html lang='de'><title>Stumm</title><p>Stumm</p><script>parent.API.LMSInitialize('');"
        "parent.API.LMSSetValue('cmi.core.lesson_location', 'stumm')</script></html>"
    )
    files = {"imsmanifest.xml": MANIFEST, "index.html": silent}
    activity = make.module(package=make.package(file=make.package_archive(files)))
    page = arrive(ada)
    page.goto(activity.get_absolute_url())
    expect(inside(page).get_by_text("Stumm")).to_be_visible()

    page.close(run_before_unload=True)

    saved(ada, lesson_location="stumm")


def test_a_failed_check_can_be_passed_later(arrive: Callable[..., Page], ada: User) -> None:
    page = arrive(ada)
    page.goto(module("M2-02").get_absolute_url())
    for _ in range(3):
        turn(page)
    for question, value in {"merkmal": "a", "form": "a", "stelle": "a", "folge": "b"}.items():
        answer(page, value, question)
    turn(page, "Abschließen")
    expect(inside(page).locator("#result")).to_contain_text("fehlt noch etwas")
    assert saved(ada, **{"score.raw": "50"}).completed_at is None

    page.reload()
    turn(page, "Zurück")
    answer(page, "c", "merkmal")
    turn(page, "Abschließen")

    record = saved(ada, **{"score.raw": "75"})
    assert (record.lesson_status, record.completed_at is not None) == ("passed", True)


def test_a_failing_line_is_told_and_tried_again(arrive: Callable[..., Page], ada: User) -> None:
    page = arrive(ada)
    page.goto(module().get_absolute_url())
    expect(position(page)).to_have_text("Seite 1 von 6")
    line = page.locator("[data-module-standing]")

    def break_down(route: Route) -> None:
        route.fulfill(status=500, body="")

    page.context.route("**/modules/commit/**", break_down)
    turn(page)
    expect(line).to_contain_text("Nicht gespeichert, wird erneut versucht.")
    page.context.unroute("**/modules/commit/**", break_down)

    expect(line).to_contain_text("Gespeichert um", timeout=15_000)
    saved(ada, lesson_location="1")


def test_of_two_windows_the_later_one_is_kept(arrive: Callable[..., Page], ada: User) -> None:
    first = arrive(ada)
    activity = module()
    first.goto(activity.get_absolute_url())
    expect(position(first)).to_have_text("Seite 1 von 6")
    second = first.context.new_page()
    second.goto(activity.get_absolute_url())
    turn(second)
    saved(ada, lesson_location="1")

    turn(first)

    expect(first.locator("[data-module-standing]")).to_contain_text("in einem anderen Fenster geöffnet")
    assert saved(ada).launch == 2


def test_a_preview_keeps_nothing(arrive: Callable[..., Page]) -> None:
    page = arrive(make.trainer())
    package: Package = module().package
    page.goto(package.get_absolute_url())
    page.get_by_role("link", name="Wie Lernende ansehen").click()

    turn(page)

    expect(position(page)).to_have_text("Seite 2 von 6")
    expect(page.get_by_text("Vorschau: Es wird nichts gespeichert.")).to_be_visible()
    assert not LearnerRecord.objects.exists()


def test_a_module_reaches_neither_our_page_nor_the_world(arrive: Callable[..., Page], ada: User) -> None:
    page = arrive(ada)
    page.goto(module().get_absolute_url())
    expect(position(page)).to_have_text("Seite 1 von 6")
    body = inside(page).locator("body")

    assert body.evaluate("() => { try { return top.document.title } catch (e) { return e.name } }") == "SecurityError"
    assert body.evaluate("() => document.cookie") == ""
    assert body.evaluate("() => { try { top.location = '/nowhere/' } catch (e) { return e.name } }") == "SecurityError"
    assert {cookie["domain"] for cookie in page.context.cookies()} == {"localhost"}


def test_the_module_is_worked_through_with_the_keyboard(arrive: Callable[..., Page], ada: User) -> None:
    page = arrive(ada)
    page.goto(module("Z2-03").get_absolute_url())
    expect(position(page)).to_have_text("Seite 1 von 4")

    for _ in range(60):
        page.keyboard.press("Tab")
        if inside(page).locator("#next").evaluate("node => node === document.activeElement"):
            break
    page.keyboard.press("Enter")

    expect(position(page)).to_have_text("Seite 2 von 4")
    walking.axe(page)


def test_without_javascript_the_page_says_what_is_missing(arrive: Callable[..., Page], ada: User, house: str) -> None:
    browser = arrive(ada).context.browser
    assert browser is not None
    context = browser.new_context(java_script_enabled=False, base_url=house)
    page = context.new_page()
    walking.log_in(page, ada, house)
    page.goto(module().get_absolute_url())

    expect(page.get_by_text("Das Lernmodul braucht JavaScript", exact=True)).to_be_visible()
    context.close()
