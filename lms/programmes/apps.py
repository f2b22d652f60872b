from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Calls, applications, decisions, standing."""

    name = "lms.programmes"
