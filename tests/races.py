"""Deeds that begin in the same instant. Row locks decide such races, so their tests run on PostgreSQL only::

refused = at_once(lambda: confirm(first), lambda: confirm(second))
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from lms.kit.refusal import Refusal


def at_once(*deeds: Callable[[], object]) -> list[Refusal | None]:
    """Do every deed in a thread and on a connection of its own; how each was refused, ``None`` where it was done.

    Any other exception is a bug and raised here. The test needs ``django_db(transaction=True)``: a thread sees only
    what has been committed.
    """
    start = Barrier(len(deeds), timeout=10)

    def run(deed: Callable[[], object]) -> Refusal | None:
        try:
            start.wait()
            deed()
        except Refusal as no:
            return no
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))
