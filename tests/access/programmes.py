from typing import Any

from lms.programmes import endorsing
from lms.programmes.models import Application, Call
from tests import make
from tests.access.world import EVERYBODY, LOGGED_IN, Row, World
from tests.make.time import MONDAY

OFFICE = {"office"}


def a_call(world: World) -> list[Any]:
    return [make.current_call().pk]


def a_draft_call(world: World) -> list[Any]:
    return [make.current_call(status=Call.Status.DRAFT).pk]


def a_draft(world: World) -> list[Any]:
    return [make.application(call=make.current_call(), applicant=world.staff, municipality=world.town).pk]


def a_submitted_one(world: World) -> list[Any]:
    call, status = make.current_call(), Application.Status.SUBMITTED
    return [make.application(call=call, applicant=world.staff, municipality=world.town, status=status).pk]


def a_link(world: World) -> list[Any]:
    asked = make.application(
        call=make.current_call(),
        applicant=world.staff,
        municipality=world.town,
        endorsement_nonce="n" * 43,
        endorsement_asked_at=MONDAY,
    )
    return [endorsing.path_for(asked).rstrip("/").rpartition("/")[2]]


ROWS: dict[str, list[Row]] = {
    "programmes:calls": [Row(ok=LOGGED_IN)],
    "programmes:call": [Row(ok=LOGGED_IN, args=a_call), Row(ok=OFFICE, args=a_draft_call)],
    "programmes:call_new": [Row(ok=OFFICE), Row(ok=OFFICE, method="post")],
    "programmes:call_edit": [
        Row(ok=OFFICE, args=a_draft_call),
        Row(ok=OFFICE, args=a_draft_call, method="post"),
    ],
    "programmes:publication": [
        Row(ok=OFFICE, args=a_draft_call, method="post", answer=302),
        Row(ok=LOGGED_IN, args=a_draft_call, answer=405),
    ],
    "programmes:application_new": [
        Row(ok=LOGGED_IN, args=a_call),
        Row(ok=LOGGED_IN, args=a_call, method="post"),
        Row(ok=OFFICE, args=a_draft_call, answer=302),
    ],
    "programmes:applications": [Row(ok=LOGGED_IN)],
    "programmes:application": [
        Row(ok={"staff"}, args=a_draft),
        Row(ok={"staff", "coordinator", "office"}, args=a_submitted_one),
        Row(ok={"staff"}, args=a_draft, method="post"),
    ],
    "programmes:endorsement_request": [
        Row(ok={"staff"}, args=a_draft, method="post", answer=302),
        Row(ok=LOGGED_IN, args=a_draft, answer=405),
    ],
    "programmes:submission": [
        Row(ok={"staff"}, args=a_draft, method="post", answer=302),
        Row(ok=LOGGED_IN, args=a_draft, answer=405),
    ],
    "programmes:withdrawal": [
        Row(ok={"staff"}, args=a_submitted_one, method="post", answer=302),
        Row(ok=LOGGED_IN, args=a_submitted_one, answer=405),
    ],
    "programmes:removal": [
        Row(ok={"staff"}, args=a_draft, method="post", answer=302),
        Row(ok=LOGGED_IN, args=a_draft, answer=405),
    ],
    "programmes:decisions": [Row(ok=OFFICE, args=a_call)],
    "programmes:decisions_rest": [
        Row(ok=OFFICE, args=a_call, method="post", answer=302),
        Row(ok=LOGGED_IN, args=a_call, answer=405),
    ],
    "programmes:decision": [
        Row(ok=OFFICE, args=a_submitted_one, method="post"),
        Row(ok=frozenset(), args=a_draft, method="post"),
        Row(ok=LOGGED_IN, args=a_submitted_one, answer=405),
    ],
    "programmes:outcome_publication": [
        Row(ok=OFFICE, args=a_call),
        Row(ok=OFFICE, args=a_call, method="post", answer=302),
    ],
    "programmes:endorsement": [Row(ok=EVERYBODY, args=a_link), Row(ok=EVERYBODY, args=lambda world: ["x"], answer=404)],
    "programmes:endorsement_confirmed": [Row(ok=EVERYBODY)],
}
