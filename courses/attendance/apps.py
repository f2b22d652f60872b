from django.apps import AppConfig


class AttendanceConfig(AppConfig):
    """Who came, for how many minutes."""

    name = "courses.attendance"
