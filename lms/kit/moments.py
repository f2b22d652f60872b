"""Moments as people type them: a date and a clock time where they live, stored in UTC."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MomentField(forms.DateTimeField):
    """A moment on the clock of the current time zone, Europe/Berlin unless somebody says otherwise.

    Twice a year that clock lies: in spring an hour does not exist, in autumn one comes twice. Either is refused with
    a sentence at the field, instead of guessing which moment was meant.
    """

    default_error_messages = {
        "invalid": _("Enter a date and a time, such as 28.02.2027 23:59."),
        "gap": _("This time does not exist: the clocks go forward in that night. Choose a time an hour later."),
        "overlap": _("This time comes twice: the clocks go back in that night. Choose a time before or after."),
    }

    def to_python(self, value: Any) -> datetime | None:
        try:
            return super().to_python(value)
        except ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            kind = "overlap" if _comes_twice((error.params or {})["datetime"]) else "gap"
            raise ValidationError(self.error_messages[kind], code=kind) from error


def _comes_twice(typed: datetime) -> bool:
    """Of the two moments that a clock time may mean, the earlier comes first only where both exist (PEP 495)."""
    zone = timezone.get_current_timezone()
    early, late = (typed.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    return early is not None and late is not None and early > late
