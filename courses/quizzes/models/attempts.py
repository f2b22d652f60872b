"""What a person answered: reachable through that person, and by no other way.

Three locks, explained in ``docs/decisions/self-assessment.md``:

- A row names nobody. ``owner`` is a keyed hash of person and self-assessment, so the database alone tells neither who
  answered nor which two rows belong to the same person. There is nothing to join.
- ``Attempt.objects`` has one way in, ``of(person, quiz)``. There is no ``all``, no ``filter``, no reverse name from the
  self-assessment, no admin, no journal line and no announcement.
- Days instead of moments and random keys instead of numbers, so that neither a log nor a colleague's address bar gives
  away who answered when, or how many did.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date
from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.utils.crypto import salted_hmac

from courses.quizzes.models.questions import QuizActivity
from lms.people.models import User

_SALT = "courses.quizzes.attempt"


class AttemptQuerySet(models.QuerySet["Attempt"]):
    """Only ever a single person's attempts at a single self-assessment."""

    def finished(self) -> AttemptQuerySet:
        return self.filter(finished_on__isnull=False)

    def unfinished(self) -> AttemptQuerySet:
        return self.filter(finished_on__isnull=True)

    def newest_first(self) -> AttemptQuerySet:
        return self.order_by("-finished_on", "-started_on", "pk")


class OneWayIn(models.manager.BaseManager["Attempt"]):
    """A manager that answers one question, a person's about themselves, and refuses every other."""

    def of(self, person: User, quiz: QuizActivity) -> AttemptQuerySet:
        """This person's own attempts. Call it with the person who asks, never with somebody else."""
        return AttemptQuerySet(self.model, using=self._db).filter(quiz=quiz, owner__in=owners(person, quiz))

    def new(self, person: User, quiz: QuizActivity, *, on: date) -> Attempt:
        """A fresh attempt, not saved yet."""
        return Attempt(quiz=quiz, owner=owners(person, quiz)[0], started_on=on)

    def forget_started_before(self, day: date) -> int:
        """Delete what is too old, unseen; returns how many rows went."""
        return AttemptQuerySet(self.model, using=self._db).filter(started_on__lt=day).delete()[0]

    def get_queryset(self) -> NoReturn:
        raise TypeError("Attempts are fetched through the person they belong to: Attempt.objects.of(person, quiz).")


class Attempt(models.Model):
    """One person's answers to one self-assessment, kept until they delete them, at most 24 months.

    ``answers`` maps a question's key to the keys of the choices made. Days are days in Europe/Berlin.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    quiz = models.ForeignKey(QuizActivity, on_delete=models.CASCADE, related_name="+")
    owner = models.CharField(max_length=64, editable=False)
    started_on = models.DateField()
    finished_on = models.DateField(null=True, blank=True)
    answers = models.JSONField(default=dict)

    objects: ClassVar[OneWayIn] = OneWayIn()

    class Meta:
        indexes = [models.Index(fields=["owner"], name="attempt_by_owner")]
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "owner"],
                condition=models.Q(finished_on__isnull=True),
                name="attempt_one_open_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return "Selbsteinschätzung"

    def chosen(self, question_id: int) -> list[int]:
        found: list[int] = self.answers.get(str(question_id), [])
        return found

    def keep_answer(self, question_id: int, choices: Collection[int]) -> None:
        """Note what was chosen; an empty choice takes the answer back. Not saved yet."""
        answers: dict[str, Any] = {key: made for key, made in self.answers.items() if key != str(question_id)}
        if choices:
            answers[str(question_id)] = sorted(choices)
        self.answers = answers


def owners(person: User, quiz: QuizActivity) -> list[str]:
    """What stands for the person in the rows of this self-assessment: by the present key first, then by former ones.

    Whoever changes ``SECRET_KEY`` keeps the old one in ``SECRET_KEY_FALLBACKS``, else earlier results become nobody's.
    """
    return [
        salted_hmac(_SALT, f"{person.pk}:{quiz.pk}", secret=key, algorithm="sha256").hexdigest()
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]
