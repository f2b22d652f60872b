"""The paper itself: one page A4 in German, fonts embedded, the same bytes for the same facts."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from urllib.parse import urlencode

import segno
from django.utils import translation
from django.utils.formats import date_format
from reportlab import rl_config
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from certificates import fonts
from lms.kit import durations

rl_config.invariant = 1
rl_config.useA85 = 0

LEFT, RIGHT, TOP = 25 * mm, A4[0] - 25 * mm, A4[1] - 25 * mm
INK, FADED, ACCENT = HexColor("#171a2b"), HexColor("#4d5268"), HexColor("#171a90")
QR_SIDE = 30 * mm
QR_MASK = 3  # any mask is valid (ISO/IEC 18004 § 7.8); fixing it saves four fifths of the drawing time


@dataclass(frozen=True)
class Facts:
    """Everything the paper says. ``minutes`` are attended net minutes, ``planned_minutes`` those of the whole run."""

    programme: str
    issuer: str
    issuer_address: str
    funding_notice: str
    name: str
    salutation: str
    title: str
    format: str
    online: bool
    days: list[date]
    minutes: int
    planned_minutes: int
    contents: list[str]
    trainer: str
    number: str
    code: str
    on: date
    verification_url: str


def unprintable(text: str) -> list[str]:
    """Characters that none of our fonts can print together; an empty list means the text can be printed."""
    shown = fonts.in_visual_order(_clean(text))
    if fonts.for_text(shown, bold=True) and fonts.for_text(shown):
        return []
    return [sign for sign in dict.fromkeys(shown) if not fonts.has("Noto", sign) and not fonts.has("DejaVu", sign)] or [
        text
    ]


def draw(facts: Facts) -> bytes:
    """The certificate as PDF 1.7. The caller has asked ``unprintable`` about the name."""
    for name in fonts.FILES:
        fonts.face(name)
    target = BytesIO()
    canvas = Canvas(
        target,
        pagesize=A4,
        pageCompression=1,
        invariant=1,
        initialFontName=fonts.REGULAR,  # type: ignore[arg-type]  # the stubs say float lang="de", pdfVersion=(1, 7)
    )
    canvas.setTitle("Teilnahmebescheinigung")
    canvas.setAuthor(facts.issuer)
    canvas.setSubject(f"Teilnahmebescheinigung {facts.number}")
    canvas.setCreator(facts.programme)
    with translation.override("de"):
        page = _Page(canvas)
        page.head(facts)
        page.body(facts)
        page.foot(facts)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


class _Page:
    """A pen that moves down the page."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.y = TOP

    def write(self, text: str, *, size: float = 11, bold: bool = False, color: Color = INK, after: float = 0) -> None:
        """Write a paragraph at the pen, broken at the right margin, and move the pen below it."""
        shown = fonts.in_visual_order(_clean(text))
        font = fonts.for_text(shown, bold=bold) or (fonts.BOLD if bold else fonts.REGULAR)
        self.canvas.setFillColor(color)
        for line in simpleSplit(shown, font, size, RIGHT - LEFT):
            self.y -= size * 1.35
            self.canvas.setFont(font, size)
            self.canvas.drawString(LEFT, self.y, line)
        self.y -= after

    def head(self, facts: Facts) -> None:
        self.write(facts.issuer, size=11, bold=True, color=ACCENT)
        self.write(facts.issuer_address, size=9, color=FADED, after=6)
        self.canvas.setStrokeColor(ACCENT)
        self.canvas.setLineWidth(1.2)
        self.canvas.line(LEFT, self.y, RIGHT, self.y)
        self.y -= 16 * mm

    def body(self, facts: Facts) -> None:
        self.write("Teilnahmebescheinigung", size=26, bold=True, after=10 * mm)
        self.write(f"{facts.salutation} {facts.name}".strip(), size=18, bold=True, after=4 * mm)
        self.write("hat teilgenommen an", color=FADED, after=3 * mm)
        self.write(facts.title, size=15, bold=True, after=5 * mm)
        self.write(facts.format[:1].upper() + facts.format[1:] + ("" if facts.online else " in Präsenz"))
        self.write(_period(facts.days))
        self.write(f"Umfang: {durations.in_words(facts.minutes)}", after=2 * mm)
        if facts.minutes < facts.planned_minutes:
            share = facts.minutes * 100 // facts.planned_minutes
            self.write(
                f"Besucht wurden {facts.minutes} von {facts.planned_minutes} Minuten ({share} Prozent).",
                size=10,
                color=FADED,
                after=2 * mm,
            )
        if facts.contents:
            self.y -= 3 * mm
            self.write("Inhalte und Lernziele", bold=True, after=1 * mm)
            for content in facts.contents:
                self.write(f"•  {content}")
        if facts.trainer:
            self.y -= 4 * mm
            self.write(f"Leitung: {facts.trainer}")

    def foot(self, facts: Facts) -> None:
        bottom = 25 * mm
        link = f"{facts.verification_url}?{urlencode({'number': facts.number, 'code': facts.code})}"
        self._qr(link, RIGHT - QR_SIDE, bottom)
        self.y = bottom + QR_SIDE + 2
        for text in (
            f"{facts.issuer}, {_day(facts.on)}",
            "Maschinell erstellt und ohne Unterschrift gültig.",
            facts.funding_notice,
        ):
            if text:
                self._beside_qr(text, size=9.5)
        self.y -= 2 * mm
        self._beside_qr(f"Nummer {facts.number} · Prüfcode {facts.code}", size=9.5, bold=True)
        self._beside_qr(f"Echtheit prüfen: {facts.verification_url}", size=8.5)

    def _beside_qr(self, text: str, *, size: float, bold: bool = False) -> None:
        font = fonts.BOLD if bold else fonts.REGULAR
        self.canvas.setFillColor(INK if bold else FADED)
        for line in simpleSplit(_clean(text), font, size, RIGHT - LEFT - QR_SIDE - 6 * mm):
            self.y -= size * 1.35
            self.canvas.setFont(font, size)
            self.canvas.drawString(LEFT, self.y, line)

    def _qr(self, text: str, x: float, y: float) -> None:
        """The code as one path of row-long rectangles: a fifth of the time and size of module by module."""
        code = segno.make(text, error="m", micro=False, mask=QR_MASK)
        rows = list(code.matrix)
        side = QR_SIDE / len(rows)
        path = self.canvas.beginPath()
        for number, row in enumerate(rows):
            start = None
            for column, dark in enumerate([*row, 0]):
                if dark and start is None:
                    start = column
                elif not dark and start is not None:
                    path.rect(x + start * side, y + QR_SIDE - (number + 1) * side, (column - start) * side, side)
                    start = None
        self.canvas.setFillColor(HexColor("#000000"))
        self.canvas.drawPath(path, stroke=0, fill=1)


def _clean(text: str) -> str:
    """Composed characters (NFC), blanks for tabs and line ends, no invisible marks."""
    text = unicodedata.normalize("NFC", text).replace("\ufeff", "")
    return " ".join(text.split())


def _period(days: list[date]) -> str:
    if len(days) == 1:
        return f"am {_day(days[0])}"
    if len(days) == 2:
        return f"am {_day(days[0])} und {_day(days[1])}"
    return f"vom {_day(days[0])} bis {_day(days[-1])} ({len(days)} Termine)"


def _day(day: date) -> str:
    return date_format(day, "j. F Y")
