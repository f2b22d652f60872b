from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.quizzes import answering, assessing, chores
from courses.quizzes.models import Attempt, Choice, Question, QuizActivity
from lms.people.models import User
from tests import make


def the_attempt(person: User, quiz: QuizActivity) -> Attempt:
    return Attempt.objects.of(person, quiz).get()


def test_beginning_twice_goes_on_with_what_was_begun() -> None:
    person, quiz = make.staff(), make.quiz()

    first = answering.begin(quiz, by=person, at=make.MONDAY)
    again = answering.begin(quiz, by=person, at=make.MONDAY + timedelta(days=3))

    assert again == first
    assert first.started_on == date(2027, 3, 1)


def test_after_a_result_one_can_begin_anew_and_keeps_both() -> None:
    person, quiz = make.staff(), make.quiz()
    make.quiz_attempt(person, quiz, finished=True)

    answering.begin(quiz, by=person, at=make.MONDAY)

    assert Attempt.objects.of(person, quiz).count() == 2


def test_without_questions_there_is_nothing_to_begin() -> None:
    with pytest.raises(answering.NothingToAnswer, match="noch keine Fragen"):
        answering.begin(make.quiz(questions=0), by=make.staff(), at=make.MONDAY)


def test_an_answer_is_kept_changed_and_taken_back() -> None:
    person, quiz = make.staff(), make.quiz()
    attempt = answering.begin(quiz, by=person, at=make.MONDAY)
    question = quiz.questions.in_order()[0]
    first, second, _third = question.choices.order_by("position")

    answering.answer(quiz, attempt.pk, question, [first.pk], by=person)
    assert the_attempt(person, quiz).chosen(question.pk) == [first.pk]

    answering.answer(quiz, attempt.pk, question, [second.pk], by=person)
    assert the_attempt(person, quiz).chosen(question.pk) == [second.pk]

    answering.answer(quiz, attempt.pk, question, [], by=person)
    assert the_attempt(person, quiz).answers == {}


def test_a_choice_of_another_question_is_no_answer() -> None:
    person, quiz = make.staff(), make.quiz()
    attempt = answering.begin(quiz, by=person, at=make.MONDAY)
    first, second = quiz.questions.in_order()

    answering.answer(quiz, attempt.pk, first, second.choices.values_list("pk", flat=True), by=person)

    assert the_attempt(person, quiz).answers == {}


def test_a_result_stays_as_it_is() -> None:
    person, quiz = make.staff(), make.quiz()
    attempt = make.quiz_attempt(person, quiz, finished=True)
    question = quiz.questions.in_order()[0]

    with pytest.raises(answering.AlreadyFinished, match="jederzeit eine neue beginnen"):
        answering.answer(quiz, attempt.pk, question, [], by=person)
    with pytest.raises(answering.AlreadyFinished):
        answering.finish(quiz, attempt.pk, by=person, at=make.MONDAY)

    assert len(the_attempt(person, quiz).answers) == 2


def test_without_any_answer_there_is_no_result() -> None:
    person, quiz = make.staff(), make.quiz()
    attempt = answering.begin(quiz, by=person, at=make.MONDAY)

    with pytest.raises(answering.NothingAnswered, match="mindestens eine Frage"):
        answering.finish(quiz, attempt.pk, by=person, at=make.MONDAY)

    assert the_attempt(person, quiz).finished_on is None


def test_what_is_deleted_is_gone_and_nobody_can_delete_for_somebody_else() -> None:
    person, quiz = make.staff(), make.quiz()
    attempt = make.quiz_attempt(person, quiz, finished=True)

    answering.delete(quiz, attempt.pk, by=make.office())
    assert Attempt.objects.of(person, quiz).exists()

    answering.delete(quiz, attempt.pk, by=person)
    answering.delete(quiz, attempt.pk, by=person)
    assert not Attempt.objects.of(person, quiz).exists()


def test_after_24_months_attempts_are_forgotten_by_themselves() -> None:
    person, quiz = make.staff(), make.quiz()
    make.quiz_attempt(person, quiz)

    assert chores.forget_old_attempts(make.MONDAY + timedelta(days=730)) == 0
    assert chores.forget_old_attempts(make.MONDAY + timedelta(days=731)) == 1
    assert not Attempt.objects.of(person, quiz).exists()


def assessed(kind: str, *places: int) -> bool | None:
    """What choosing these places (1: suits, 2: suits less, 3: unjudged) of a question of this kind amounts to."""
    quiz = make.quiz(questions=0)
    question = make.quiz_question(quiz, kind=kind)
    attempt = Attempt.objects.new(make.staff(), quiz, on=make.MONDAY.date())
    attempt.keep_answer(question.pk, [question.choices.get(position=place).pk for place in places])
    return assessing.assess(quiz.questions.in_order().with_choices(), attempt).answered[0].is_suitable


@pytest.mark.parametrize(("place", "expected"), [(1, True), (2, False), (3, None)])
def test_of_one_choice_its_own_mark_counts(place: int, expected: bool | None) -> None:
    assert assessed(Question.Kind.SINGLE, place) is expected


@pytest.mark.parametrize(
    ("places", "expected"), [([1], True), ([1, 3], True), ([1, 2], False), ([2], False), ([3], False), ([], None)]
)
def test_of_several_choices_all_that_suit_count_and_none_that_does_not(
    places: list[int], expected: bool | None
) -> None:
    assert assessed(Question.Kind.MULTIPLE, *places) is expected


def test_where_no_choice_is_marked_nothing_is_judged() -> None:
    quiz = make.quiz(questions=1)
    Choice.objects.update(is_suitable=None)
    attempt = make.quiz_attempt(make.staff(), quiz)

    result = assessing.assess(quiz.questions.in_order().with_choices(), attempt)

    assert (result.judged, result.suitable, result.is_unsure()) == (0, 0, False)


def test_an_answer_whose_choice_was_removed_counts_as_open() -> None:
    quiz = make.quiz(questions=1)
    attempt = make.quiz_attempt(make.staff(), quiz)
    Choice.objects.filter(position=1).delete()

    answered = assessing.assess(quiz.questions.in_order().with_choices(), attempt).answered[0]

    assert (answered.choices, answered.is_suitable) == ([], None)


@given(st.dictionaries(st.integers(1, 9), st.lists(st.integers(1, 99), unique=True), max_size=9))
def test_an_attempt_gives_back_exactly_what_it_was_told_last(told: dict[int, list[int]]) -> None:
    attempt = Attempt()

    for question, choices in told.items():
        attempt.keep_answer(question, [1])
        attempt.keep_answer(question, choices)

    assert {question: attempt.chosen(question) for question in told} == {
        question: sorted(choices) for question, choices in told.items()
    }
