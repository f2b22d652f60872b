"""Clearing away what nobody needs any more: sessions that have run out, notes about tasks long done."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django_tasks_db.models import DBTaskResult

from lms.kit.chores import chore

TASKS_ARE_REMEMBERED = timedelta(days=7)
"""Long enough to look into what went wrong over a weekend. What is still owed stands in the rooms' own rows."""


@chore
def clear_sessions(at: datetime) -> int:
    return Session.objects.filter(expire_date__lt=at).delete()[0]


@chore
def clear_tasks(at: datetime) -> int:
    return DBTaskResult.objects.finished().filter(finished_at__lt=at - TASKS_ARE_REMEMBERED).delete()[0]
