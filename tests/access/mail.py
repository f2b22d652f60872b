from typing import Any

from tests import make
from tests.access.world import EVERYBODY, Row, World

OFFICE = {"office"}


def a_letter(world: World) -> list[Any]:
    return [make.letter().pk]


def a_failed_letter(world: World) -> list[Any]:
    return [make.letter(status="failed").pk]


def a_confidential_letter(world: World) -> list[Any]:
    return [make.letter(confidential=True).pk]


ROWS: dict[str, list[Row]] = {
    "mail:barrier": [Row(ok=EVERYBODY)],
    "mail:outbox": [Row(ok=OFFICE)],
    "mail:letter": [Row(ok=OFFICE, args=a_letter), Row(ok=set(), args=a_confidential_letter)],
    "mail:resending": [Row(ok=OFFICE, args=a_failed_letter, method="post", answer=302)],
    "mail:resending_of_all": [Row(ok=OFFICE, method="post", answer=302)],
}
