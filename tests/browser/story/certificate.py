"""Chapter six: what somebody can show, who may collect it, and how anybody verifies it."""

from __future__ import annotations

import csv
import re
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import segno
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from certificates.models import Certificate
from lms.people.models import Municipality
from tests.browser.story import people
from tests.browser.story.stage import Stage, go, press, says
from tests.make.time import berlin

NAME = "Thị Hương Nguyễn-Muster"
WORKSHOP = "Clearingverfahren entwerfen"


def staff_download_their_certificate(stage: Stage) -> None:
    """Who attended enough has one, with all letters of the name; who attended less has none."""
    stage.travel(berlin(2027, 5, 26, 8))
    page = stage.enter(people.STAFF)
    stage.look(page, "schreibtisch-bescheinigung")
    go(page, "Bescheinigungen")
    stage.look(page, "bescheinigungen")
    paper = PdfReader(_download(page, page.get_by_role("row", name=WORKSHOP).get_by_role("link")))
    text = paper.pages[0].extract_text()

    for fact in (NAME, WORKSHOP, "am 11. Mai 2027 und 12. Mai 2027", "600 Minuten", "Leitung: Jule Seminar"):
        assert fact in text
    for font in paper.pages[0]["/Resources"]["/Font"].values():  # type: ignore[index]
        for descendant in font.get_object().get("/DescendantFonts", [font]):
            assert "/FontFile2" in descendant.get_object()["/FontDescriptor"]
    colleague = stage.enter(people.COLLEAGUE)
    go(colleague, "Bescheinigungen")
    says(colleague, "Sie haben noch keine Bescheinigung.")
    stage.look(colleague, "bescheinigungen-leer")


def anybody_verifies_it(stage: Stage) -> None:
    """With the link in the QR code, without a login; the answer names nobody."""
    certificate = Certificate.objects.get(title_as_issued=WORKSHOP)
    page = stage.enter_as_stranger()
    page.goto("/certificates/verification/")
    stage.look(page, "pruefen")
    link = page.url + f"?number={certificate.number}&code={certificate.code}"
    assert _qr_code(bytes(certificate.paper.pdf)) == [list(map(bool, row)) for row in _matrix(link)]
    page.goto(link)
    says(page, "Diese Bescheinigung ist gültig.")
    stage.look(page, "pruefen-gueltig")
    for secret in (NAME, "Nguyễn", WORKSHOP, "Musterstadt"):
        expect(page.get_by_role("main")).not_to_contain_text(secret)
    page.get_by_label("Prüfcode").fill("AAAA-BBBB-CCCC")
    press(page, "Prüfen")
    says(page, "Zu diesen Angaben gibt es keine Bescheinigung.")


def hr_takes_home_one_file(stage: Stage) -> None:
    page = stage.enter(people.HR)
    stage.look(page, "schreibtisch-personalstelle")
    go(page, "Bescheinigungen")
    page.get_by_label("Von").fill("2027-05-01")
    page.get_by_label("Bis").fill("2027-05-31")
    press(page, "Anzeigen")
    page.wait_for_url(re.compile("first=2027-05-01"))
    stage.look(page, "personalstelle")
    download = page.get_by_role("main").get_by_role("link", name=re.compile(r"herunterladen \(ZIP\)"))
    with ZipFile(_download(page, download)) as bundle:
        [overview] = [name for name in bundle.namelist() if name.endswith(".csv")]
        papers = [name for name in bundle.namelist() if name.endswith(".pdf")]
        rows = list(csv.reader(StringIO(bundle.read(overview).decode("utf-8-sig")), delimiter=";"))
        assert all(NAME in PdfReader(BytesIO(bundle.read(name))).pages[0].extract_text() for name in papers)
    assert [row[:3] for row in rows[1:] if row[2] == WORKSHOP] == [["Nguyễn-Muster", "Thị Hương", WORKSHOP]]
    assert sorted(row[-1] for row in rows[1:]) == sorted(papers)


def hr_of_another_town_sees_nothing(stage: Stage) -> None:
    """Neither in the list nor behind an address somebody could guess: what is not theirs is not there."""
    page = stage.enter(people.OTHER_HR)
    go(page, "Bescheinigungen")
    says(page, "In diesem Zeitraum gibt es keine Bescheinigung.")
    stage.look(page, "personalstelle-anderswo")
    town, certificate = Municipality.objects.get(ags="05999001"), Certificate.objects.get(title_as_issued=WORKSHOP)
    guesses = {
        f"/certificates/{certificate.pk}/": "/certificates/999999/",
        f"/certificates/employer/file/?municipality={town.pk}": "/certificates/employer/file/?municipality=999999",
        f"/people/municipalities/{town.pk}/members/": "/people/municipalities/999999/members/",
    }
    for guessed, nonsense in guesses.items():
        answers = [page.request.get(address) for address in (guessed, nonsense)]
        assert answers[0].status in {400, 404}
        assert answers[0].status == answers[1].status
        assert "Nguyễn" not in answers[0].text()


def _download(page: Page, link: object) -> Path:
    with page.expect_download() as started:
        link.click()  # type: ignore[attr-defined]
    return started.value.path()


def _matrix(text: str) -> list[bytearray]:
    return list(segno.make(text, error="m", micro=False, mask=3).matrix)


def _qr_code(pdf: bytes) -> list[list[bool]]:
    """The dark and light modules of the code on the paper, read back from its rectangles, top row first."""
    drawing = PdfReader(BytesIO(pdf)).pages[0].get_contents()
    assert drawing is not None
    boxes = [
        tuple(map(float, box)) for box in re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re", drawing.get_data())
    ]
    side = min(height for *_start, height in boxes)
    left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
    size = round((max(box[0] + box[2] for box in boxes) - left) / side)
    modules = [[False] * size for _row in range(size)]
    for x, y, width, _height in boxes:
        row, column = size - 1 - round((y - bottom) / side), round((x - left) / side)
        modules[row][column : column + round(width / side)] = [True] * round(width / side)
    return modules
