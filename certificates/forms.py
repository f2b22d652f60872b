"""What is typed about certificates."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.kit.forms import FilterForm
from lms.people.models import Municipality


class VerificationForm(forms.Form):
    """Number and code as they stand on the paper; blanks, dashes and small letters are forgiven."""

    number = forms.CharField(label=_("Number"), max_length=40, help_text=_("For example KA-2027-7KM3Q9TD"))
    code = forms.CharField(label=_("Verification code"), max_length=40, help_text=_("For example 7K3M-Q9TD-X2HF"))

    def clean_number(self) -> str:
        return _as_printed(self.cleaned_data["number"])

    def clean_code(self) -> str:
        return _as_printed(self.cleaned_data["code"])


def _as_printed(text: str) -> str:
    """Capitals without blanks; long dashes, as word processors make them, become plain ones."""
    return "".join(text.upper().split()).replace("–", "-").replace("—", "-")


class PeriodForm(FilterForm):
    """A period of days, both included, and for HR of several municipalities the one it is about."""

    municipality = forms.ModelChoiceField(
        label=_("Municipality"), queryset=Municipality.objects.none(), empty_label=None
    )
    first = forms.DateField(label=_("From"))
    last = forms.DateField(label=_("Until"))

    def __init__(self, *args: Any, municipality_ids: frozenset[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Municipality.objects.filter(pk__in=municipality_ids).alphabetical()
        field = self.fields["municipality"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells the type checker what stands above
        field.queryset = own
        if len(municipality_ids) == 1:
            field.widget = forms.HiddenInput()
            field.initial = next(iter(municipality_ids))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("first") and values.get("last") and values["last"] < values["first"]:
            self.add_error("last", _("The period ends before it begins."))
        return values
