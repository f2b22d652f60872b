"""What people type about themselves and others."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.people.models import User


class NameForm(forms.Form):
    """The name somebody gives when they open an account."""

    given_name = forms.CharField(label=_("Given name"), max_length=80)
    family_name = forms.CharField(label=_("Family name"), max_length=80)

    def signup(self, request: object, user: User) -> None:
        """allauth's hook: keep the name with the new account."""
        user.given_name = self.cleaned_data["given_name"]
        user.family_name = self.cleaned_data["family_name"]
        user.save(update_fields=["given_name", "family_name"])
