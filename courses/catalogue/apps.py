from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Offers and their activities."""

    name = "courses.catalogue"
