from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class KitConfig(AppConfig):
    """Helpers without a word of our trade."""

    name = "lms.kit"

    def ready(self) -> None:
        """Let every room lay out what it contributes: ears, chores, cards, areas, sections, calendar entries."""
        autodiscover_modules("receivers", "chores", "housekeeping", "desk", "areas", "sections", "calendar")
