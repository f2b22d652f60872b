"""What is typed to find an offer, and what is typed to write one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.catalogue import shelves
from courses.catalogue.models import Audience, Offer, PageActivity
from lms.kit.forms import FilterForm


class CatalogueFilter(FilterForm):
    """Search words and filters; lives in the address, so that a search can be sent to a colleague.

    A value that no filter knows (an old link) is no error: that filter counts as not set.
    """

    q = forms.CharField(label=_("Search"), max_length=120, widget=forms.SearchInput)
    module = forms.ChoiceField(
        label=_("Module"),
        choices=[
            (shelves.BASE, _("base modules M1 to M3")),
            (shelves.ADD_ON, _("add-on modules Z1 to Z3")),
            *shelves.MODULES,
        ],
    )
    audience = forms.ChoiceField(label=_("For whom"), choices=Audience.Group.choices)
    format = forms.ChoiceField(label=_("Format"), choices=Offer.Format.choices)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for field in self.fields.values():
            field.required = False

    def words(self) -> str:
        return str(self.data.get("q", "")).strip()[:120]

    def chosen(self) -> shelves.Chosen:
        """The filters that are set to something known."""
        found = {}
        for name in shelves.VALUES:
            value = self.data.get(name, "")
            if value and self.fields[name].valid_value(value):  # type: ignore[attr-defined]
                found[name] = value
        return found

    def show_counts(self, counts: dict[str, Any]) -> None:
        """Let each choice say how many offers it would leave: "workshop (14)"."""
        for name, count in counts.items():
            field = self.fields[name]
            known = [(value, f"{label} ({count[value]})") for value, label in field.choices]  # type: ignore[attr-defined]
            field.choices = [("", _("all")), *known]  # type: ignore[attr-defined]


class OfferForm(forms.ModelForm[Offer]):
    """Everything an offer says about itself. ``audiences`` are rows of their own, kept by the verb."""

    audiences = forms.MultipleChoiceField(
        label=_("For whom"), choices=Audience.Group.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Offer
        fields = [
            "code",
            "title",
            "neutral_title",
            "summary",
            "objectives",
            "module",
            "format",
            "audiences",
            "net_minutes",
            "min_seats",
            "max_seats",
            "protection",
            "threshold_percent",
            "is_published",
        ]
        widgets = {"summary": forms.Textarea(attrs={"rows": 3}), "objectives": forms.Textarea(attrs={"rows": 5})}
        help_texts = {"is_published": _("Everybody with a login sees it; without, only the office and trainers.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["module"].choices = [("", "---------"), *shelves.MODULES]  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial["audiences"] = list(self.instance.audiences.values_list("group", flat=True))
            self.fields["code"].disabled = True  # it stands in links, letters and certificates


class PageForm(forms.ModelForm[PageActivity]):
    """Something to read within an offer."""

    class Meta:
        model = PageActivity
        fields = ["title", "minutes", "body"]
        widgets = {"body": forms.Textarea(attrs={"rows": 16})}
        help_texts = {"minutes": _("How long reading takes, for example 15.")}
