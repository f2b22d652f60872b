"""What must happen sooner or later is owed by rows; a chore looks for what is owed and does it.

A background task only says "now" and may be lost or come twice. The sweep (``manage.py chores``) calls every
chore, so a lost task costs a delay and a repeated one costs nothing.
"""

import logging
from collections.abc import Callable
from datetime import datetime

Chore = Callable[[datetime], int]
_chores: list[Chore] = []
log = logging.getLogger(__name__)


def chore(work: Chore) -> Chore:
    """Register ``work(at)``: does what is owed at that moment and returns how many things it did."""
    _chores.append(work)
    return work


def sweep(at: datetime) -> dict[str, int]:
    """Call every chore once; one that fails is logged and does not stop the others. The name is the chore's path."""
    done: dict[str, int] = {}
    for work in _chores:
        name = f"{work.__module__}.{work.__qualname__}"
        try:
            done[name] = work(at)
        except Exception:
            log.exception("The chore %s failed and will be tried again.", name)
    return done
