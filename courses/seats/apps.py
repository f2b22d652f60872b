from django.apps import AppConfig


class SeatsConfig(AppConfig):
    """Registering, waiting, moving up."""

    name = "courses.seats"
