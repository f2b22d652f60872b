"""What answers mean: computed anew for the person at every look, never stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from courses.quizzes.models import Attempt, Choice, Question


@dataclass(frozen=True)
class Answered:
    """A question, what the person chose, and whether that was suitable (``None``: nothing to judge)."""

    question: Question
    choices: list[Choice]
    is_suitable: bool | None

    def better(self) -> list[Choice]:
        """What would have been suitable and was not chosen; only where the answer was not."""
        if self.is_suitable is not False:
            return []
        return [choice for choice in self.question.choices.all() if choice.is_suitable and choice not in self.choices]


@dataclass(frozen=True)
class Result:
    """All questions as answered. ``judged`` counts answered questions that know suitable choices."""

    answered: list[Answered]
    suitable: int
    judged: int

    def is_unsure(self) -> bool:
        """Less than half of what can be judged was suitable."""
        return self.judged > 0 and self.suitable * 2 < self.judged


def assess(questions: Iterable[Question], attempt: Attempt) -> Result:
    """Answers put beside the questions as they stand today; choices that were since removed are left out."""
    answered = []
    for question in questions:
        chosen = set(attempt.chosen(question.pk))
        choices = [choice for choice in question.choices.all() if choice.pk in chosen]
        answered.append(Answered(question, choices, _is_suitable(question, choices)))
    judged = [one for one in answered if one.is_suitable is not None]
    return Result(answered, suitable=sum(bool(one.is_suitable) for one in judged), judged=len(judged))


def _is_suitable(question: Question, chosen: list[Choice]) -> bool | None:
    """One choice: its own mark. Several: all that are suitable and none that is not."""
    if not chosen:
        return None
    if not question.takes_several():
        return chosen[0].is_suitable
    if not any(choice.is_suitable for choice in question.choices.all()):
        return None
    missed = any(choice.is_suitable and choice not in chosen for choice in question.choices.all())
    return not missed and all(choice.is_suitable is not False for choice in chosen)
