"""What planning lays on the desk: drafts that nobody can register for yet. The next dates come from the calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.sessions import rules
from courses.sessions.models import Run, RunQuerySet
from lms.kit.desk import Card, Line, card
from lms.kit.templatetags import komma
from lms.people.models import User

LINES = 4


def _drafts(user: User, at: datetime) -> RunQuerySet | None:
    return Run.objects.planned_by(user).drafts() if rules.may_plan(user) else None


@card(if_any=_drafts)
def drafts(user: User, at: datetime) -> Iterable[Card]:
    """Runs that are planned and not published, soonest first; for the office everybody's."""
    planned = _drafts(user, at)
    if planned is None:
        return
    waiting = list(planned.with_span().soonest_first().select_related("offer")[: LINES + 1])
    if waiting:
        yield Card(
            title=ngettext("A draft waits to be published", "Drafts wait to be published", len(waiting)),
            rank=18,
            lines=[
                Line(
                    text=str(run.offer),
                    href=reverse("sessions:run", args=[run.pk]),
                    note=komma.day(run.first_starts_at),
                )
                for run in waiting[:LINES]
            ],
            text=_("Nobody can register before you publish."),
            action=_("All drafts"),
            href=reverse("sessions:runs") + "?show=drafts",
        )
