"""Chapter two: what the programme teaches, and how somebody finds it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.story import people
from tests.browser.story.stage import Stage, go, heading, says
from tests.make.time import berlin


def staff_find_an_offer(stage: Stage) -> None:
    stage.travel(berlin(2027, 4, 5, 8))
    page = stage.enter(people.STAFF)
    stage.look(page, "schreibtisch-beschaeftigte")
    go(page, "Angebote")
    _shows(page, "28 Angebote")
    stage.look(page, "angebote")
    for field, choice, found in (("Modul", "M2", 7), ("Für wen", "FK", 4), ("Format", "workshop", 2)):
        page.get_by_label(field, exact=True).select_option(choice)
        _shows(page, f"{found} Angebote")
    page.get_by_label("Suche", exact=True).fill("Hinweis Entscheidung")
    page.get_by_role("main").get_by_role("button", name="Anzeigen").click()
    _shows(page, "1 Angebot")
    stage.look(page, "angebote-gefunden")
    page.get_by_role("link", name="Clearingverfahren entwerfen").click()

    heading(page, "Clearingverfahren entwerfen")
    for sentence in ("Verfahren skizzieren", "16 UE (720 Minuten)", "Zurzeit ist kein Termin geplant."):
        says(page, sentence)
    stage.look(page, "angebot")


def _shows(page: Page, count: str) -> None:
    expect(page.get_by_role("status").filter(has_text="Angebot")).to_have_text(count)
