"""Chapter five: a talk of which the others see minutes, never who or what."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from coaching.models import Coaching
from tests.browser.story import people
from tests.browser.story.stage import Stage, dates_in, dates_with, fetch, go, heading, letters_to, person, press, says
from tests.make.time import berlin

BEGIN = berlin(2027, 5, 25, 10)


def a_team_lead_asks_for_a_coaching(stage: Stage) -> None:
    stage.travel(berlin(2027, 5, 17, 9))
    page = stage.enter(people.TEAM_LEAD)
    go(page, "Angebote")
    page.get_by_role("link", name="Einzelcoaching für Amts- und Leitungspersonen").click()
    stage.look(page, "angebot-vertraulich")
    press(page, "Um ein Gespräch bitten")
    stage.look(page, "gespraech-anfragen")
    press(page, "Termine anfragen")
    says(page, "Sobald Termine angeboten werden")
    stage.look(page, "gespraech-angefragt")


def a_coach_offers_a_slot(stage: Stage) -> None:
    stage.travel(berlin(2027, 5, 18, 9))
    page = stage.enter(people.COACH)
    stage.look(page, "schreibtisch-coaching")
    go(page, "Meine Gespräche")
    stage.look(page, "gespraeche")
    page.get_by_role("main").get_by_role("link", name="Termine anbieten").click()
    first = page.get_by_role("group", name="Termin 1")
    first.get_by_label("Tag").fill("2027-05-25")
    first.get_by_label("Von").fill("10:00")
    first.get_by_label("Bis").fill("11:30")
    first.get_by_label("Ort oder Zugangslink").fill("Besprechungsraum am Park")
    stage.look(page, "gespraech-anbieten")
    press(page, "Diese Termine anbieten")
    stage.look(page, "gespraech-angeboten")

    page = stage.enter(people.TEAM_LEAD)
    stage.look(page, "schreibtisch-teamleitung")
    press(page, "Auswählen")
    stage.look(page, "gespraech-waehlen")
    page.get_by_role("main").get_by_role("button", name="Auswählen").click()
    says(page, "Ihr Termin ist vereinbart.")
    stage.look(page, "gespraech-vereinbart")


def both_find_a_neutral_entry(stage: Stage) -> None:
    for someone in (people.TEAM_LEAD, people.COACH):
        page = stage.enter(someone)
        go(page, "Termine")
        press(page, "In meinen Kalender")
        press(page, "Einschalten")
        feed = fetch(page.get_by_label("Adresse Ihres Kalenders").input_value())
        assert dates_in(feed) == dates_with(letters_to(someone)[-1]) == [("Termin", BEGIN)]
        assert "oach" not in feed


def its_minutes_leave_the_account(stage: Stage) -> None:
    """Of 38,400 minutes ninety are delivered: the employer sees the total, the office months, neither who or what."""
    stage.travel(berlin(2027, 5, 25, 12))
    page = stage.enter(people.COACH)
    press(page, "Minuten eintragen")
    page.get_by_label("Geleistete Minuten").fill("90")
    stage.look(page, "gespraech-minuten")
    press(page, "Minuten eintragen")
    says(page, "Die Minuten sind eingetragen.")

    page = stage.enter(people.OTHER_COORDINATION)
    stage.look(page, "schreibtisch-koordination-modellkommune")
    press(page, "Zum Kontingent")
    heading(page, "Beratungstage von Anderstadt")
    _shows_minutes_only(page)
    expect(page.get_by_role("main")).not_to_contain_text("Mai 2027")
    stage.look(page, "beratungskonto")
    page = stage.enter(people.OFFICE)
    go(page, "Beratungstage")
    _shows_minutes_only(page)
    stage.look(page, "beratungskonten")
    page.get_by_role("main").get_by_role("link", name="Anderstadt").click()
    says(page, "Mai 2027")
    _shows_minutes_only(page)
    for private in ("requests", "talks"):
        answer = page.goto(f"/coaching/{private}/{Coaching.objects.get().pk}/")
        assert answer is not None
        assert answer.status == 404


def _shows_minutes_only(page: Page) -> None:
    main = page.get_by_role("main")
    expect(main).to_contain_text(re.compile(r"\b90\b"))
    expect(main).to_contain_text(re.compile(r"38\.?310"))
    for secret in (person(people.TEAM_LEAD), person(people.COACH)):
        expect(main).not_to_contain_text(secret.family_name)
