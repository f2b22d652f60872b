from django.apps import AppConfig


class MailConfig(AppConfig):
    """What we wrote."""

    name = "lms.mail"
