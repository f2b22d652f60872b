"""What every test may ask for, and which tests this run can do."""

import os
from datetime import datetime

import pytest
from django.core.management import call_command
from django.db import connection

from tests.browser import chromium
from tests.make import MONDAY

_no_browser = pytest.StashKey[int]()


def pytest_sessionstart() -> None:
    """Tests read the German wording, so it is compiled where it has changed."""
    call_command("translations", "compile")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what this run cannot do: row locks without PostgreSQL, pages without a browser.

    On a build machine (``CI=true``) nothing is left out for want of a browser: there it must not be missing.
    """
    left_out = {item for item in items if item.get_closest_marker("postgres") and connection.vendor != "postgresql"}
    for_browser = {item for item in items if item.get_closest_marker("browser")}
    if for_browser and chromium.path() is None:
        if os.environ.get("CI") == "true":
            raise pytest.UsageError(chromium.MISSING)
        config.stash[_no_browser] = len(for_browser)
        left_out |= for_browser
    if left_out:
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if config.stash.get(_no_browser, 0):
        terminalreporter.write_line(chromium.MISSING, yellow=True)


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Every test has a real database; most of what we do is a row."""


@pytest.fixture
def now() -> datetime:
    return MONDAY
