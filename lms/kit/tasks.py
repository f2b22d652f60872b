"""The one seam to background work: a task carries ids only and says "now"; what is owed stands in rows."""

from django_tasks import task

__all__ = ["task"]
