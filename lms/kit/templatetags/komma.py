"""``{% load komma %}``: days, moments, spans and durations as people say them, in Berlin's time.

Names of days and months are looked up once per language and kept, and no format string is parsed per value, so a
list of three hundred dates costs a few milliseconds.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Any

from django import template
from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS_ABBR
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext, override

from lms.kit import durations

register = template.Library()


@cache
def _words(language: str) -> tuple[list[str], list[str]]:
    """Weekdays (Monday first, short) and months (January first) of a language, as they stand in a date."""
    with override(language):
        dot = "." if language.startswith("de") else ""
        weekdays = [str(WEEKDAYS_ABBR[n]).rstrip(".") + dot for n in range(7)]
        return weekdays, [str(MONTHS[n]) for n in range(1, 13)]


def _day(day: date, language: str) -> str:
    weekdays, months = _words(language)
    if language.startswith("de"):
        return f"{weekdays[day.weekday()]}, {day.day}. {months[day.month - 1]} {day.year}"
    return f"{weekdays[day.weekday()]}, {day.day} {months[day.month - 1]} {day.year}"


def _clock(moment: datetime) -> str:
    return f"{moment.hour}:{moment.minute:02}"


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


@register.filter
def day(value: date | datetime | None) -> str:
    """ "Di., 24. November 2026"; a moment gives its day in Berlin. Nothing for nothing."""
    if not value:
        return ""
    return _day(_local(value) if isinstance(value, datetime) else value, get_language() or "de")


@register.filter
def moment(value: datetime | None) -> str:
    """ "Di., 24. November 2026, 9:00 Uhr"."""
    if not value:
        return ""
    local = _local(value)
    return gettext("%(day)s, %(time)s") % {"day": _day(local, get_language() or "de"), "time": _clock(local)}


@register.simple_tag
def span(start: datetime, end: datetime) -> str:
    """ "Di., 24. November 2026, 9:00–12:15 Uhr"; over midnight both days are named."""
    language = get_language() or "de"
    start, end = _local(start), _local(end)
    if start.date() == end.date():
        return gettext("%(day)s, %(start)s–%(end)s") % {
            "day": _day(start, language),
            "start": _clock(start),
            "end": _clock(end),
        }
    return gettext("%(start_day)s, %(start)s to %(end_day)s, %(end)s") % {
        "start_day": _day(start, language),
        "start": _clock(start),
        "end_day": _day(end, language),
        "end": _clock(end),
    }


@register.filter
def duration(minutes: int | None) -> str:
    """ "4 UE (180 Minuten)" for net minutes. Nothing for nothing."""
    return "" if minutes is None else durations.in_words(minutes)


@register.filter
def filesize(size: int) -> str:
    """ "1,4 MB" for bytes, in powers of ten as file managers show it."""
    amount, unit = float(size), "B"
    for bigger in ("kB", "MB", "GB"):
        if amount < 1000:
            break
        amount, unit = amount / 1000, bigger
    return f"{number_format(amount, 0 if unit in {'B', 'kB'} else 1)} {unit}"


@register.inclusion_tag("kern/badge.html")
def badge(text: Any, kind: str = "neutral") -> dict[str, Any]:
    """A state in a word: ``kind`` is info, success, warning, danger or neutral. The word says it, the colour helps."""
    return {"text": text, "kind": kind}


@register.inclusion_tag("kern/progress.html")
def progress(done: int, total: int, label: Any) -> dict[str, Any]:
    """A bar with its numbers in words: "Versandt: 120 von 300"."""
    return {"done": done, "total": total, "label": label}
