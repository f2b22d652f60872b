"""What is typed about talks: dates and minutes, nothing else. There is no field for a topic."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from calendars import clock
from coaching.talking import MOST_MINUTES, Date
from lms.kit.refusal import Refusal
from lms.people.models import Municipality

SLOTS = 3


class RequestForm(forms.Form):
    """From which municipality's account the talk is paid; hidden where there is only one."""

    municipality = forms.ModelChoiceField(
        label=_("Municipality"), queryset=Municipality.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, municipality_ids: set[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["municipality"]
        field.queryset = Municipality.objects.filter(pk__in=municipality_ids).alphabetical()  # type: ignore[attr-defined]
        if len(municipality_ids) == 1:
            field.widget = forms.HiddenInput()
            field.initial = next(iter(municipality_ids))


class DateForm(forms.Form):
    """One date in Europe/Berlin; a row left empty is no date."""

    day = forms.DateField(label=_("Day"), required=False)
    begins = forms.TimeField(label=_("From"), required=False)
    ends = forms.TimeField(label=_("Until"), required=False)
    place = forms.CharField(
        label=_("Place or link"), max_length=200, required=False, help_text=_("Only the two of you see this.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.is_quiet = True  # type: ignore[attr-defined]  # "optional" at twelve fields says nothing

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.errors or not self.has_changed():
            return values
        for name in ("day", "begins", "ends"):
            if values.get(name) is None:
                self.add_error(name, _("Please complete this date, or leave the whole row empty."))
        if self.errors:
            return values
        try:
            start, end = clock.moment(values["day"], values["begins"]), clock.moment(values["day"], values["ends"])
        except Refusal as no:
            raise ValidationError(str(no)) from no
        if end <= start:
            self.add_error("ends", _("A date ends after it begins."))
        values["date"] = Date(start, end, values["place"])
        return values


class BaseDatesFormSet(forms.BaseFormSet[DateForm]):
    """Up to three dates, at least one."""

    def clean(self) -> None:
        if not any(self.errors) and not self.dates():
            raise ValidationError(_("Please offer at least one date."))

    def dates(self) -> list[Date]:
        return [form.cleaned_data["date"] for form in self.forms if "date" in getattr(form, "cleaned_data", {})]


DatesFormSet = forms.formset_factory(DateForm, formset=BaseDatesFormSet, extra=SLOTS, max_num=SLOTS)


class MinutesForm(forms.Form):
    """How long the talk took, in minutes."""

    minutes = forms.IntegerField(label=_("Delivered minutes"), min_value=0, max_value=MOST_MINUTES)
