from collections.abc import Iterator

import pytest
import time_machine

from tests import make


@pytest.fixture
def _on_monday() -> Iterator[None]:
    """For tests of pages, which read the clock: it is Monday, ten o'clock, and stays so."""
    with time_machine.travel(make.MONDAY, tick=False):
        yield
