from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    """When and where we meet."""

    name = "calendars"
