"""Chapter three: dates, seats, the line for them, and who was there."""

from __future__ import annotations

import re
from datetime import date
from urllib.error import HTTPError

import pytest
from playwright.sync_api import Page, expect

from courses.sessions.models import Run
from tests import make
from tests.browser import walking
from tests.browser.story import people
from tests.browser.story.stage import (
    Stage,
    dates_in,
    dates_with,
    fetch,
    go,
    heading,
    letters_to,
    on_a_phone,
    press,
    says,
)
from tests.make.time import berlin

DAYS = (berlin(2027, 5, 11, 9), berlin(2027, 5, 12, 9))
SEMINAR = berlin(2027, 5, 19, 9)
NEUTRAL = "Fortbildung Verfahren"
"""What calendars and letters call the workshop."""


def a_trainer_schedules_a_workshop(stage: Stage) -> None:
    """Two dates, each a neutral entry in the trainer's calendar; the feed's address can be exchanged for another."""
    page = stage.enter(people.TRAINER)
    stage.look(page, "schreibtisch-training")
    _plan(page, "Clearingverfahren entwerfen", [day.date() for day in DAYS], hours=("09:00", "16:00"), breaks="60")
    page.get_by_label("Ort").fill("Beispielhaus, Saal 2")
    stage.look(page, "durchfuehrung-planen")
    press(page, "Entwurf speichern")
    stage.look(page, "durchfuehrung-entwurf")
    press(page, "Veröffentlichen")
    stage.look(page, "durchfuehrung-veroeffentlichen")
    press(page, "Veröffentlichen")
    heading(page, "Clearingverfahren entwerfen")
    go(page, "Durchführungen")
    stage.look(page, "durchfuehrungen")

    both = [(NEUTRAL, day) for day in DAYS]
    assert [date for letter in letters_to(people.TRAINER) for date in dates_with(letter)] == both
    first = _switch_calendar_on(page)
    assert dates_in(fetch(first)) == both
    stage.look(page, "kalender-adresse")
    press(page, "Neue Adresse")
    with pytest.raises(HTTPError, match="404"):
        fetch(first)
    assert dates_in(fetch(page.get_by_label("Adresse Ihres Kalenders").input_value())) == both


def staff_register_for_it(stage: Stage) -> None:
    """With the keyboard alone, from the desk to the seat; the dates come with the letter and in the feed."""
    page = stage.enter(people.STAFF)
    page.goto("/catalogue/M2-03/")
    stage.look(page, "angebot-mit-terminen")
    _follow(page, "Anmelden")
    stage.look(page, "anmelden")
    _follow(page, "Anmelden")

    says(page, "bestätigt")
    stage.look(page, "anmeldung-bestaetigt")
    both = [(NEUTRAL, day) for day in DAYS]
    assert [date for letter in letters_to(people.STAFF) for date in dates_with(letter)] == both
    assert not [letter.subject for letter in letters_to(people.STAFF) if "Clearing" in letter.subject]
    assert dates_in(fetch(_switch_calendar_on(page))) == both
    go(page, "Termine")
    stage.look(page, "meine-termine")
    colleague = stage.enter(people.COLLEAGUE)
    colleague.goto("/catalogue/M2-03/")
    press(colleague, "Anmelden")
    press(colleague, "Anmelden")
    says(colleague, "bestätigt")


def a_full_seminar_serves_priority_first(stage: Stage) -> None:
    """Who comes first from a town without priority waits; who comes later with priority gets the seat given back."""
    trainer = stage.enter(people.TRAINER)
    _plan(trainer, "Beschäftigte befragen, Daten schützen", [SEMINAR.date()], hours=("09:00", "11:30"), breaks="15")
    trainer.get_by_label("Plätze").fill("2")
    trainer.get_by_label("Link zum Online-Raum").fill("https://raum.example/beratung")
    press(trainer, "Entwurf speichern")
    press(trainer, "Veröffentlichen")
    press(trainer, "Veröffentlichen")
    run = Run.objects.get(offer__code="M2-06")
    make.registration(run, municipality=None, person=make.person(), tier=1)
    press_officer = stage.enter(people.PRESS)
    _register(press_officer)
    says(press_officer, "bestätigt")

    waiting = stage.enter(people.WITHOUT_PRIORITY, scripts=False)
    _register(waiting, "Auf die Warteliste")
    says(waiting, "Platz 1 auf der Warteliste.")
    stage.travel(berlin(2027, 4, 6, 9))
    page = stage.enter(people.STAFF)
    page.goto("/catalogue/M2-06/")
    stage.look(page, "angebot-mit-vorrang")
    press(page, "Auf die Warteliste")
    stage.look(page, "warteliste")
    press(page, "Auf die Warteliste")
    says(page, "Platz 1 auf der Warteliste. Alle Plätze sind vergeben. Da Ihre Kommune Vorrang hat")
    stage.look(page, "warteliste-mit-vorrang")

    press_officer = stage.enter(people.PRESS)
    press_officer.goto("/registrations/")
    press_officer.get_by_role("link", name="Beschäftigte befragen, Daten schützen").click()
    press(press_officer, "Von der Fortbildung abmelden")
    stage.look(press_officer, "abmelden")
    press(press_officer, "Platz zurückgeben")

    page.reload()
    says(page, "bestätigt")
    waiting = stage.enter(people.WITHOUT_PRIORITY)
    stage.look(waiting, "schreibtisch-warteliste")
    go(waiting, "Anmeldungen")
    says(waiting, "Beschäftigte von Kommunen mit Vorrang werden bis zum")
    says(waiting, "auch wenn sie sich später anmelden.")
    stage.look(waiting, "warteliste-ohne-vorrang")


def the_trainer_marks_attendance(stage: Stage) -> None:
    """On a phone, after each of the two days; four of five hours are enough, less is not."""
    stage.travel(berlin(2027, 5, 11, 16, 30))
    page = stage.enter(people.TRAINER)
    stage.look(page, "schreibtisch-nach-dem-workshop")
    press(page, "Anwesenheit erfassen")
    stage.look(page, "anwesenheit-leer")
    with on_a_phone(page):
        press(page, "Bei allen übrigen „ganz da“ ausfüllen")
        says(page, "Ausgefüllt, aber noch nicht gespeichert.")
        press(page, "Speichern")
        says(page, "Alle sind erfasst.")

    stage.travel(berlin(2027, 5, 12, 16, 30))
    page = stage.enter(people.TRAINER)
    press(page, "Anwesenheit erfassen")
    with on_a_phone(page):
        for name, minutes in (("Thị Hương Nguyễn-Muster", "240"), ("Łukasz Żółtek", "120")):
            sheet = page.get_by_role("group", name=name)
            sheet.get_by_label("teilweise da").check()
            sheet.get_by_label(re.compile("^Minuten")).fill(minutes)
    stage.look(page, "anwesenheit")
    press(page, "Speichern")
    page = stage.enter(people.TRAINER)
    stage.look(page, "schreibtisch-abschliessen")
    press(page, "Abschluss ansehen")
    says(page, "mindestens 80 % der Zeit ohne Pausen")
    stage.look(page, "durchfuehrung-abschliessen")
    press(page, "Abschließen und Bescheinigungen ausstellen")
    stage.look(page, "durchfuehrung-abgeschlossen")


def _plan(page: Page, offer: str, days: list[date], *, hours: tuple[str, str], breaks: str) -> None:
    go(page, "Angebote")
    page.get_by_role("link", name=offer).click()
    press(page, "Durchführung planen")
    for number, day in enumerate(days, start=1):
        row = page.get_by_role("group", name=f"Termin {number}", exact=True)
        row.get_by_label("Tag").fill(day.isoformat())
        row.get_by_label("Beginn").fill(hours[0])
        row.get_by_label("Ende").fill(hours[1])
        row.get_by_label("Pausen in Minuten").fill(breaks)


def _register(page: Page, how: str = "Anmelden") -> None:
    page.goto("/catalogue/M2-06/")
    press(page, how)
    press(page, how)


def _switch_calendar_on(page: Page) -> str:
    go(page, "Termine")
    press(page, "In meinen Kalender")
    press(page, "Einschalten")
    return page.get_by_label("Adresse Ihres Kalenders").input_value()


def _follow(page: Page, name: str) -> None:
    """Reach a link or button with Tab, see that it has the focus, and press Enter."""
    main = page.get_by_role("main")
    target = main.get_by_role("button", name=name, exact=True).or_(main.get_by_role("link", name=name, exact=True))
    before = page.url
    walking.tab_to(page, target.first)
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(before)
