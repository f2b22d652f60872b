"""The official list of municipalities: reading an extract, and bringing our rows in line with it.

An extract is CSV (UTF-8, ``;``) with the columns of ``COLUMNS``. Either every row is right, or nothing is changed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lms.kit.refusal import Refusal
from lms.people import keys
from lms.people.models import Municipality

OUR_EXTRACT = Path(__file__).parent / "data" / "german-municipalities.csv"
COLUMNS = ["ags", "ars", "name", "kind", "nuts3", "valid_from"]
FOLLOWS_THE_LIST = ["ars", "name", "designation", "nuts3", "valid_from", "state"]
LONGEST = {"name": 160, "kind": 60, "nuts3": 5}
SHOWN = 20


class BrokenList(Refusal):
    """The extract has rows that cannot be right; says which lines and why."""


@dataclass(frozen=True)
class Difference:
    """What loading changed: numbers of rows."""

    added: int
    changed: int
    unchanged: int


def read(path: Path) -> list[Municipality]:
    """The municipalities of an extract, not yet saved. Refuses one with a broken row, naming each by its line."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as source:
            reader = csv.DictReader(source, delimiter=";")
            missing = [column for column in COLUMNS if column not in (reader.fieldnames or [])]
            if missing:
                raise BrokenList(_("These columns are missing: %(columns)s.") % {"columns": ", ".join(missing)})
            return _checked((reader.line_num, row) for row in reader)
    except UnicodeDecodeError as error:
        raise BrokenList(_("The file is not encoded in UTF-8.")) from error


def _checked(rows: Iterable[tuple[int, dict[str, str | None]]]) -> list[Municipality]:
    municipalities: list[Municipality] = []
    first_seen: dict[str, int] = {}
    faults: list[str] = []
    for line, row in rows:
        try:
            municipality = _municipality({column: (row[column] or "").strip() for column in COLUMNS})
        except ValidationError as error:
            faults += [_("Line %(line)d: %(fault)s") % {"line": line, "fault": text} for text in error.messages]
            continue
        for key in filter(None, (municipality.ags, municipality.ars)):
            if key in first_seen:
                faults.append(
                    _("Line %(line)d: the key %(key)s already stands in line %(first)d.")
                    % {"line": line, "key": key, "first": first_seen[key]}
                )
            first_seen.setdefault(key, line)
        municipalities.append(municipality)
    if faults:
        rest = [_("… and %(count)d more.") % {"count": len(faults) - SHOWN}] if len(faults) > SHOWN else []
        raise BrokenList("\n".join(faults[:SHOWN] + rest))
    return municipalities


def _municipality(row: dict[str, str]) -> Municipality:
    state = (row["ars"] or row["ags"])[:2]
    keys.validate(kind="municipality", ags=row["ags"], ars=row["ars"], state=state)
    if not row["name"]:
        raise ValidationError(_("The name is missing."))
    for column, longest in LONGEST.items():
        if len(row[column]) > longest:
            raise ValidationError(
                _("“%(value)s” is longer than %(longest)d characters.")
                % {"value": row[column][:40], "longest": longest}
            )
    try:
        valid_from = date.fromisoformat(row["valid_from"]) if row["valid_from"] else None
    except ValueError as error:
        raise ValidationError(
            _("“%(value)s” is no date such as 2016-01-01.") % {"value": row["valid_from"][:20]}
        ) from error
    return Municipality(
        ags=row["ags"],
        ars=row["ars"] or None,
        name=row["name"],
        designation=row["kind"],
        nuts3=row["nuts3"],
        valid_from=valid_from,
        state=state,
    )


@transaction.atomic
def load(municipalities: list[Municipality]) -> Difference:
    """Add what is new and rewrite what has changed, found by AGS; rows of ours that the list does not know stay.

    One statement reads what we have, then a few large ones write only the differences.
    """
    known = {row[0]: row[1:] for row in Municipality.objects.values_list("ags", *FOLLOWS_THE_LIST)}
    new = [one for one in municipalities if one.ags not in known]
    changed = [
        one
        for one in municipalities
        if one.ags in known and known[one.ags] != tuple(getattr(one, field) for field in FOLLOWS_THE_LIST)
    ]
    Municipality.objects.bulk_create(
        new + changed,
        update_conflicts=True,
        unique_fields=["ags"],
        update_fields=FOLLOWS_THE_LIST,
        batch_size=1000,
    )
    return Difference(len(new), len(changed), len(municipalities) - len(new) - len(changed))
