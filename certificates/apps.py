from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    """What somebody attended and can prove."""

    name = "certificates"
