from django.apps import AppConfig


class CoachingConfig(AppConfig):
    """Consulting days and coaching: dates and hours, never content."""

    name = "coaching"
