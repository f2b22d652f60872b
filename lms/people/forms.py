"""What people type about themselves and others."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.kit.forms import FilterForm
from lms.kit.refusal import Refusal
from lms.people import importing
from lms.people.fields import MunicipalityField
from lms.people.models import Membership, Municipality, ProgrammeRole, User


class AccountForm(forms.ModelForm[User]):
    """What somebody says about themselves."""

    class Meta:
        model = User
        fields = ["salutation", "given_name", "family_name", "enhanced_protection", "display_name", "language"]
        help_texts = {
            "salutation": _("Only if you like: how our letters should address you."),
            "enhanced_protection": _(
                "You need not give a reason. Other participants, trainers and your coordination then see your display "
                "name only, and you stand on no list. Human resources and the programme office go on seeing your name."
            ),
            "display_name": _("What others see instead of your name; it should not let anybody guess it."),
        }
        widgets = {"language": forms.RadioSelect}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        own = {str(data.get(name, "")).casefold() for name in ("given_name", "family_name")} - {""}
        shown = str(data.get("display_name", "")).casefold()
        if data.get("enhanced_protection") and any(name in shown.split() for name in own):
            self.add_error("display_name", _("This display name gives your name away. Please choose another one."))
        return data


class NameFilter(FilterForm):
    """Narrows a list of people or places by a part of the name."""

    q = forms.CharField(label=_("Name or part of it"), max_length=160, required=False)

    def wanted(self) -> str:
        """What was typed; the empty text for nothing, or for more than a name can be."""
        return str(self.cleaned_data.get("q", "")) if self.is_valid() else ""


class InviteeForm(forms.Form):
    """One person to invite to a municipality, in one of the roles that the inviting person may give."""

    given_name = forms.CharField(label=_("Given name"), max_length=80)
    family_name = forms.CharField(label=_("Family name"), max_length=80)
    email = forms.EmailField(label=_("E-mail address at work"))
    unit = forms.CharField(label=_("Organisational unit"), max_length=120, required=False)
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, roles: list[Membership.Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"] = forms.ChoiceField(
            label=_("Role"),
            choices=[(role.value, role.label) for role in roles],
            initial=roles[0] if roles else None,
            widget=forms.RadioSelect,
        )


class ColleagueForm(forms.Form):
    """One person to invite into the programme itself."""

    given_name = forms.CharField(label=_("Given name"), max_length=80)
    family_name = forms.CharField(label=_("Family name"), max_length=80)
    email = forms.EmailField(label=_("E-mail address"))
    role = forms.ChoiceField(label=_("Role"), choices=ProgrammeRole.Role.choices, widget=forms.RadioSelect)


class StaffListForm(forms.Form):
    """A list of staff: a file, or its text in a box, where a broken row can be put right."""

    file = forms.FileField(
        label=_("CSV file"), required=False, help_text=_("Columns: E-Mail; Vorname; Nachname; Organisationseinheit.")
    )
    text = forms.CharField(
        label=_("Or the list as text"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 12})
    )

    def clean(self) -> dict[str, Any]:
        """The text of the file comes first; what cannot be read is refused at its field."""
        data = super().clean() or self.cleaned_data
        if file := data.get("file"):
            try:
                data["text"] = importing.decode(file.read(importing.MAX_BYTES + 1))
            except Refusal as no:
                self.add_error("file", str(no))
        elif not (data.get("text") or "").strip():
            self.add_error("file", _("Choose a file, or put the list into the box below."))
        return data


class MunicipalityForm(forms.ModelForm[Municipality]):
    """What the official list lacks. The state follows from the key, or from the city a district belongs to."""

    parent = MunicipalityField(
        label=_("City"), required=False, help_text=_("Only for a city district: the city it belongs to.")
    )

    class Meta:
        model = Municipality
        fields = ["kind", "name", "ags", "ars"]
        widgets = {"kind": forms.RadioSelect}
        help_texts = {
            "ags": _("Municipality: 8 digits; county: 5 digits; otherwise none. With leading zeros."),
            "ars": _("Municipality: 12 digits, if known; association: 9 digits; otherwise none. With leading zeros."),
        }

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        parent = typed.get("parent")
        if typed.get("kind") == Municipality.Kind.DISTRICT:
            if parent is None and "parent" not in self.errors:
                self.add_error("parent", _("Please choose the city that the district belongs to."))
        elif parent is not None:
            self.add_error("parent", _("Only a city district belongs to a city."))
        key = typed.get("ags") or typed.get("ars") or (parent.ags if parent else "") or ""
        self.instance.state, self.instance.parent = key[:2], parent
        return typed
