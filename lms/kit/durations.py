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
    return _("%(units)s UE (%(minutes)s minutes)") % {"units": units_in_words(minutes), "minutes": minutes}


def units_in_words(minutes: int) -> str:
    """The units alone, as the reader's language writes a number: "2,67"."""
    return number_format(format(units(minutes).normalize(), "f"), use_l10n=True)
