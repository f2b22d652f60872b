"""What allauth asks somebody who opens an account, besides address and password.

On its own, because allauth imports it while its own forms are still being read.
"""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lms.people.models import User


class NameForm(forms.Form):
    """The name somebody gives when they open an account."""

    given_name = forms.CharField(label=_("Given name"), max_length=80)
    family_name = forms.CharField(label=_("Family name"), max_length=80)

    def signup(self, request: object, user: User) -> None:
        """allauth's hook: keep the name with the new account, and the language it was opened in."""
        user.given_name = self.cleaned_data["given_name"]
        user.family_name = self.cleaned_data["family_name"]
        user.language = (get_language() or "de")[:2]
        user.save(update_fields=["given_name", "family_name", "language"])
