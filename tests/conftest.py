"""What every test may ask for, and which tests this run can do."""

import os
from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.management import call_command
from django.db import connection

from lms.kit import catalogues
from tests.browser import chromium
from tests.make import MONDAY

NEEDS: dict[str, tuple[Callable[[], object], str]] = {
    "browser": (chromium.path, chromium.MISSING),
    "gettext": (catalogues.can_extract, catalogues.MISSING),
}
"""Marker → whether this machine has what its tests need, and what to say where it has not."""
_missing = pytest.StashKey[list[str]]()


def pytest_sessionstart() -> None:
    """Tests read the German wording, so it is compiled where it has changed."""
    call_command("translations", "compile")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what this run cannot do: row locks without PostgreSQL, pages without a browser.

    On a build machine (``CI=true``) nothing is left out for want of a program: there none must be missing.
    """
    left_out = {item for item in items if item.get_closest_marker("postgres") and connection.vendor != "postgresql"}
    for marker, (is_here, sentence) in NEEDS.items():
        needing = {item for item in items if item.get_closest_marker(marker)}
        if needing and not is_here():
            if os.environ.get("CI") == "true":
                raise pytest.UsageError(sentence)
            config.stash.setdefault(_missing, []).append(sentence)
            left_out |= needing
    if left_out:
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for sentence in config.stash.get(_missing, []):
        terminalreporter.write_line(sentence, yellow=True)


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Every test has a real database; most of what we do is a row."""


@pytest.fixture
def now() -> datetime:
    return MONDAY
