"""What we hear from the planning of runs. Each verb acts once, however often called; chores know what was missed."""

from datetime import datetime

from django.dispatch import receiver

from courses.seats import cancelling, moving, waiting
from courses.sessions.models import Run
from courses.sessions.signals import run_cancelled, run_revised, session_moved


@receiver(run_revised)
def give_out_more_seats(run_id: int, at: datetime, **kwargs: object) -> None:
    waiting.move_up(Run.objects.get(pk=run_id), at=at)


@receiver(session_moved)
def tell_of_moved_date(run_id: int, at: datetime, **kwargs: object) -> None:
    moving.tell_group(Run.objects.get(pk=run_id), at=at)


@receiver(run_cancelled)
def end_registrations(run_id: int, at: datetime, **kwargs: object) -> None:
    cancelling.end_with_run(Run.objects.get(pk=run_id), at=at)
