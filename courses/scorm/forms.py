"""Taking a package in, and putting it into an offer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.catalogue.models import Offer
from lms.people.models import User


class PackageForm(forms.Form):
    file = forms.FileField(
        label=_("ZIP file"),
        help_text=_("As your authoring tool exports it for SCORM 1.2, with imsmanifest.xml inside."),
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
        error_messages={"required": _("Choose the ZIP file."), "empty": _("The chosen file is empty.")},
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=160,
        required=False,
        help_text=_("How you will find it here. Leave it empty to take the title from the package."),
    )


class UseForm(forms.Form):
    """Where a package is to be played, what learners will read above it, and how long it takes."""

    offer = forms.ModelChoiceField(
        queryset=Offer.objects.none(), label=_("Training offer"), empty_label=_("Choose an offer")
    )
    title = forms.CharField(label=_("Title for learners"), max_length=160)
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=1,
        max_value=6000,
        help_text=_("How long a learner will need, without breaks. 45 minutes are one teaching unit (UE)."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["offer"].queryset = Offer.objects.visible_to(user).in_catalogue_order()  # type: ignore[attr-defined]
