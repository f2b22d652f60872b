from typing import Any

from tests import make
from tests.access.world import EVERYBODY, Row, World


def requested(world: World) -> list[Any]:
    make.grant(world.town)
    return [make.coaching(person=world.staff, municipality=world.town).pk]


def talk(world: World) -> list[Any]:
    make.grant(world.town)
    return [make.agreed(person=world.staff, municipality=world.town, coach=world.coach).coaching_id]


def offered_slot(world: World) -> list[Any]:
    make.grant(world.town)
    coaching = make.coaching(person=world.staff, municipality=world.town, coach=world.coach, status="offered")
    return [make.slot(coaching).pk]


def account(world: World) -> list[Any]:
    make.grant(world.town)
    return [world.town.pk]


def granted(world: World) -> list[Any]:
    make.grant(world.town)
    return []


IN_TOWN = {"staff", "colleague", "coordinator", "hr"}

ROWS: dict[str, list[Row]] = {
    "coaching:requests": [Row(ok=EVERYBODY - {"stranger"})],
    "coaching:request_new": [
        Row(args=granted, ok=IN_TOWN),
        Row(args=granted, ok=IN_TOWN, method="post", data=lambda world: {"municipality": world.town.pk}, answer=302),
    ],
    "coaching:request": [Row(args=talk, ok={"staff"})],
    "coaching:refusal": [Row(args=talk, ok={"staff"}, method="post", answer=302)],
    "coaching:withdrawal": [Row(args=talk, ok={"staff"}), Row(args=talk, ok={"staff"}, method="post", answer=302)],
    "coaching:acceptance": [Row(args=offered_slot, ok={"staff"}, method="post", answer=302)],
    "coaching:offers": [Row(ok={"coach", "other_coach"})],
    "coaching:offer_new": [
        Row(args=requested, ok={"coach", "other_coach"}),
        Row(args=requested, ok={"coach", "other_coach"}, method="post"),
        Row(args=talk, ok={"coach"}),
    ],
    "coaching:talk": [Row(args=talk, ok={"coach"}), Row(args=talk, ok={"coach"}, method="post")],
    "coaching:cancellation": [Row(args=talk, ok={"coach"}), Row(args=talk, ok={"coach"}, method="post", answer=302)],
    "coaching:accounts": [Row(args=granted, ok={"coordinator", "hr", "office"})],
    "coaching:account": [Row(args=account, ok={"coordinator", "hr", "office"})],
}
