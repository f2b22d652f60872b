"""Chapter one: a call, applications, decisions, and what follows from them."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from lms.people.models import Municipality
from lms.programmes.models import Call
from tests import make
from tests.browser.story import people
from tests.browser.story.stage import Stage, go, heading, letters_to, person, press, says
from tests.make.time import berlin

TITLE = "Modellkommunen gesucht: gemeinsam gegen Rassismus und Hass"
TEXT = """Wir begleiten **zehn Kommunen** zwei Jahre lang.

## Was Sie bekommen
- achtzig Beratungstage
- Fortbildungen für Ihre Beschäftigten

## Was wir erwarten
- Ihre Leitung steht hinter der Bewerbung."""
NEEDS = (
    "Wer im Bürgerbüro oder im Stadtrat angefeindet wird, weiß heute nicht, an wen er sich wenden kann. "
    "Wir wollen ein verlässliches Verfahren, das Betroffene schützt."
)
REASON = "Die Bewerbung überzeugt: Bedarf und Auftrag sind klar, und die Leitung steht dahinter."
REGRET = "Es gab mehr gute Bewerbungen als Plätze. Wir laden Sie herzlich in das Online-Programm ein."


def the_office_opens_a_call(stage: Stage) -> None:
    """A deadline before the publication is refused, everything else that was typed stays."""
    page = stage.enter(people.OFFICE)
    stage.look(page, "schreibtisch-programmbuero")
    go(page, "Auswahl")
    stage.look(page, "aufrufe-leer")
    press(page, "Neuen Aufruf schreiben")
    page.get_by_label("Titel").fill(TITLE)
    page.get_by_label("Text").fill(TEXT)
    page.get_by_label("Plätze").fill("10")
    page.get_by_label("Veröffentlichung").fill("2027-03-01T09:00")
    page.get_by_label("Bewerbungsfrist").fill("2027-02-28T23:59")
    press(page, "Entwurf speichern")

    says(page, "Die Bewerbungsfrist muss nach der Veröffentlichung enden")
    expect(page.get_by_label("Text")).to_have_value(TEXT)
    stage.look(page, "aufruf-frist-abgelehnt")
    page.get_by_label("Bewerbungsfrist").fill("2027-03-31T23:59")
    press(page, "Entwurf speichern")
    stage.look(page, "aufruf-entwurf")
    press(page, "Aufruf veröffentlichen")

    says(page, "Der Aufruf ist veröffentlicht.")
    says(page, "Mi., 31. März 2027, 23:59 Uhr")


def a_municipality_applies(stage: Stage) -> None:
    """For its whole administration; the head confirms through a personal link, then nothing can be changed any more."""
    stage.travel(berlin(2027, 3, 15, 9))
    page = stage.enter(people.APPLICANT)
    stage.look(page, "schreibtisch-koordination")
    _begin(page)
    page.get_by_label("Name oder AGS").press_sequentially("Musterst", delay=10)
    page.get_by_label(re.compile("^Musterstadt")).check()  # found while typing
    stage.look(page, "bewerbung-ort")
    press(page, "Weiter")
    stage.look(page, "bewerbung-leer")
    page.get_by_label("Ihr Bedarf").fill(NEEDS)
    press(page, "Entwurf speichern")
    says(page, "Gespeichert um 9:0")
    page = stage.enter(people.APPLICANT)  # another day, another start: the draft waits on the desk
    press(page, "Weiter")
    expect(page.get_by_label("Ihr Bedarf")).to_have_value(NEEDS)

    _name_contact_and_head(page, contact="Miriam Ansprech", head="Toni Oberhaupt", town="musterstadt")
    stage.look(page, "bewerbung-entwurf")
    press(page, "Speichern und Unterstützung anfragen")
    says(page, "Wir haben an leitung@musterstadt.example geschrieben.")
    _the_head_confirms(stage, "leitung@musterstadt.example", look=True)

    page.reload()
    says(page, "Es fehlt nichts")
    press(page, "Bewerbung einreichen")
    says(page, "Die Bewerbung ist eingereicht.")
    expect(page.get_by_label("Ihr Bedarf")).to_have_count(0)
    says(page, NEEDS)
    stage.look(page, "bewerbung-eingereicht")


def another_applies_for_one_unit_without_javascript(stage: Stage) -> None:
    page = stage.enter(people.UNIT_APPLICANT, scripts=False)
    _begin(page)
    page.get_by_label("Name oder AGS").fill("Musterkreis")
    press(page, "Suchen")
    page.get_by_label(re.compile("Landkreis Musterkreis")).check()
    page.get_by_label("eine Organisationseinheit").check()
    page.get_by_label(re.compile("^Organisationseinheit")).fill("Gesundheitsamt")
    press(page, "Weiter")
    page.get_by_label("Ihr Bedarf").fill(NEEDS)
    _name_contact_and_head(page, contact="Wiebke Kreislauf", head="Frido Leitungsmann", town="musterkreis")
    press(page, "Speichern und Unterstützung anfragen")
    _the_head_confirms(stage, "leitung@musterkreis.example")
    page.reload()
    press(page, "Bewerbung einreichen")

    says(page, "Die Bewerbung ist eingereicht.")
    heading(page, "Bewerbung: Landkreis Musterkreis, Gesundheitsamt")


def others_apply_as_well(stage: Stage) -> None:
    """Ten more in time; one draft is a night late: it is kept, and cannot be submitted any more."""
    call = Call.objects.get()
    coordination = {Municipality.objects.get(ags="05999002"): person(people.OTHER_COORDINATION)}
    for number, name in enumerate(people.OTHER_TOWNS):
        town = make.municipality(name=name, ags=f"059991{number:02}")
        coordination[town] = make.coordinator(of=town)
    for town, applicant in coordination.items():
        head = f"leitung@{applicant.email.partition('@')[2]}"
        facts = {
            "municipality": {"name": town.name, "ags": town.ags},
            "needs": NEEDS,
            "contact": {"name": applicant.full_name(), "email": applicant.email},
            "head": {"name": "Toni Muster", "office": "Bürgermeisteramt", "email": head},
            "applicant": {"name": applicant.full_name(), "email": applicant.email},
        }
        make.application(
            call=call,
            municipality=town,
            applicant=applicant,
            contact_email=applicant.email,
            head_email=head,
            status="submitted",
            as_submitted=facts,
        )
    late = make.endorsed(
        call=call, municipality=Municipality.objects.get(ags="09999003"), applicant=person(people.TOO_LATE)
    )
    stage.travel(berlin(2027, 4, 1, 9))
    page = stage.enter(people.TOO_LATE)
    page.goto(f"/programmes/applications/{late.pk}/")

    says(page, "Die Bewerbungsfrist ist abgelaufen.")
    expect(page.get_by_role("button", name="Bewerbung einreichen")).to_have_count(0)
    stage.look(page, "bewerbung-zu-spaet")


def the_office_decides_and_publishes(stage: Stage) -> None:
    """One application after the other; the letters with reasons go out in one moment."""
    page = stage.enter(people.OFFICE)
    stage.look(page, "schreibtisch-auswahl")
    go(page, "Auswahl")
    page.get_by_role("main").get_by_role("link", name=re.compile("^Auswahl")).click()
    stage.look(page, "auswahl-offen")
    page.get_by_role("link", name="Anderstadt").click()
    stage.look(page, "bewerbung-entscheiden")
    for _application in range(len(people.OTHER_TOWNS) + 3):
        town = page.get_by_role("heading", level=1).inner_text().removeprefix("Bewerbung: ")
        outcome, reason = ("nicht ausgewählt", REGRET) if town in people.NOT_SELECTED else ("ausgewählt", REASON)
        page.get_by_label(outcome, exact=True).check()
        page.get_by_label("Begründung").fill(reason)
        press(page, "Vermerken und weiter")
        says(page, f"Für {town} vermerkt.")
    stage.look(page, "auswahl-vermerkt")
    press(page, "Veröffentlichung vorbereiten")
    says(page, "10 Zusagen")
    says(page, "2 Absagen")
    stage.look(page, "auswahl-veroeffentlichen")
    press(page, "Jetzt alle Ergebnisse veröffentlichen")
    says(page, "Die Ergebnisse sind veröffentlicht. 12 Briefe stehen im Postausgang.")

    go(page, "Post")
    stage.look(page, "postausgang")
    page.get_by_role("row", name=people.APPLICANT).first.get_by_role("link").click()
    says(page, REGRET)
    stage.look(page, "brief-absage")
    assert REGRET in letters_to(people.APPLICANT)[-1].body


def whoever_was_not_selected_reads_of_priority(stage: Stage) -> None:
    page = stage.enter(people.APPLICANT)
    page.goto("/programmes/applications/")
    stage.look(page, "bewerbungen")
    page.get_by_role("main").get_by_role("link", name="Musterstadt").click()

    says(
        page, "Musterstadt wurde dieses Mal nicht ausgewählt. Ihre Beschäftigten haben seit Do., 1. April 2027 Vorrang"
    )
    stage.look(page, "bewerbung-ergebnis")


def _begin(page: Page) -> None:
    go(page, "Aufrufe")
    page.get_by_role("link", name=TITLE).click()
    press(page, "Bewerbung beginnen")


def _name_contact_and_head(page: Page, *, contact: str, head: str, town: str) -> None:
    page.get_by_label("Ansprechperson", exact=True).fill(contact)
    page.get_by_label("E-Mail-Adresse der Ansprechperson").fill(f"koordination@{town}.example")
    page.get_by_label("Leitung", exact=True).fill(head)
    page.get_by_label("Amt der Leitung").fill("Bürgermeisteramt")
    page.get_by_label("E-Mail-Adresse der Leitung").fill(f"leitung@{town}.example")


def _the_head_confirms(stage: Stage, address: str, *, look: bool = False) -> None:
    """Without an account, through the link in the letter."""
    [letter] = letters_to(address)
    link = re.search(r"http\S+", str(letter.body))
    assert link
    head = stage.enter_as_stranger()
    head.goto(link[0])
    says(head, NEEDS)
    if look:
        stage.look(head, "unterstuetzung")
    press(head, "Unterstützung bestätigen")
    expect(head.get_by_role("button", name="Unterstützung bestätigen")).to_have_count(0)
    if look:
        stage.look(head, "unterstuetzung-bestaetigt")
