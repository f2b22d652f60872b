"""Fonts for names from everywhere: Noto Sans first, DejaVu Sans for what it lacks (Arabic, Hebrew, Armenian …)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import arabic_reshaper
from bidi import get_display
from django.conf import settings
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FILES = {
    "Noto": "@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf",
    "Noto-Bold": "@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf",
    "DejaVu": "dejavu-fonts-ttf/ttf/DejaVuSans.ttf",
    "DejaVu-Bold": "dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf",
}
FAMILIES = ("Noto", "DejaVu")
REGULAR, BOLD = "Noto", "Noto-Bold"


@cache
def face(name: str) -> TTFont:
    """The font, parsed and registered once per process (parsing costs more than a certificate)."""
    font = TTFont(name, str(Path(settings.NODE_MODULES) / FILES[name]))
    pdfmetrics.registerFont(font)
    return font


def has(name: str, text: str) -> bool:
    glyphs = face(name).face.charToGlyph
    return all(ord(sign) in glyphs for sign in text)


def in_visual_order(text: str) -> str:
    """Letters joined and laid out from left to right (Unicode Bidirectional Algorithm, UAX #9)."""
    return str(get_display(arabic_reshaper.reshape(text)))


def for_text(text: str, *, bold: bool = False) -> str | None:
    """The first of our fonts that has every character of the (visually ordered) text, or ``None``."""
    for family in FAMILIES:
        name = f"{family}-Bold" if bold else family
        if has(name, text):
            return name
    return None
