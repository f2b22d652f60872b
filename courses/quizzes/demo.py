"""The demo's self-assessment, beside the self-paced module it belongs to."""

from datetime import datetime

from courses.catalogue.models import Offer
from courses.quizzes import demo_questions
from courses.quizzes.models import Choice, Question, QuizActivity
from lms.kit.demo import scene


@scene
def self_assessment(at: datetime) -> None:
    """Lay out the questions once. Played again, it leaves them alone: somebody may have answered them."""
    offer = Offer.objects.get(code="M2-01")
    if QuizActivity.objects.filter(offer=offer, title=demo_questions.TITLE).exists():
        return
    quiz = QuizActivity(
        offer=offer,
        position=offer.next_position(),
        title=demo_questions.TITLE,
        minutes=demo_questions.MINUTES,
        intro=demo_questions.INTRO.strip(),
        closing=demo_questions.CLOSING.strip(),
        closing_unsure=demo_questions.CLOSING_UNSURE.strip(),
    )
    quiz.save()
    for position, asked in enumerate(demo_questions.QUESTIONS, start=1):
        question = Question.objects.create(
            quiz=quiz, position=position, kind=asked.kind, text=asked.text, feedback=asked.feedback
        )
        Choice.objects.bulk_create(
            Choice(question=question, position=place, text=text, is_suitable=suits, feedback=feedback)
            for place, (text, suits, feedback) in enumerate(asked.options, start=1)
        )
