"""Every address × every role: the table of who may go where, and the proof that no address is missing from it."""

from importlib import import_module
from pathlib import Path

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access import world as worlds
from tests.access.world import ROLES, Row
from tests.make import MONDAY

TABLE: dict[str, list[Row]] = {}
for _file in sorted(Path(__file__).parent.glob("*.py")):
    if _file.stem not in {"__init__", "world"} and not _file.stem.startswith("test_"):
        TABLE |= import_module(f"tests.access.{_file.stem}").ROWS


def names(resolver: URLResolver, prefix: str = "") -> set[str]:
    found: set[str] = set()
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            found |= names(pattern, inner)
        elif isinstance(pattern, URLPattern):
            found.add(f"{prefix}{pattern.name}")
    return found


def test_every_address_is_in_the_table() -> None:
    known = names(get_resolver("lms.urls")) | names(get_resolver("lms.content_urls"))

    assert known - set(TABLE) == set()
    assert set(TABLE) - known == set()


@pytest.mark.parametrize(
    ("name", "row"),
    [pytest.param(name, row, id=f"{name}-{row.method}") for name in TABLE for row in TABLE[name]],
)
@time_machine.travel(MONDAY, tick=False)
def test_each_role_gets_what_the_table_says(name: str, row: Row) -> None:
    world = worlds.build()
    urlconf = "lms.content_urls" if row.content else None
    url = reverse(name, urlconf=urlconf, args=row.args(world))
    data = row.data(world)

    answers = {}
    for role in ROLES:
        client = Client(HTTP_HOST="127.0.0.1:8000") if row.content else Client()
        with transaction.atomic():
            if role != "stranger":
                client.force_login(world.people[role])
            answers[role] = getattr(client, row.method)(url, data).status_code
            transaction.set_rollback(True)

    assert answers == {role: row.expected(role) for role in ROLES}
