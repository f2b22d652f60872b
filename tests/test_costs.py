"""What pages may cost: statements to the database, session and person included.

Eight are allowed; a page that needs fewer is held to what it needs, so that nobody adds one without noticing. Lists
cost the same with 3 rows and with 300: most rooms prove that beside their other tests, the rest is proved here.
"""

from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse, reverse_lazy

from courses.sessions.models import Session
from lms.kit import demo
from lms.people import official_list
from lms.people.models import Invitation, Municipality, ProgrammeRole, User
from tests import make
from tests.make import MONDAY
from tests.queries import queries_of, same_queries

MOST = 8
DESK_OF_A_MODEL_MUNICIPALITY = 9
"""Who coordinates a model municipality has the most on the desk: people, dates, calls and the consulting days."""
BUDGETS = {
    reverse_lazy("desk"): DESK_OF_A_MODEL_MUNICIPALITY,
    reverse_lazy("catalogue:offers"): 3,
    reverse_lazy("catalogue:offer", args=["Z2-02"]): MOST,
    reverse_lazy("seats:mine"): 5,
    reverse_lazy("certificates:mine"): 3,
    reverse_lazy("certificates:employer"): 4,
    reverse_lazy("calendars:mine"): 4,
    reverse_lazy("sessions:runs"): 5,
    reverse_lazy("people:account"): 1,
    reverse_lazy("help"): 1,
}
"""Address → statements, for everybody who gets a page there."""
COORDINATOR = "koordination@musterstadt.example"
VISITORS = [
    "programmbuero@komma.example",
    "training1@komma.example",
    "coaching1@komma.example",
    COORDINATOR,
    "personal@musterstadt.example",
    "beschaeftigt@musterstadt.example",
]


@pytest.fixture
def _furnished(monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole demo, without the ten thousand municipalities in which it does not take place."""
    monkeypatch.setattr(official_list, "load", lambda rows: None)
    with time_machine.travel(MONDAY, tick=False):
        demo.play_all(MONDAY)


@pytest.mark.usefixtures("_furnished")
@time_machine.travel(MONDAY, tick=False)
def test_pages_keep_within_their_budget_for_everybody_and_a_trainer_s_own_as_well() -> None:
    too_dear = {}
    for email in VISITORS:
        client = Client()
        client.force_login(User.objects.get(email=email))
        for url, budget in BUDGETS.items():
            if client.get(str(url)).status_code == 200:
                cost = len(queries_of(client, str(url)))
                if cost > (budget if email == COORDINATOR else min(budget, MOST)):
                    too_dear[email, str(url)] = f"{cost} instead of {budget}"
    date = Session.objects.filter(run__registrations__isnull=False, starts_at__lte=MONDAY).first()
    assert date is not None
    client.force_login(date.run.trainer)
    for name, pk, budget in [("attendance:sheet", date.pk, 5), ("sessions:run", date.run_id, MOST)]:
        if (cost := len(queries_of(client, reverse(name, args=[pk])))) > budget:
            too_dear[name, str(pk)] = f"{cost} instead of {budget}"

    assert too_dear == {}


def _dates_of(person: User, town: Municipality, number: int) -> None:
    make.registration(make.run(), person=person, municipality=town)


def _invitation(person: User, town: Municipality, number: int) -> None:
    facts = {"given_name": "Ada", "family_name": "Neu", "email": f"neu{number}@example.org", "invited_at": MONDAY}
    Invitation.objects.create(person=make.person(), municipality=town, role="staff", invited_by=person, **facts)


def _programme_person(person: User, town: Municipality, number: int) -> None:
    ProgrammeRole.objects.create(person=make.person(), role="reviewer", since=MONDAY)


def _municipality(person: User, town: Municipality, number: int) -> None:
    make.staff()


def _letter(person: User, town: Municipality, number: int) -> None:
    make.letter(to_person=person)


Grow = Callable[[User, Municipality, int], None]
LISTS: list[tuple[str, Callable[[Municipality], User], Grow]] = [
    ("calendars:mine", lambda town: make.staff(of=town), _dates_of),
    ("desk", lambda town: make.staff(of=town), _dates_of),
    ("seats:mine", lambda town: make.staff(of=town), _dates_of),
    ("people:invited", lambda town: make.hr(of=town), _invitation),
    ("people:programme_people", lambda town: make.office(), _programme_person),
    ("people:municipalities", lambda town: make.office(), _municipality),
    ("desk", lambda town: make.office(), _letter),
]


@pytest.mark.parametrize(("name", "whose", "grow"), LISTS)
@time_machine.travel(MONDAY, tick=False)
def test_a_list_costs_the_same_with_three_rows_and_with_three_hundred(
    client: Client, name: str, whose: Callable[[Municipality], User], grow: Grow
) -> None:
    town = make.municipality()
    person = whose(town)
    url = reverse(name, args=[town.pk] if name == "people:invited" else [])
    client.force_login(person)
    for number in range(3):
        grow(person, town, number)
    few = queries_of(client, url)

    for number in range(3, 300):
        grow(person, town, number)

    same_queries(few, queries_of(client, url), at_most=MOST)
