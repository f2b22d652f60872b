"""What the house would ask before a run is published: it warns, it does not stop anybody."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from calendars import entries
from courses.sessions import calendar
from courses.sessions.models import Run, Session
from lms.kit import durations
from lms.kit.templatetags import komma


def about(run: Run, sessions: Sequence[Session]) -> list[str]:
    """Sentences about what looks unintended: the length, the number of seats, other dates of the trainer.

    The trainer's other dates are named by their time only: what somebody does elsewhere may be a coaching.
    """
    return [*_about_length(run, sessions), *_about_seats(run), *_about_other_dates(run, sessions)]


def _about_length(run: Run, sessions: Sequence[Session]) -> list[str]:
    planned = sum(session.net_minutes() for session in sessions)
    if planned == run.offer.net_minutes:
        return []
    return [
        _("The dates add up to %(planned)s without breaks, the offer promises %(promised)s.")
        % {"planned": durations.in_words(planned), "promised": durations.in_words(run.offer.net_minutes)}
    ]


def _about_seats(run: Run) -> list[str]:
    most, least = run.offer.max_seats, run.offer.min_seats
    if most is not None and run.seats > most:
        return [_("The offer is meant for at most %(seats)d people.") % {"seats": most}]
    if least is not None and run.seats < least:
        return [_("The offer is meant for at least %(seats)d people.") % {"seats": least}]
    return []


def _about_other_dates(run: Run, sessions: Sequence[Session]) -> list[str]:
    if not sessions:
        return []
    own = {calendar.entry(session).uid for session in sessions}
    known = entries.entries_of(
        run.trainer,
        since=min(session.starts_at for session in sessions),
        until=max(session.ends_at for session in sessions),
    )
    return [
        _("The trainer's calendar already has a date then: %(when)s.")
        % {"when": komma.span(other.starts_at, other.ends_at)}
        for other in known
        if other.uid not in own
        and not other.cancelled
        and any(other.starts_at < session.ends_at and session.starts_at < other.ends_at for session in sessions)
    ]
