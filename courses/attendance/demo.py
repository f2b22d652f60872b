"""Demo data: one run is marked and closed, so that certificates exist; another still waits for its trainer."""

from __future__ import annotations

from datetime import datetime, timedelta

from courses.attendance import closing, marking
from courses.sessions.models import Run, Session
from lms.kit.demo import scene

CLOSED, HALF_MARKED = "M2-06", "M3-03"


@scene
def marked_and_closed(at: datetime) -> None:
    """Everybody came, but one person left early and one did not appear."""
    run = _over(CLOSED, at=at)
    if run is None:
        return
    for session in run.sessions.soonest_first():
        marking.mark(session, _minutes(session, partly=1, absent=1), by=run.trainer, at=session.ends_at)
    closing.close(run, by=run.trainer, at=min(_last_end(run) + timedelta(hours=20), at))


@scene
def half_marked(at: datetime) -> None:
    """The sheet was begun and not finished: it lies on the trainer's desk."""
    run = _over(HALF_MARKED, at=at)
    if run is None:
        return
    for session in run.sessions.soonest_first():
        marked = dict(list(_minutes(session, partly=0, absent=0).items())[:-2])
        marking.mark(session, marked, by=run.trainer, at=session.ends_at)


def _over(code: str, *, at: datetime) -> Run | None:
    runs = Run.objects.owing_a_closing(at=at).filter(offer__code=code, sessions__attendances__isnull=True)
    return runs.select_related("trainer").first()


def _minutes(session: Session, *, partly: int, absent: int) -> dict[int, int]:
    """The whole time for everybody but the last few."""
    pks = list(session.run.registrations.holding_a_seat().order_by("registered_at", "pk").values_list("pk", flat=True))
    wholly = session.net_minutes()
    there = len(pks) - partly - absent
    return {pk: wholly if n < there else wholly // 2 if n < there + partly else 0 for n, pk in enumerate(pks)}


def _last_end(run: Run) -> datetime:
    return max(session.ends_at for session in run.sessions.all())
