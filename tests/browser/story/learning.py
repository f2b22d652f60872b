"""Chapter four: learning alone, in two sittings, and assessing oneself where nobody can look."""

from __future__ import annotations

from playwright.sync_api import FrameLocator, Page, expect

from courses.catalogue.models import Offer
from courses.scorm import demo
from courses.scorm.models import LearnerRecord
from tests.browser.story import people
from tests.browser.story.stage import Stage, go, heading, person, press, says
from tests.make.time import berlin

MODULE = "Rassismus erkennen: Grundlagen"


def a_trainer_uploads_a_module(stage: Stage) -> None:
    """Packed by npm's simple-scorm-packager; what is no package is refused with a sentence."""
    stage.travel(berlin(2027, 5, 13, 8))
    page = stage.enter(people.TRAINER)
    go(page, "Lernpakete")
    press(page, "Lernpaket hochladen")
    page.get_by_label("ZIP-Datei").set_input_files(
        {"name": "notizen.zip", "mimeType": "application/zip", "buffer": b"Das ist kein Archiv."}
    )
    press(page, "Hochladen und prüfen")
    stage.look(page, "lernpaket-abgelehnt")
    page.get_by_label("ZIP-Datei").set_input_files(demo.built_package("M2-01"))
    press(page, "Hochladen und prüfen")
    heading(page, MODULE)
    page.get_by_label("Fortbildungsangebot").select_option(str(Offer.objects.get(code="M2-01").pk))
    page.get_by_label("Minuten").fill("90")
    press(page, "In das Angebot aufnehmen")
    says(page, "gehört jetzt zum Angebot")
    stage.look(page, "lernpaket")
    go(page, "Lernpakete")
    stage.look(page, "lernpakete")


def staff_work_through_it_in_two_sittings(stage: Stage) -> None:
    page = stage.enter(people.STAFF)
    go(page, "Angebote")
    page.get_by_role("link", name=MODULE).click()
    stage.look(page, "angebot-lernmodul")
    press(page, "Modul öffnen")
    _at(page, 1)
    _turn(page)
    _answer(page, "ebene", "b")
    _turn(page)
    _at(page, 3)
    expect(page.get_by_role("status").filter(has_text="Gespeichert um")).to_be_visible()
    stage.look(page, "lernmodul")

    stage.travel(berlin(2027, 5, 14, 8))
    page = stage.enter(people.STAFF)
    stage.look(page, "schreibtisch-weiterlernen")
    page.get_by_role("main").get_by_role("link", name=MODULE).first.click()
    _at(page, 3)
    _turn(page, "Zurück")
    expect(_inside(page).locator("#ebene input[value=b]")).to_be_checked()
    _turn(page)
    _turn(page)
    _answer(page, "schalter", "c")
    _answer(page, "auswahl", "a")
    _turn(page)
    _turn(page)
    _answer(page, "merksatz", "b")
    _turn(page, "Abschließen")

    expect(_inside(page).locator("#result")).to_have_text("Sie haben 4 von 4 Fragen richtig beantwortet.")
    expect(page.get_by_role("status").filter(has_text="Gespeichert um")).to_be_visible()
    press(page, "Zurück zum Angebot")
    says(page, "abgeschlossen")
    assert LearnerRecord.objects.get(person=person(people.STAFF)).completed_at is not None
    stage.look(page, "lernmodul-abgeschlossen")


def staff_assess_themselves(stage: Stage) -> None:
    """Nobody else is led to the result, and whoever knows its address finds nothing there."""
    page = stage.enter(people.STAFF)
    _open_assessment(page)
    stage.look(page, "selbsteinschaetzung")
    press(page, "Beginnen")
    stage.look(page, "selbsteinschaetzung-frage")
    _answer_all(page)
    stage.look(page, "selbsteinschaetzung-antworten")
    press(page, "Mein Ergebnis anzeigen")
    heading(page, "Ihr Ergebnis")
    stage.look(page, "selbsteinschaetzung-ergebnis")

    for curious in (people.OFFICE, people.TRAINER, people.HR, people.COLLEAGUE):
        elsewhere = stage.enter(curious)
        answer = elsewhere.goto(page.url)
        assert answer is not None
        assert answer.status == 404
    stage.look(elsewhere, "nicht-da")


def a_colleague_does_so_without_javascript(stage: Stage) -> None:
    page = stage.enter(people.COLLEAGUE, scripts=False)
    _open_assessment(page)
    press(page, "Beginnen")
    page.get_by_role("main").get_by_role("radio").first.check()
    press(page, "Speichern und Pause machen")
    press(page, "Weitermachen")
    heading(page, "Frage 2 von 9")
    _answer_all(page)
    press(page, "Mein Ergebnis anzeigen")
    heading(page, "Ihr Ergebnis")


def _inside(page: Page) -> FrameLocator:
    """The pages of the module: a frame within the frame on the content origin."""
    return page.frame_locator("iframe.komma-module").frame_locator("#module")


def _at(page: Page, number: int) -> None:
    expect(_inside(page).locator("#position")).to_have_text(f"Seite {number} von 6")


def _turn(page: Page, word: str = "Weiter") -> None:
    _inside(page).get_by_role("button", name=word, exact=True).click()


def _answer(page: Page, question: str, value: str) -> None:
    _inside(page).locator(f"#{question} input[value={value}]").check()


def _open_assessment(page: Page) -> None:
    page.goto("/catalogue/M2-01/")
    page.get_by_role("link", name="Selbsteinschätzung: Rassismus im Verwaltungsalltag erkennen").click()


def _answer_all(page: Page) -> None:
    """The first choice everywhere, until there is no further question."""
    main = page.get_by_role("main")
    while "Frage" in main.get_by_role("heading", level=1).inner_text():
        main.get_by_role("radio").or_(main.get_by_role("checkbox")).first.check()
        press(page, "Speichern und weiter")
