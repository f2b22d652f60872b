from typing import Any

from certificates import issuing
from certificates.models import Certificate
from courses.attendance.models import Attendance
from courses.seats.models import Registration
from courses.sessions.models import Run
from tests.make.courses import registration
from tests.make.courses import run as some_run
from tests.make.time import MONDAY


def attended(run: Run | None = None, *, minutes: int | None = None, **facts: Any) -> Registration:
    """A registration whose run is closed and that has attended: all dates, unless ``minutes`` of the first are said."""
    run = run or some_run()
    facts.setdefault("status", Registration.Status.ATTENDED)
    made = registration(run, **facts)
    for session in run.sessions.all():
        Attendance.objects.create(
            registration=made,
            session=session,
            minutes=session.net_minutes() if minutes is None else minutes,
            marked_by=run.trainer,
            marked_at=MONDAY,
        )
    return made


def certificate(of: Registration | None = None, **facts: Any) -> Certificate:
    """An issued certificate with its paper."""
    return issuing.issue(of or attended(**facts), at=MONDAY)
