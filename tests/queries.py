"""Lists that cost the same with few rows and with many.

Count once with few rows, add many, count again::

    few = queries_of(client, url)
    make_many()
    same_queries(few, queries_of(client, url))
"""

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def queries_of(client: Client, url: str) -> list[str]:
    """The statements that a page sends to the database, in their order. The page must answer with 200.

    It is fetched once before it is counted: what is read once per process (kinds of content, sessions made new)
    belongs to no list.
    """
    return queries(lambda: _fetch(client, url))


def queries(deed: Callable[[], object]) -> list[str]:
    """The statements that a deed sends to the database, on its second run."""
    deed()
    with CaptureQueriesContext(connection) as caught:
        deed()
    return [query["sql"] for query in caught.captured_queries]


def same_queries(few: list[str], many: list[str], *, at_most: int | None = None) -> None:
    """Fail, and show which statements are too many, if more rows cost more queries, or more than ``at_most``."""
    assert len(few) == len(many), f"{len(few)} queries became {len(many)}. Most frequent:\n" + _most_frequent(many)
    assert at_most is None or len(many) <= at_most, f"{len(many)} queries:\n" + "\n".join(sql[:300] for sql in many)


def _fetch(client: Client, url: str) -> None:
    assert client.get(url).status_code == 200, f"{url} does not answer with 200."


def _most_frequent(statements: list[str]) -> str:
    # Numbers and texts differ from row to row; what precedes the condition tells which question was asked too often.
    shapes = [statement.partition(" WHERE ")[0][:300] for statement in statements]
    counted = sorted({(shapes.count(shape), shape) for shape in shapes}, reverse=True)
    return "\n".join(f"{count} × {shape}" for count, shape in counted[:5])
