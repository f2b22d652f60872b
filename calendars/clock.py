"""The clocks of our time zone: from a day and a clock time to a moment."""

from datetime import UTC, date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from lms.kit.refusal import Refusal
from lms.kit.templatetags import komma


class NotOnTheClock(Refusal):
    """On the day on which the clocks change, this time does not exist or exists twice."""


def moment(day: date, clock: time) -> datetime:
    """The moment at which the clocks of our time zone show ``clock`` on ``day``.

    Refused where summer time begins (2:00–3:00 is skipped) and where it ends (2:00–3:00 happens twice): a date that
    somebody else could read as another hour is no date.
    """
    zone = timezone.get_default_timezone()
    typed = datetime.combine(day, clock)
    first, second = (typed.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    facts = {"day": komma.day(day), "time": f"{clock.hour}:{clock.minute:02}"}
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != typed:
        raise NotOnTheClock(_("%(time)s does not exist on %(day)s: the clocks go forward.") % facts)
    if first.utcoffset() != second.utcoffset():
        raise NotOnTheClock(_("%(time)s comes twice on %(day)s: the clocks go back.") % facts)
    return first


def day_start(at: datetime) -> datetime:
    """Midnight of the day that ``at`` falls on in our time zone."""
    return timezone.localtime(at, timezone.get_default_timezone()).replace(hour=0, minute=0, second=0, microsecond=0)
