"""Self-assessments and their questions. What people answered lies in ``attempts`` and is nobody else's business."""

from courses.quizzes.models.attempts import Attempt
from courses.quizzes.models.questions import Choice, Question, QuizActivity

__all__ = ["Attempt", "Choice", "Question", "QuizActivity"]
