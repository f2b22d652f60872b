"""What every test may ask for."""

from datetime import datetime

import pytest

from tests.make import MONDAY


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Every test has a real database; most of what we do is a row."""


@pytest.fixture
def now() -> datetime:
    return MONDAY
