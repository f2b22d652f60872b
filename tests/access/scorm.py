from django.utils import timezone

from courses.scorm import tickets
from courses.scorm.models import ScormActivity
from tests import make
from tests.access.world import EVERYBODY, LOGGED_IN, Row, World

SHELF = {"trainer", "other_trainer", "office"}


def _now() -> int:
    return int(timezone.now().timestamp())


def _draft(world: World) -> ScormActivity:
    return make.module(offer=make.offer(is_published=False))


def _play(world: World) -> str:
    return tickets.PlayTicket(_now(), world.staff.pk, make.module().pk).signed()


def _commit(world: World) -> str:
    record = make.learner_record(person=world.staff)
    return tickets.CommitTicket(_now(), world.staff.pk, record.activity_id, record.pk, 1).signed()


ROWS: dict[str, list[Row]] = {
    "scorm:module": [
        Row(ok=LOGGED_IN, args=lambda world: [make.module().pk]),
        Row(ok=SHELF, args=lambda world: [_draft(world).pk]),
    ],
    "scorm:packages": [Row(ok=SHELF)],
    "scorm:package_new": [Row(ok=SHELF), Row(ok=SHELF, method="post")],
    "scorm:package": [Row(ok=SHELF, args=lambda world: [make.package().pk])],
    "scorm:preview": [Row(ok=SHELF, args=lambda world: [make.package().pk])],
    "scorm:use_new": [
        Row(
            ok=SHELF,
            args=lambda world: [make.package().pk],
            method="post",
            data=lambda world: {"offer": make.offer().pk, "title": "Grundlagen", "minutes": 45},
            answer=302,
        )
    ],
    "scorm:use_removal": [Row(ok=SHELF, args=lambda world: [make.module().pk], method="post", answer=302)],
    "scorm:package_deletion": [Row(ok=SHELF, args=lambda world: [make.package().pk], method="post", answer=302)],
    # On the content origin nobody is logged in: what counts is the ticket, whoever brings it.
    "content:play": [
        Row(ok=EVERYBODY, args=lambda world: [_play(world)], content=True),
        Row(ok=EVERYBODY, args=lambda world: ["made-up"], content=True, answer=403),
    ],
    "content:preview": [
        Row(
            ok=EVERYBODY,
            args=lambda world: [tickets.PreviewTicket(_now(), make.package().pk).signed()],
            content=True,
        )
    ],
    "content:file": [
        Row(
            ok=EVERYBODY,
            args=lambda world: [tickets.FilesTicket(_now(), str(make.package().folder)).signed(), "index.html"],
            content=True,
        ),
        Row(ok=EVERYBODY, args=lambda world: ["made-up", "index.html"], content=True, answer=404),
    ],
    "content:commit": [
        # The client of this test names no origin, as a page from elsewhere would name a wrong one.
        Row(ok=EVERYBODY, args=lambda world: [_commit(world)], method="post", content=True, answer=403),
    ],
}
