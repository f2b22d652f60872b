from django.apps import AppConfig


class ScormConfig(AppConfig):
    """Learning packages and what learners did in them."""

    name = "courses.scorm"
