"""Self-assessments are not kept longer than they are of use."""

from datetime import datetime, timedelta

from django.utils import timezone

from courses.quizzes.models import Attempt
from lms.kit.chores import chore

KEPT = timedelta(days=730)
"""24 months, counted from the day an attempt was begun."""


@chore
def forget_old_attempts(at: datetime) -> int:
    """Delete, unseen, what is older; returns how many rows went."""
    return Attempt.objects.forget_started_before(timezone.localdate(at) - KEPT)
