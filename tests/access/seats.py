from typing import Any

from tests import make
from tests.access.world import LOGGED_IN, Row, World


def _own(world: World) -> list[Any]:
    run = make.run(trainer=world.trainer)
    return [make.registration(run, person=world.staff, municipality=world.town).pk]


ROWS: dict[str, list[Row]] = {
    "seats:mine": [Row(ok=LOGGED_IN)],
    "seats:registration": [Row(ok={"staff"}, args=_own)],
    "seats:cancellation": [
        Row(ok={"staff"}, args=_own),
        Row(ok={"staff"}, args=_own, method="post", answer=302),
    ],
    "seats:registration_new": [
        Row(ok=LOGGED_IN, args=lambda world: [make.run(trainer=world.trainer).pk]),
        Row(ok={"trainer", "office"}, args=lambda world: [make.run(trainer=world.trainer, status="draft").pk]),
        Row(
            ok={"trainer", "office"},
            args=lambda world: [make.run(trainer=world.trainer, status="draft").pk],
            method="post",
        ),
    ],
    "seats:employer": [Row(ok={"coordinator", "hr"}, args=lambda world: [world.town.pk])],
}
