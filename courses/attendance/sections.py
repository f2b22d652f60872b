"""What attendance lays onto the page of a run: for each date how many are marked, and the way to close."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from courses.attendance import rules
from courses.attendance.models import Attendance
from courses.sessions.models import Run
from courses.sessions.sections import run_sections
from lms.kit.sections import Section
from lms.people.models import User


@run_sections.add
def attendance_per_date(run: Run, user: User, at: datetime) -> Iterable[Section]:
    """For the person who leads the run and the office, once the first date has begun."""
    if run.status not in {Run.Status.PUBLISHED, Run.Status.CLOSED} or not rules.may_mark(user, run):
        return
    sessions = list(run.sessions.soonest_first())
    if not sessions or sessions[0].starts_at > at:
        return
    seated = run.registrations.seated().count()
    marked = Counter(Attendance.objects.of_group(run).values_list("session_id", flat=True))
    yield Section(
        template="attendance/_run_attendance.html",
        rank=20,
        context={
            "rows": [(session, marked[session.pk], session.starts_at <= at) for session in sessions],
            "seated": seated,
            "may_close": run.status == Run.Status.PUBLISHED and all(session.ends_at <= at for session in sessions),
        },
    )
