import pytest

from lms.people import importing
from lms.people.importing import Unreadable

HEADING = "E-Mail;Vorname;Nachname;Organisationseinheit\n"
ADA = "ada@musterstadt.example;Ada;Łuczak;Ordnungsamt\n"
BO = "bo@musterstadt.example;Bo;Nguyễn;\n"


def people(text: str) -> list[tuple[str, str, str, str]]:
    rows = importing.read(text)
    assert [row.faults for row in rows] == [[] for _ in rows]
    return [(r.invitee.email, r.invitee.given_name, r.invitee.family_name, r.invitee.unit) for r in rows]


def faults(*rows: str) -> dict[int, list[str]]:
    return {row.line: row.faults for row in importing.read(HEADING + "".join(rows)) if row.faults}


EXPECTED = [
    ("ada@musterstadt.example", "Ada", "Müller", "Ordnungsamt"),
    ("bo@musterstadt.example", "Bo", "Groß", ""),
]
LIST = HEADING + "ada@musterstadt.example;Ada;Müller;Ordnungsamt\nbo@musterstadt.example;Bo;Groß;\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_list_is_read_as_spreadsheets_save_it(encoding: str, delimiter: str, line_end: str) -> None:
    content = LIST.replace(";", delimiter).replace("\n", line_end).encode(encoding)

    assert people(importing.decode(content)) == EXPECTED


def test_columns_may_be_named_in_english_and_stand_in_any_order() -> None:
    text = "last name,ROLE,First Name , E-mail\nLi,whatever,Bo,BO@Example.org\n"

    assert people(text) == [("bo@example.org", "Bo", "Li", "")]


def test_empty_lines_and_stray_blanks_do_no_harm() -> None:
    assert people(f"\n{HEADING}\n  ada@musterstadt.example ; Ada  Maria; Müller ;\n;;;\n") == [
        ("ada@musterstadt.example", "Ada Maria", "Müller", "")
    ]


def test_each_broken_row_says_in_its_line_what_is_wrong() -> None:
    assert faults(
        ADA,
        "ada;Ada;Muster;\n",
        ";Ada;Muster;\n",
        "c@musterstadt.example;;;\n",
        BO,
        "BO@musterstadt.example;Bo;Zweimal;\n",
        "d@musterstadt.example;Dora;Muster;Amt;zu viel\n",
        f"e@musterstadt.example;{'E' * 81};Muster;\n",
        "f@musterstadt.example;Fritz\n",
    ) == {
        3: ["„ada“ ist keine E-Mail-Adresse."],
        4: ["Die E-Mail-Adresse fehlt."],
        5: ["Der Vorname fehlt.", "Der Nachname fehlt."],
        7: ["Diese Adresse steht schon in Zeile 6."],
        8: ["Es gibt mehr Felder als Spalten."],
        9: [f"„{'E' * 20}…“ ist länger als 80 Zeichen."],
        10: ["Der Nachname fehlt."],
    }


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Die Liste ist leer"),
        ("\n \n", "Die Liste ist leer"),
        (HEADING, "hat eine Kopfzeile, aber keine Zeilen"),
        (ADA, "Diese Spalten fehlen: E-Mail, Vorname, Nachname"),
        ("E-Mail;Vorname\n" + ADA, "Diese Spalten fehlen: Nachname"),
        (HEADING + ADA * 2001, "mehr als 2000 Zeilen"),
        (HEADING + '"' + "x" * 140_000, "Zeile .* ist nicht lesbar"),
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        importing.read(text)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04 an xlsx", "Das ist eine Tabellendatei"),
        (b"\xd0\xcf\x11\xe0 an xls", "Das ist eine Tabellendatei"),
        (b"E-Mail\x00;", "Das ist keine Textdatei"),
        (b"x" * 500_001, "größer als 500 kB"),
        (b"Vorname \x81\x8d", "Zeichen dieser Datei sind nicht lesbar"),
    ],
)
def test_what_is_no_text_is_refused_with_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        importing.decode(content)
