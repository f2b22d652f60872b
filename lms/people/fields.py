"""Choosing one municipality out of 11,299: type a part of its name, then pick one of those found.

Works without a script in two steps: what was typed is sent with the whole form, and the form comes back with the
matches as radio buttons and everything else still filled in. With htmx the matches appear while typing.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lms.people.models import Municipality

SHOWN = 12
"""Matches that are shown at once; with more, the page asks for a more precise name."""


class Choice:
    """What the browser sent: the text, the row picked, and for which text the matches had been shown."""

    def __init__(self, typed: str = "", picked: str = "", shown_for: str = "", *, looking: bool = False) -> None:
        self.typed = typed.strip()
        self.picked = picked if len(picked) < 19 and (not self.typed or self.typed == shown_for.strip()) else ""
        self.looking = looking

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Choice) and (self.typed, self.picked) == (other.typed, other.picked)

    def __hash__(self) -> int:
        return hash((self.typed, self.picked))


def matches(text: str) -> tuple[list[Municipality], bool]:
    """The closest municipalities that can be chosen, and whether there are more than are shown. One query."""
    if len(text.strip()) < 2:
        return [], False
    found = list(Municipality.objects.choosable().matching(text)[: SHOWN + 1])
    return found[:SHOWN], len(found) > SHOWN


class MunicipalityWidget(forms.Widget):
    """A text to type, a button that looks it up, and the matches to pick from."""

    template_name = "people/widgets/municipality.html"
    use_fieldset = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Choice:
        return Choice(
            data.get(f"{name}-typed", ""),
            data.get(name, ""),
            data.get(f"{name}-shown-for", ""),
            looking=f"{name}-look" in data,
        )

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}-typed" not in data

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_typed" if id_ else id_

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        choice = value if isinstance(value, Choice) else _chosen(value)
        found, more = matches(choice.typed) if choice.typed else ([], False)
        if choice.picked.isdecimal() and choice.picked not in {str(one.pk) for one in found}:
            found = [*Municipality.objects.filter(pk=int(choice.picked)), *found]
        context["widget"] |= {
            "typed": choice.typed,
            "picked": choice.picked,
            "matches": found,
            "more": more,
            "asked": len(choice.typed) > 1,
            "invalid": "aria-invalid" in context["widget"]["attrs"],
        }
        return context


class MunicipalityField(forms.Field):
    """One municipality from the official list, or of those the office has added.

    A name that only one municipality bears needs no picking, and neither does a full AGS. The value is a
    ``Municipality``; ``initial`` may be one or its id.
    """

    widget = MunicipalityWidget
    default_error_messages = {
        "required": _("Type the name of your municipality and choose it from the list."),
        "unknown": _("We find no municipality with this name. Please check the spelling or type the AGS."),
        "choose": _("Please choose one of the municipalities found."),
    }

    def to_python(self, value: Any) -> Municipality | None:
        choice = value if isinstance(value, Choice) else _chosen(value)
        if choice.looking:
            raise ValidationError(self.error_messages["choose"], code="choose")
        if choice.picked:
            return self._picked(choice.picked)
        if not choice.typed:
            return None
        found, _more = matches(choice.typed)
        if not found:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        only = [one for one in found if choice.typed.casefold() in {one.name.casefold(), one.ags}]
        if len(only) != 1:
            raise ValidationError(self.error_messages["choose"], code="choose")
        return only[0]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _chosen(initial).picked != getattr(data, "picked", "") or bool(getattr(data, "looking", False))

    def _picked(self, pk: str) -> Municipality:
        choosable: QuerySet[Municipality] = Municipality.objects.choosable()
        municipality = choosable.filter(pk=int(pk)).first() if pk.isdecimal() else None
        if municipality is None:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        return municipality


def _chosen(value: Any) -> Choice:
    """A value from the program (a municipality, its id, or nothing) as if it had been picked."""
    if isinstance(value, Municipality):
        value = value.pk
    return Choice(picked="" if value in (None, "") else str(value))
