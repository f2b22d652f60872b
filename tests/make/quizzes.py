from typing import Any

from courses.catalogue.models import Offer
from courses.quizzes.models import Attempt, Choice, Question, QuizActivity
from lms.people.models import User
from tests.make import courses
from tests.make.time import MONDAY


def quiz(*, questions: int = 2, **facts: Any) -> QuizActivity:
    """A self-assessment of a published offer, with questions of three choices: suitable, less suitable, unjudged."""
    offer: Offer = facts.pop("offer", None) or courses.offer()
    facts.setdefault("title", "Selbsteinschätzung: Wie sicher bin ich?")
    facts.setdefault("position", offer.next_position())
    facts.setdefault("intro", "Worum es geht.")
    facts.setdefault("closing", "Zum Schluss.")
    made = QuizActivity(offer=offer, **facts)
    made.save()
    for number in range(1, questions + 1):
        quiz_question(made, position=number)
    return made


def quiz_question(quiz: QuizActivity, **facts: Any) -> Question:
    """One choice out of three, unless said otherwise."""
    facts.setdefault("position", 1)
    facts.setdefault("text", f"Frage {facts['position']}?")
    facts.setdefault("feedback", f"Zu Frage {facts['position']}.")
    made = Question.objects.create(quiz=quiz, **facts)
    for place, (text, suits) in enumerate([("Passt", True), ("Passt weniger", False), ("Weder noch", None)], start=1):
        Choice.objects.create(
            question=made, position=place, text=text, is_suitable=suits, feedback=f"Zu „{text}“ bei {made.position}."
        )
    return made


def quiz_attempt(of: User, quiz: QuizActivity, *, finished: bool = False) -> Attempt:
    """An attempt of this person with the first choice made everywhere."""
    day = MONDAY.date()
    made = Attempt.objects.new(of, quiz, on=day)
    made.finished_on = day if finished else None
    for asked in quiz.questions.all():
        made.keep_answer(asked.pk, [asked.choices.order_by("position").values_list("pk", flat=True)[0]])
    made.save(force_insert=True)
    return made
