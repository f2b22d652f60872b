"""Durations are stored in net minutes (integers); teaching units are derived from them, 1 UE = 45 minutes."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

MINUTES_PER_UNIT = 45


def units(minutes: int) -> Decimal:
    """Teaching units (UE) for net minutes, to two decimals."""
    return (Decimal(minutes) / MINUTES_PER_UNIT).quantize(Decimal("0.01"))


def in_words(minutes: int) -> str:
    """ "4 UE (180 Minuten)", "2,67 UE (120 Minuten)": units without needless zeros, and the minutes they stand for."""
    number = units(minutes).normalize()
    text = number_format(format(number, "f"), use_l10n=True)
    return _("%(units)s UE (%(minutes)s minutes)") % {"units": text, "minutes": minutes}
