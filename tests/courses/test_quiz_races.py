"""Two clicks, two tabs: one attempt, and no answer lost."""

from collections.abc import Callable

import pytest

from courses.quizzes import answering
from courses.quizzes.models import Attempt
from tests import make
from tests.races import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_two_clicks_at_once_begin_one_attempt() -> None:
    person, quiz = make.staff(), make.quiz()

    outcomes = at_once(*[lambda: answering.begin(quiz, by=person, at=make.MONDAY)] * 4)

    assert outcomes == [None] * 4
    assert Attempt.objects.of(person, quiz).count() == 1


def test_answers_from_several_tabs_are_all_kept() -> None:
    person, quiz = make.staff(), make.quiz(questions=4)
    attempt = answering.begin(quiz, by=person, at=make.MONDAY)
    chosen = {question: question.choices.get(position=1).pk for question in quiz.questions.all()}

    def answer(number: int) -> Callable[[], None]:
        question, choice = list(chosen.items())[number]
        return lambda: answering.answer(quiz, attempt.pk, question, [choice], by=person)

    outcomes = at_once(*(answer(number) for number in range(4)))

    assert outcomes == [None] * 4
    assert Attempt.objects.of(person, quiz).get().answers == {str(question.pk): [pk] for question, pk in chosen.items()}
