from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Persons, municipalities, roles."""

    name = "lms.people"
