"""Who may say who was there."""

from courses.sessions.models import Run
from lms.people.models import User


def may_mark(person: User, run: Run) -> bool:
    """The person who leads this run, and the office."""
    return run.trainer_id == person.pk or person.hats().is_office
