from datetime import timedelta
from typing import Any

from tests import make
from tests.access.world import Row, World


def _over(world: World) -> list[Any]:
    run = make.run(trainer=world.trainer, dates=0)
    session = make.session(run, starts_at=make.MONDAY - timedelta(days=900))
    make.registration(run, person=world.staff, municipality=world.town)
    return [session.pk]


def _run_over(world: World) -> list[Any]:
    run = make.run(trainer=world.trainer, dates=0)
    make.session(run, starts_at=make.MONDAY - timedelta(days=900))
    return [run.pk]


ROWS: dict[str, list[Row]] = {
    "attendance:sheet": [
        Row(ok={"trainer", "office"}, args=_over),
        Row(ok={"trainer", "office"}, args=_over, method="post", answer=302),
    ],
    "attendance:closing": [
        Row(ok={"trainer", "office"}, args=_run_over),
        Row(ok={"trainer", "office"}, args=_run_over, method="post", answer=302),
    ],
}
