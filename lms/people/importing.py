"""Reading a list of staff: CSV as spreadsheets save it, into people to invite, with a sentence for each broken row.

Either every row is right, or nothing happens. UTF-8 (with or without BOM) and Windows-1252, ``;`` or ``,``; the first
line names the columns, in German or English, in any order.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from io import StringIO

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from lms.kit.refusal import Refusal
from lms.people.inviting import Invitee

MAX_BYTES = 500_000
MAX_ROWS = 2_000

COLUMNS = {
    "email": ("e-mail", "email", "e-mail-adresse", "mail", "e-mail address"),
    "given_name": ("vorname", "given name", "first name"),
    "family_name": ("nachname", "familienname", "name", "family name", "last name"),
    "unit": ("organisationseinheit", "einheit", "amt", "unit", "organisational unit", "department"),
}
"""What we need → how the heading may read, whatever its capitals. The unit may be missing."""
SPOKEN = {"email": "E-Mail", "given_name": "Vorname", "family_name": "Nachname"}
LONGEST = {"email": 254, "given_name": 80, "family_name": 80, "unit": 120}


class Unreadable(Refusal):
    """The file as a whole cannot be a list of people."""


@dataclass
class Row:
    """One line of the list (its number as an editor counts), whom it names, and what is wrong with it."""

    line: int
    invitee: Invitee
    faults: list[str] = field(default_factory=list)


def decode(content: bytes) -> str:
    """The text of an uploaded file. Refuses what is too large, a spreadsheet itself, and what is no text at all."""
    if len(content) > MAX_BYTES:
        raise Unreadable(_("The file is larger than %(limit)d kB. Please split it.") % {"limit": MAX_BYTES // 1000})
    if content[:4] in {b"PK\x03\x04", b"\xd0\xcf\x11\xe0"}:
        raise Unreadable(_("This is a spreadsheet. Please save it as CSV first and choose that file."))
    if b"\x00" in content:
        raise Unreadable(_("This is not a text file. Please save the list as CSV (UTF-8)."))
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(_("The characters of this file cannot be read. Please save the list as CSV (UTF-8)."))


def read(text: str) -> list[Row]:
    """The rows of a list, each with its faults. Refuses one without the needed columns, without rows, or too long."""
    text = text.removeprefix("\ufeff")
    heading = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(";,\t", key=heading.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        lines = [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        raise Unreadable(
            _("Line %(line)d cannot be read; perhaps a quotation mark is missing.") % {"line": reader.line_num}
        ) from error
    if not lines:
        raise Unreadable(_("The list is empty."))
    places = _places(lines[0][1])
    if len(lines) == 1:
        raise Unreadable(_("The list has a heading, but no rows."))
    if len(lines) - 1 > MAX_ROWS:
        raise Unreadable(_("The list has more than %(limit)d rows. Please split it.") % {"limit": MAX_ROWS})
    rows = [_row(line, cells, places, len(lines[0][1])) for line, cells in lines[1:]]
    _mark_repetitions(rows)
    return rows


def _places(headings: list[str]) -> dict[str, int]:
    spoken = [heading.strip().casefold() for heading in headings]
    places: dict[str, int] = {}
    for column, names in COLUMNS.items():
        found = [place for place, name in enumerate(spoken) if name in names]
        if found:
            places[column] = found[0]
    missing = [SPOKEN[column] for column in SPOKEN if column not in places]
    if missing:
        raise Unreadable(
            _("These columns are missing: %(columns)s. The first line has to name them.")
            % {"columns": ", ".join(missing)}
        )
    return places


def _row(line: int, cells: list[str], places: dict[str, int], width: int) -> Row:
    def cell(column: str) -> str:
        place = places.get(column)
        return " ".join(cells[place].split()) if place is not None and place < len(cells) else ""

    invitee = Invitee(cell("email").lower(), cell("given_name"), cell("family_name"), cell("unit"))
    row = Row(line, invitee)
    if len(cells) > width:
        row.faults.append(_("There are more cells than columns."))
    if not invitee.email:
        row.faults.append(_("The e-mail address is missing."))
    else:
        try:
            validate_email(invitee.email)
        except ValidationError:
            row.faults.append(_("“%(email)s” is no e-mail address.") % {"email": invitee.email[:60]})
    if not invitee.given_name:
        row.faults.append(_("The given name is missing."))
    if not invitee.family_name:
        row.faults.append(_("The family name is missing."))
    for column, longest in LONGEST.items():
        if len(cell(column)) > longest:
            row.faults.append(
                _("“%(start)s…” is longer than %(longest)d characters.")
                % {"start": cell(column)[:20], "longest": longest}
            )
    return row


def _mark_repetitions(rows: list[Row]) -> None:
    first: dict[str, int] = {}
    for row in rows:
        if not row.invitee.email:
            continue
        if row.invitee.email in first:
            row.faults.append(_("This address already stands in line %(line)d.") % {"line": first[row.invitee.email]})
        first.setdefault(row.invitee.email, row.line)
