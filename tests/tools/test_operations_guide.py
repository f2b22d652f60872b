"""The operators' guide names every setting, and none that does not exist."""

import re

from django.conf import settings

NAMES = re.compile(r"`([A-Z][A-Z_]+)`")


def test_every_setting_is_explained() -> None:
    code = (settings.BASE_DIR / "lms" / "settings.py").read_text(encoding="utf-8")
    guide = (settings.BASE_DIR / "docs" / "operations.md").read_text(encoding="utf-8")

    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', code))
    rows = [line.split("|")[1] for line in guide.splitlines() if line.startswith("| `")]
    explained = {name for row in rows for name in NAMES.findall(row)}

    assert explained == read
