import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lms.people import official_list
from lms.people.models import Municipality
from tests import make

HEADER = "ags;ars;name;kind;nuts3;valid_from\n"
TOWN = "05999001;059990001001;Musterstadt;Stadt;DEA99;2009-01-01\n"
VILLAGE = "05999002;059990002002;Anderdorf;Gemeinde;DEA99;2009-01-01\n"


def extract(folder: Path, *rows: str, header: str = HEADER, encoding: str = "utf-8") -> Path:
    path = folder / "extract.csv"
    path.write_text(header + "".join(rows), encoding=encoding)
    return path


def load(path: Path | None = None) -> str:
    out = StringIO()
    call_command("load_municipalities", *(["--file", str(path)] if path else []), stdout=out)
    return out.getvalue()


def test_the_whole_list_is_loaded_in_seconds_and_again_without_a_change() -> None:
    begun = time.monotonic()
    assert load().startswith("11299 added, 0 changed, 0 unchanged in ")
    assert time.monotonic() - begun < 30

    with CaptureQueriesContext(connection) as queries:
        assert load().startswith("All 11299 were already here, nothing changed")

    assert Municipality.objects.count() == 11299
    assert [query["sql"][:6] for query in queries if "SAVEPOINT" not in query["sql"]] == ["SELECT"]


def test_everybody_finds_the_well_known_towns_in_it() -> None:
    load()

    def names(text: str) -> list[str]:
        return [str(found) for found in Municipality.objects.choosable().matching(text)]

    assert names("München")[0] == names("muenchen")[0] == names("MUNCHEN ")[0] == names("09162000")[0] == "München"
    assert names("sylt")[0] == "Sylt"
    assert names("gießen")[0] == names("Giessen")[0] == "Gießen"
    assert names("Sachsenwald") == []
    assert len(names("neuenkirchen")) >= 11
    assert len({one.in_full() for one in Municipality.objects.filter(name="Neuenkirchen")}) == 11


def test_a_new_name_follows_the_list_and_rows_the_list_does_not_know_stay(tmp_path: Path) -> None:
    county = make.municipality(kind="county", ags="05999", name="Musterkreis")
    load(extract(tmp_path, TOWN, VILLAGE))
    town = Municipality.objects.get(ags="05999001")

    said = load(extract(tmp_path, TOWN.replace("Musterstadt", "Musterstadt am Fluss"), VILLAGE))

    town.refresh_from_db()
    county.refresh_from_db()
    assert said.startswith("0 added, 1 changed, 1 unchanged")
    assert (town.name, town.search_name) == ("Musterstadt am Fluss", "|musterstadt am fluss|musterstadt am fluss|")
    assert county.name == "Musterkreis"


def test_an_extract_with_a_broken_row_changes_nothing_and_names_the_line(tmp_path: Path) -> None:
    path = extract(tmp_path, TOWN, VILLAGE.replace("05999002", "5999002"), ";;;;;\n")

    with pytest.raises(CommandError) as refused:
        load(path)

    assert str(refused.value).splitlines() == [
        "Nothing was changed.",
        "Zeile 3: „5999002“ ist kein AGS: Er braucht 8 Ziffern, führende Nullen eingeschlossen.",
        "Zeile 4: Der AGS fehlt.",
    ]
    assert Municipality.objects.count() == 0


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (TOWN, "Zeile 3: Der Schlüssel 05999001 steht schon in Zeile 2."),
        (VILLAGE.replace("Anderdorf", ""), "Zeile 3: Der Name fehlt."),
        (VILLAGE.replace("Anderdorf", "A" * 161), "Zeile 3: „" + "A" * 40 + "“ ist länger als 160 Zeichen."),
        (VILLAGE.replace("2009-01-01", "1.1.2009"), "Zeile 3: „1.1.2009“ ist kein Datum der Form 2016-01-01."),
        (
            VILLAGE.replace("059990002002", "059990002003"),
            "Zeile 3: AGS und ARS gehören nicht zur selben Kommune.",
        ),
    ],
)
def test_each_fault_has_its_sentence(tmp_path: Path, row: str, sentence: str) -> None:
    with pytest.raises(official_list.BrokenList) as refused:
        official_list.read(extract(tmp_path, TOWN, row))

    assert sentence in str(refused.value).splitlines()


def test_a_file_that_is_no_extract_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Diese Spalten fehlen: ars, nuts3"):
        load(extract(tmp_path, header="ags;name;kind;valid_from\n"))
    with pytest.raises(CommandError, match="nicht in UTF-8"):
        load(extract(tmp_path, TOWN.replace("Muster", "Müster"), encoding="cp1252"))
    with pytest.raises(CommandError, match="cannot be read"):
        load(tmp_path / "nowhere.csv")
