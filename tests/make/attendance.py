from typing import Any

from courses.attendance.models import Attendance
from courses.seats.models import Registration
from courses.sessions.models import Session


def attendance(registration: Registration, session: Session, minutes: int, **facts: Any) -> Attendance:
    """Marked by the trainer at the end of the date."""
    facts.setdefault("marked_by", session.run.trainer)
    facts.setdefault("marked_at", session.ends_at)
    return Attendance.objects.create(registration=registration, session=session, minutes=minutes, **facts)
