"""What is typed on an attendance sheet: per person one answer, and minutes where somebody was there in part."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.seats.models import Registration
from courses.sessions.models import Session

WHOLLY, PARTLY, ABSENT = "wholly", "partly", "absent"


class PersonForm(forms.Form):
    """One person at one date. Nothing is chosen beforehand; who is not answered for stays unmarked."""

    presence = forms.ChoiceField(
        label=_("Presence"),
        choices=[(WHOLLY, _("there the whole time")), (ABSENT, _("not there")), (PARTLY, _("there in part"))],
        widget=forms.RadioSelect,
        required=False,
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=0, required=False)

    def __init__(
        self, data: Any, *, registration: Registration, session: Session, marked: int | None, **kwargs: Any
    ) -> None:
        self.registration = registration
        self.longest = session.net_minutes()
        super().__init__(data, prefix=self.prefix_of(registration), initial=self._initial(marked), **kwargs)
        minutes = self.fields["minutes"]
        minutes.widget.attrs |= {"inputmode": "numeric", "max": str(self.longest)}

    @staticmethod
    def prefix_of(registration: Registration) -> str:
        return f"person-{registration.pk}"

    def _initial(self, marked: int | None) -> dict[str, Any]:
        if marked is None:
            return {}
        if marked == self.longest:
            return {"presence": WHOLLY}
        return {"presence": PARTLY, "minutes": marked} if marked else {"presence": ABSENT}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        minutes = cleaned.get("minutes")
        if "minutes" in self.errors:
            return cleaned
        if not cleaned.get("presence") and minutes is not None:
            cleaned["presence"] = PARTLY
        if cleaned.get("presence") == PARTLY:
            if minutes is None:
                self.add_error("minutes", _("Please say for how many minutes."))
            elif minutes > self.longest:
                self.add_error(
                    "minutes", _("At most %(minutes)d minutes: so long was the date.") % {"minutes": self.longest}
                )
        return cleaned

    def answer(self) -> int | None:
        """The net minutes; ``None`` where nothing was said about this person."""
        presence = self.cleaned_data.get("presence")
        minutes: dict[str, int | None] = {
            WHOLLY: self.longest,
            ABSENT: 0,
            PARTLY: self.cleaned_data.get("minutes"),
        }
        return minutes.get(presence or "")
