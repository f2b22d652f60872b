"""Clock times as people type them, in Berlin, and as people read them."""

from datetime import UTC, date, datetime, time

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from lms.kit.refusal import Refusal


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
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != typed:
        raise NotOnTheClock(
            _("The clocks are put forward on %(day)s: %(time)s does not exist.") % _typed_words(day, clock)
        )
    if first.utcoffset() != second.utcoffset():
        raise NotOnTheClock(_("The clocks are put back on %(day)s: %(time)s happens twice.") % _typed_words(day, clock))
    return first


def day_start(at: datetime) -> datetime:
    """Midnight of the day that ``at`` falls on in our time zone."""
    return timezone.localtime(at, timezone.get_default_timezone()).replace(hour=0, minute=0, second=0, microsecond=0)


def span_in_words(starts_at: datetime, ends_at: datetime) -> str:
    """ "Di., 24. November 2026, 9:00–12:15 Uhr"; over midnight with both days."""
    zone = timezone.get_default_timezone()
    start, end = timezone.localtime(starts_at, zone), timezone.localtime(ends_at, zone)
    facts = {"day": _day(start), "from": _clock(start.time()), "until": _clock(end.time()), "last_day": _day(end)}
    if start.date() == end.date():
        return _("%(day)s, %(from)s–%(until)s") % facts
    return _("%(day)s, %(from)s to %(last_day)s, %(until)s") % facts


def _day(at: date) -> str:
    return formats.date_format(at, _("D, j F Y"), use_l10n=False)


def _clock(clock: time) -> str:
    return formats.time_format(clock, "G:i", use_l10n=False)


def _typed_words(day: date, clock: time) -> dict[str, str]:
    return {"day": _day(day), "time": _clock(clock)}
