"""What the office and those who apply type."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.kit.moments import MomentField
from lms.people.fields import MunicipalityField
from lms.programmes.models import Application, Call, Decision


class CallForm(forms.ModelForm[Call]):
    """A call; moments are typed on the clocks of Berlin."""

    publishes_at = MomentField(
        label=_("Publication"), help_text=_("Everybody with a login sees the call from this moment on, Berlin time.")
    )
    deadline_at = MomentField(
        label=_("Application deadline"),
        help_text=_("From this moment on, to the second, nothing can be submitted any more. Berlin time."),
    )

    class Meta:
        model = Call
        fields = ["title", "text", "places", "publishes_at", "deadline_at"]
        help_texts = {"text": _("You may format it with Markdown: ## heading, - list, **bold**, [words](https://…).")}
        widgets = {"text": forms.Textarea(attrs={"rows": 14})}

    def clean(self) -> dict[str, Any]:
        """The real call was once announced with a deadline before its publication: say so at the field."""
        typed = super().clean() or {}
        publication, deadline = typed.get("publishes_at"), typed.get("deadline_at")
        if publication and deadline and deadline <= publication:
            self.add_error("deadline_at", _("The deadline must lie after the publication: nobody could apply in time."))
        return typed


class PlaceForm(forms.Form):
    """For which place somebody applies: a municipality of the official list, as a whole or one unit of it."""

    municipality = MunicipalityField(label=_("Municipality"))
    scope = forms.ChoiceField(
        label=_("Who applies?"),
        choices=Application.Scope.choices,
        initial=Application.Scope.WHOLE,
        widget=forms.RadioSelect,
    )
    unit = forms.CharField(
        label=_("Organisational unit"),
        help_text=_("Only where one unit applies: its name, such as youth welfare office."),
        max_length=120,
        required=False,
    )

    def clean_unit(self) -> str:
        """One space between words, so that the same unit is recognised."""
        return " ".join(self.cleaned_data["unit"].split())


class ApplicationForm(PlaceForm):
    """A draft, as far as it goes: everything but the place may still be empty."""

    needs = forms.CharField(
        label=_("Your needs"),
        help_text=_("What should change, for whom, with whom? Please give no names and no details of single cases."),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=20_000,
        required=False,
    )
    contact_name = forms.CharField(
        label=_("Contact person"),
        help_text=_("Who coordinates the project, ideally responsible for the topic."),
        max_length=160,
        required=False,
    )
    contact_email = forms.EmailField(label=_("E-mail address of the contact person"), required=False)
    head_name = forms.CharField(
        label=_("Head"),
        help_text=_("Who stands behind the application: the head of the administration, or of the unit that applies."),
        max_length=160,
        required=False,
    )
    head_office = forms.CharField(
        label=_("Office of the head"),
        help_text=_("Such as mayor or head of department."),
        max_length=120,
        required=False,
    )
    head_email = forms.EmailField(
        label=_("E-mail address of the head"),
        help_text=_("The personal link goes there, so please give the official address."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields.keys() - PlaceForm.base_fields.keys():
            self.fields[name].is_quiet = True  # type: ignore[attr-defined]  # not optional, only not needed yet

    @classmethod
    def showing(cls, application: Application) -> ApplicationForm:
        return cls(initial={name: getattr(application, name) for name in cls.base_fields})


class DecisionForm(forms.ModelForm[Decision]):
    """What should become of an application, and why."""

    class Meta:
        model = Decision
        fields = ["outcome", "reason"]
        help_texts = {"reason": _("It stands in the letter, word for word.")}
        widgets = {"outcome": forms.RadioSelect, "reason": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = Decision.Outcome.choices  # type: ignore[attr-defined]


class RestForm(DecisionForm):
    """The same for all applications that have no proposal yet. Who is selected is decided one by one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [choice for choice in Decision.Outcome.choices if choice[0] != Decision.Outcome.SELECTED]
        self.fields["outcome"].choices = others  # type: ignore[attr-defined]
        self.fields["outcome"].initial = Decision.Outcome.NOT_SELECTED
