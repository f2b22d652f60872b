from typing import Any

from lms.people.models import Invitation, Membership
from tests import make
from tests.access.world import LOGGED_IN, Row, World
from tests.make import MONDAY

OFFICE = {"office"}
IN_CHARGE = {"coordinator", "hr", "office"}


def town(world: World) -> list[Any]:
    return [world.town.pk]


def membership(world: World) -> list[Any]:
    return [Membership.objects.get(person=world.staff).pk]


def protected_membership(world: World) -> list[Any]:
    return [Membership.objects.get(person=make.staff(of=world.town, enhanced_protection=True)).pk]


def coach_role(world: World) -> list[Any]:
    return [world.coach.programme_roles.get().pk]


def invitation(world: World) -> list[Any]:
    """To ``staff``."""
    return [
        Invitation.objects.create(
            person=world.staff,
            municipality=world.town,
            role="staff",
            given_name="Ada",
            family_name="Muster",
            email=world.staff.email,
            invited_at=MONDAY,
        ).pk
    ]


ROWS: dict[str, list[Row]] = {
    "people:account": [Row(ok=LOGGED_IN)],
    "people:invitations": [Row(ok=LOGGED_IN)],
    "people:invitation_acceptance": [Row(ok={"staff"}, args=invitation, method="post", answer=302)],
    "people:invitation_end": [Row(ok={"staff", *IN_CHARGE}, args=invitation, method="post", answer=302)],
    "people:invitation_reminder": [Row(ok=IN_CHARGE, args=invitation, method="post", answer=302)],
    "people:municipalities": [Row(ok=LOGGED_IN)],
    "people:municipality_new": [Row(ok={"office"}), Row(ok={"office"}, method="post")],
    "people:municipality_search": [Row(ok=LOGGED_IN)],
    "people:members": [Row(ok=IN_CHARGE, args=town)],
    "people:member_new": [Row(ok=IN_CHARGE, args=town), Row(ok=IN_CHARGE, args=town, method="post")],
    "people:invited": [Row(ok=IN_CHARGE, args=town)],
    "people:import": [Row(ok=IN_CHARGE, args=town), Row(ok=IN_CHARGE, args=town, method="post")],
    "people:membership_end": [
        Row(ok=IN_CHARGE, args=membership),
        Row(ok={"hr", "office"}, args=protected_membership),
        Row(ok=IN_CHARGE, args=membership, method="post", answer=302),
        Row(ok={"hr", "office"}, args=protected_membership, method="post", answer=302),
    ],
    "people:programme_people": [Row(ok=OFFICE)],
    "people:programme_person_new": [Row(ok=OFFICE), Row(ok=OFFICE, method="post")],
    "people:programme_role_end": [
        Row(ok=OFFICE, args=coach_role),
        Row(ok=OFFICE, args=coach_role, method="post", answer=302),
    ],
}
