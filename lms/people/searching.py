"""Finding one municipality among 11,299 by what somebody types, with or without umlauts.

Each name is kept a second time as the database itself folds it: lower case, once with ä → a and once with ä → ae.
"Münster", "Munster" and "MUENSTER" then find the same town on SQLite and PostgreSQL alike, without extensions.
The official list knows no other letters beyond ASCII; the column is generated, so it cannot be forgotten.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, TypeVar

from django.db import models
from django.db.models import Case, F, Func, IntegerField, Q, Value, When
from django.db.models.functions import Concat, Lower, Replace

if TYPE_CHECKING:
    from lms.people.models import Municipality

    Municipalities = TypeVar("Municipalities", bound=models.QuerySet[Municipality])

PLAIN = {"Ä": "a", "Ö": "o", "Ü": "u", "ä": "a", "ö": "o", "ü": "u", "ß": "ss"}
SPELT_OUT = {"Ä": "ae", "Ö": "oe", "Ü": "ue", "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}


def fold(text: str) -> str:
    """What somebody typed, folded like the names: lower case, umlauts spelt out, single spaces."""
    text = text.replace("\x00", " ")  # PostgreSQL refuses it in any text
    return " ".join(text.translate({ord(letter): spelt for letter, spelt in SPELT_OUT.items()}).lower().split())


def _folded(letters: dict[str, str]) -> Func:
    name: Func = Replace(F("name"), Value("ẞ"), Value("ss"))
    return Lower(reduce(lambda so_far, pair: Replace(so_far, Value(pair[0]), Value(pair[1])), letters.items(), name))


SEARCH_NAME: models.GeneratedField = models.GeneratedField(
    expression=Concat(Value("|"), _folded(PLAIN), Value("|"), _folded(SPELT_OUT), Value("|")),
    output_field=models.CharField(max_length=400),
    db_persist=True,
)


def matching(municipalities: Municipalities, text: str) -> Municipalities:
    """Names that are the text come first, then those that begin with it, then those that contain it."""
    wanted = fold(text)
    if not wanted:
        return municipalities.none()
    nearness = Case(
        When(search_name__contains=f"|{wanted}|", then=0),
        When(search_name__contains=f"|{wanted}", then=1),
        default=2,
        output_field=IntegerField(),
    )
    found = Q(search_name__contains=wanted.replace("|", " "))
    if wanted.isdigit():
        found = Q(ags__startswith=wanted) | Q(ars__startswith=wanted)
    return municipalities.filter(found).order_by(nearness, "name", "ags", "pk")
