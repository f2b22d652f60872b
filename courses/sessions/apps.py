from django.apps import AppConfig


class SessionsConfig(AppConfig):
    """Runs and their dates."""

    name = "courses.sessions"
    label = "course_sessions"
