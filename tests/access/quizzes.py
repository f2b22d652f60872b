from collections.abc import Callable
from typing import Any

from tests import make
from tests.access.world import LOGGED_IN, Row, World

WRITERS = {"office", "trainer", "other_trainer"}
ONLY_ME = {"staff"}


def quiz(world: World) -> list[Any]:
    return [make.quiz().pk]


def quiz_of_a_draft(world: World) -> list[Any]:
    return [make.quiz(offer=make.offer(is_published=False)).pk]


def question(world: World) -> list[Any]:
    return [make.quiz(questions=1).questions.get().pk]


def attempt(*more: Any, finished: bool = False) -> Callable[[World], list[Any]]:
    """The staff member's own attempt: everybody else, in whatever role, gets what a stranger to it gets."""

    def args(world: World) -> list[Any]:
        quiz = make.quiz()
        return [quiz.pk, make.quiz_attempt(world.staff, quiz, finished=finished).pk, *more]

    return args


ROWS: dict[str, list[Row]] = {
    "quizzes:quiz": [Row(ok=LOGGED_IN, args=quiz), Row(ok=WRITERS, args=quiz_of_a_draft)],
    "quizzes:attempts": [
        Row(ok=LOGGED_IN, args=quiz, method="post", answer=302),
        Row(ok=LOGGED_IN, args=quiz, answer=405),
    ],
    "quizzes:overview": [Row(ok=ONLY_ME, args=attempt())],
    "quizzes:question": [
        Row(ok=ONLY_ME, args=attempt(1)),
        Row(ok=ONLY_ME, args=attempt(1), method="post", answer=302),
    ],
    "quizzes:completion": [
        Row(ok=ONLY_ME, args=attempt(), method="post", answer=302),
        Row(ok=LOGGED_IN, args=attempt(), answer=405),
    ],
    "quizzes:result": [Row(ok=ONLY_ME, args=attempt(finished=True))],
    "quizzes:deletion": [
        Row(ok=ONLY_ME, args=attempt(finished=True), method="post", answer=302),
        Row(ok=LOGGED_IN, args=attempt(), answer=405),
    ],
    "quizzes:quiz_new": [
        Row(ok=WRITERS, args=lambda world: [make.offer().code]),
        Row(ok=WRITERS, args=lambda world: [make.offer().code], method="post"),
    ],
    "quizzes:quiz_edit": [
        Row(ok=WRITERS, args=quiz),
        Row(ok=WRITERS, args=quiz, method="post"),
    ],
    "quizzes:question_new": [
        Row(ok=WRITERS, args=quiz),
        Row(ok=WRITERS, args=quiz, method="post"),
    ],
    "quizzes:question_edit": [
        Row(ok=WRITERS, args=question),
        Row(ok=WRITERS, args=question, method="post"),
    ],
    "quizzes:question_deletion": [
        Row(ok=WRITERS, args=question, method="post", answer=302),
        Row(ok=LOGGED_IN, args=question, answer=405),
    ],
}
