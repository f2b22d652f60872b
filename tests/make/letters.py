from typing import Any

from lms.mail.models import Letter
from tests.make.time import MONDAY


def letter(**facts: Any) -> Letter:
    """A letter that is owed and due, saved without being posted."""
    defaults: dict[str, Any] = {
        "to_address": "ada@example.org",
        "subject": "Ihre Bewerbung",
        "body": "Guten Tag",
        "about": "programmes.outcome",
        "created_at": MONDAY,
        "not_before": MONDAY,
    }
    return Letter.objects.create(**defaults | facts)
