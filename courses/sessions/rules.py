"""Who may plan."""

from __future__ import annotations

from lms.people.models import User


def may_plan(person: User) -> bool:
    """Trainers plan their own runs, the office plans anybody's."""
    hats = person.hats()
    return hats.is_trainer or hats.is_office


def may_choose_trainer(person: User) -> bool:
    """Only the office plans for others."""
    return person.hats().is_office
