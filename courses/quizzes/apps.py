from django.apps import AppConfig


class QuizzesConfig(AppConfig):
    """Self-assessment, seen by nobody but the person."""

    name = "courses.quizzes"
