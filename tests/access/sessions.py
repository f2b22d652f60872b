from datetime import timedelta
from typing import Any

from courses.sessions.models import Run
from tests import make
from tests.access.world import Row, World
from tests.make import MONDAY

PLANNERS = {"trainer", "other_trainer", "office"}
LEADING = {"trainer", "office"}


def _run(world: World, **facts: Any) -> Run:
    return make.run(trainer=world.trainer, online_link="https://raum.example.org", **facts)


def _ahead(world: World, **facts: Any) -> Run:
    """A run whose date lies ahead on any day the suite runs: the pages read the real clock."""
    run = _run(world, dates=0, **facts)
    make.session(run, starts_at=MONDAY + timedelta(days=365 * 50))
    return run


def _published(world: World) -> list[int]:
    return [_ahead(world).pk]


def _draft(world: World) -> list[int]:
    return [_ahead(world, status=Run.Status.DRAFT).pk]


def _date(world: World) -> list[int]:
    return [_ahead(world).sessions.get().pk]


ROWS: dict[str, list[Row]] = {
    "sessions:runs": [Row(ok=PLANNERS)],
    "sessions:run_new": [
        Row(ok=PLANNERS, args=lambda world: [make.offer().code]),
        Row(ok=PLANNERS, args=lambda world: [make.offer(is_published=False).code]),
        Row(ok=set(), args=lambda world: [make.offer(format="self_paced").code]),
        Row(ok=PLANNERS, args=lambda world: [make.offer().code], method="post"),
    ],
    "sessions:run": [
        Row(ok=LEADING, args=_published),
        Row(ok=LEADING, args=_draft),
        Row(ok=LEADING, args=lambda world: [_run(world, status=Run.Status.CANCELLED).pk]),
    ],
    "sessions:run_edit": [
        Row(ok=LEADING, args=_draft),
        Row(ok=LEADING, args=_published),
        Row(ok=set(), args=lambda world: [_run(world, status=Run.Status.CLOSED).pk]),
        Row(ok=LEADING, args=_draft, method="post"),
        Row(ok=LEADING, args=_published, method="post"),
    ],
    "sessions:publication": [
        Row(ok=LEADING, args=_draft),
        Row(ok=LEADING, args=_draft, method="post", answer=302),
    ],
    "sessions:cancellation": [
        Row(ok=LEADING, args=_published),
        Row(ok=LEADING, args=_published, method="post", data=lambda world: {"reason": "Krankheit"}, answer=302),
    ],
    "sessions:removal": [
        Row(ok=LEADING, args=_draft),
        Row(ok=LEADING, args=_draft, method="post", answer=302),
    ],
    "sessions:session_time": [
        Row(ok=LEADING, args=_date),
        Row(ok=LEADING, args=_date, method="post"),
        Row(ok=set(), args=lambda world: [0]),
    ],
}
