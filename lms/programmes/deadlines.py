"""How long it is until a deadline, to the second."""

from datetime import UTC, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def time_left(until: datetime, *, at: datetime) -> str:
    """ "3 Tage, 4 Stunden, 12 Minuten und 5 Sekunden"; the empty text once the moment has come.

    Both are compared in UTC: Python subtracts moments of one and the same zone by their clock faces, which is an hour
    wrong when the clocks change in between.
    """
    seconds = int((until.astimezone(UTC) - at.astimezone(UTC)).total_seconds())
    if seconds <= 0:
        return ""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = [
        ngettext("%(count)d day", "%(count)d days", days) % {"count": days},
        ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours},
        ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes},
        ngettext("%(count)d second", "%(count)d seconds", seconds) % {"count": seconds},
    ]
    first = next(place for place, count in enumerate((days, hours, minutes, 1)) if count)
    *others, last = parts[first:]
    return _("%(others)s and %(last)s") % {"others": ", ".join(others), "last": last} if others else last
