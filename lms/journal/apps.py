from django.apps import AppConfig


class JournalConfig(AppConfig):
    """What happened."""

    name = "lms.journal"
