"""The check that no sentence lacks its German."""

import shutil
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext
from pytest_django import Settings

from lms.kit import catalogues

pytestmark = pytest.mark.gettext
CODE = """from django.utils.translation import gettext as _, ngettext
_("A seat is free.")
ngettext("%(count)s seat", "%(count)s seats", 2)
"""


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A room with two sentences, extracted and translated."""
    folder = tmp_path / "room"
    folder.mkdir()
    (folder / "words.py").write_text(CODE, encoding="utf-8")
    catalogues.extract(folder)
    change(folder, 'msgid "A seat is free."\nmsgstr ""', 'msgid "A seat is free."\nmsgstr "Ein Platz ist frei."')
    change(folder, 'msgstr[0] ""', 'msgstr[0] "%(count)s Platz"')
    change(folder, 'msgstr[1] ""', 'msgstr[1] "%(count)s Plätze"')
    return folder


def change(folder: Path, old: str, new: str) -> None:
    file = folder / catalogues.CATALOGUE
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_room_with_all_its_german_has_no_gaps(room: Path) -> None:
    before = sorted(room.rglob("*"))

    assert catalogues.gaps(room) == []
    assert sorted(room.rglob("*")) == before


def test_a_new_sentence_is_missed_and_an_old_one_is_surplus(room: Path) -> None:
    (room / "words.py").write_text(CODE.replace("free", "left"), encoding="utf-8")

    assert catalogues.gaps(room) == [
        "not in the catalogue: 'A seat is left.'",
        "no longer in the code: 'A seat is free.'",
    ]


def test_an_empty_and_an_uncertain_translation_are_found(room: Path) -> None:
    change(room, 'msgstr "Ein Platz ist frei."', 'msgstr ""')
    change(room, "#, python-format", "#, fuzzy, python-format")

    assert catalogues.gaps(room) == [
        "without German: 'A seat is free.'",
        "uncertain (fuzzy): ('%(count)s seat', '%(count)s seats')",
    ]


def test_a_gap_in_a_sentence_keeps_its_name(room: Path) -> None:
    change(room, "%(count)s Plätze", "%(anzahl)s Plätze")

    assert any("anzahl" in gap for gap in catalogues.gaps(room))


def test_a_sentence_translated_twice_is_found(room: Path) -> None:
    with (room / catalogues.CATALOGUE).open("a", encoding="utf-8") as file:
        file.write('\nmsgid "A seat is free."\nmsgstr "Noch frei."\n')

    assert any("duplicate" in gap for gap in catalogues.gaps(room))


def test_what_is_compiled_is_what_was_written(room: Path) -> None:
    catalogues.compile_catalogues(room)

    compiled = (room / catalogues.CATALOGUE).with_suffix(".mo")
    assert b"Ein Platz ist frei." in compiled.read_bytes()
    assert sorted(compiled.parent.iterdir()) == sorted([compiled, room / catalogues.CATALOGUE])


def test_what_is_compiled_is_read_at_once(room: Path, settings: Settings) -> None:
    settings.LOCALE_PATHS = [room / "locale"]
    with translation.override("de"):
        assert gettext("A seat is free.") == "A seat is free."

    catalogues.compile_catalogues(room)

    with translation.override("de"):
        assert gettext("A seat is free.") == "Ein Platz ist frei."


def test_extracting_again_changes_nothing(room: Path) -> None:
    before = (room / catalogues.CATALOGUE).read_text(encoding="utf-8")

    catalogues.extract(room)

    assert (room / catalogues.CATALOGUE).read_text(encoding="utf-8") == before


def test_two_rooms_that_say_one_sentence_differently_are_named(room: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(room, other)

    assert catalogues.quarrels([room, other]) == []
    change(other, "Ein Platz ist frei.", "Ein Stuhl ist frei.")
    assert catalogues.quarrels([room, other]) == [
        "said in two ways: A seat is free. → Ein Platz ist frei. | Ein Stuhl ist frei."
    ]
