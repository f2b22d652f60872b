"""Writing the questions of self-assessments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from courses.quizzes.models import Choice, Question
from lms.journal import recording
from lms.people.models import User


@transaction.atomic
def keep_question(
    question: Question, *, choices: Sequence[Choice], removed: Sequence[Choice] = (), by: User, at: datetime
) -> None:
    """Save a question with its choices. Earlier answers stay; a choice that is gone no longer shows in results."""
    is_new = question.pk is None
    question.save()
    for choice in removed:
        choice.delete()
    for choice in choices:
        choice.question = question
        choice.save()
    deed = "question added" if is_new else "question changed"
    recording.record(question.quiz, deed, by=by, at=at, question=question.pk)


@transaction.atomic
def remove_question(question: Question, *, by: User, at: datetime) -> None:
    """Take a question out; whoever answered it sees it no more."""
    recording.record(question.quiz, "question removed", by=by, at=at, question=question.pk)
    question.delete()
