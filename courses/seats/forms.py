"""What is typed when somebody registers."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.seats import registering
from courses.sessions.models import Run
from lms.people.models import Municipality, User


class RegistrationForm(forms.Form):
    """For which municipality somebody takes part. Who belongs to one alone is not asked."""

    municipality = forms.ModelChoiceField(
        Municipality.objects.none(),
        label=_("For which municipality do you take part?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose the municipality for which you take part.")},
    )

    def __init__(self, *args: object, run: Run, person: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.employers = list(registering.employers_of(person))
        self.may_name_none = registering.may_name_no_employer(run, person)
        field = self.fields["municipality"]
        field.queryset = registering.employers_of(person)  # type: ignore[attr-defined]
        field.required = not self.may_name_none
        field.empty_label = _("without naming a municipality") if self.may_name_none else None  # type: ignore[attr-defined]
        if len(self.options()) == 1:
            del self.fields["municipality"]

    def options(self) -> list[Municipality | None]:
        return [*self.employers, None] if self.may_name_none else list(self.employers)

    def chosen(self) -> Municipality | None:
        """The answer; the only possible one if nothing was asked."""
        if "municipality" in self.fields:
            chosen: Municipality | None = self.cleaned_data["municipality"]
            return chosen
        return self.options()[0]
