"""Taking a self-assessment: begin, answer, look at the result, delete.

None of these verbs writes to the journal, announces anything or sends a letter: that somebody took a self-assessment is
part of what only they may know. Each takes the person who asks (``by``) and finds only what is theirs.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.quizzes.models import Attempt, Question, QuizActivity
from lms.kit.refusal import Refusal
from lms.people.models import User


class NothingToAnswer(Refusal):
    """A self-assessment without questions cannot be begun."""


class AlreadyFinished(Refusal):
    """What is finished stays as it is; whoever thinks differently now begins anew."""


class NothingAnswered(Refusal):
    """Without a single answer there is no result."""


def begin(quiz: QuizActivity, *, by: User, at: datetime) -> Attempt:
    """The person's unfinished attempt, or a new one; two clicks at once begin once."""
    if not quiz.questions.exists():
        raise NothingToAnswer(_("This self-assessment has no questions yet."))
    open_one = Attempt.objects.of(by, quiz).unfinished()
    if (found := open_one.first()) is not None:
        return found
    try:
        with transaction.atomic():
            attempt = Attempt.objects.new(by, quiz, on=timezone.localdate(at))
            attempt.save(force_insert=True)
    except IntegrityError:
        return open_one.get()
    return attempt


@transaction.atomic
def answer(quiz: QuizActivity, attempt_id: UUID, question: Question, choices: Collection[int], *, by: User) -> None:
    """Keep what was chosen for one question; choosing nothing takes an earlier answer back.

    Locked, as two tabs may answer two questions at once and both answers stand in one row.
    """
    attempt = _mine(quiz, attempt_id, by=by)
    known = set(question.choices.values_list("pk", flat=True))
    attempt.keep_answer(question.pk, known.intersection(choices))
    attempt.save(update_fields=["answers"])


@transaction.atomic
def finish(quiz: QuizActivity, attempt_id: UUID, *, by: User, at: datetime) -> None:
    """Open the result; questions may stay unanswered."""
    attempt = _mine(quiz, attempt_id, by=by)
    if not attempt.answers:
        raise NothingAnswered(_("Please answer at least one question, then there is something to say about it."))
    attempt.finished_on = timezone.localdate(at)
    attempt.save(update_fields=["finished_on"])


def delete(quiz: QuizActivity, attempt_id: UUID, *, by: User) -> None:
    """Away for good, no trace left; deleting twice is no harm."""
    Attempt.objects.of(by, quiz).filter(pk=attempt_id).delete()


def _mine(quiz: QuizActivity, attempt_id: UUID, *, by: User) -> Attempt:
    attempt = Attempt.objects.of(by, quiz).select_for_update().get(pk=attempt_id)
    if attempt.finished_on is not None:
        raise AlreadyFinished(_("This self-assessment is finished. You can begin a new one at any time."))
    return attempt
