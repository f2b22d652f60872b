"""Clearing away what nobody needs any more: sessions that have run out, notes about tasks long done."""

from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings
from django_tasks_db.models import DBTaskResult

from lms.kit.chores import chore

TASKS_ARE_REMEMBERED = timedelta(days=7)
"""Long enough to look into what went wrong over a weekend. What is still owed stands in the rooms' own rows."""


@chore
def clear_sessions(at: datetime) -> int:
    sessions = import_module(settings.SESSION_ENGINE).SessionStore.get_model_class().objects
    return int(sessions.filter(expire_date__lt=at).delete()[0])


@chore
def clear_tasks(at: datetime) -> int:
    return DBTaskResult.objects.finished().filter(finished_at__lt=at - TASKS_ARE_REMEMBERED).delete()[0]
