"""Pages about seats cost the same with three rows and with three hundred."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from courses.seats import registering
from courses.seats.models import Registration
from courses.sessions.models import Run
from lms.people.models import Municipality, User
from tests import make
from tests.pages import as_
from tests.queries import queries_of, same_queries

MONDAY = make.MONDAY
Status = Registration.Status


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(MONDAY, tick=False):
        yield


def _fill(run: Run, town: Municipality, number: int) -> None:
    """So many people with a seat and as many in line, without a letter."""
    people = User.objects.bulk_create(
        User(email=f"viele-{run.pk}-{n}@example.org", given_name="Ada", family_name=f"Viele{n}", password="!")
        for n in range(2 * number)
    )
    Registration.objects.bulk_create(
        Registration(
            run=run,
            person=person,
            municipality=town,
            status=Status.CONFIRMED if n < number else Status.WAITING,
            registered_at=MONDAY,
            confirmed_at=MONDAY if n < number else None,
        )
        for n, person in enumerate(people)
    )


@pytest.mark.parametrize("place", ["employer", "run", "mine", "offer", "desk"])
def test_a_page_costs_the_same_with_three_rows_and_with_three_hundred(place: str) -> None:
    town = make.municipality()
    run = make.run(seats=400)
    person = {"employer": make.coordinator(of=town), "run": run.trainer}.get(place) or make.coordinator(of=town)

    def prepare(number: int) -> None:
        if place in {"employer", "run"}:
            _fill(run, town, number)
            return
        for _ in range(number // 10 or 3):
            target = make.run(seats=1, offer=run.offer if place == "offer" else make.offer())
            make.registration(target)
            make.registration(target, person=person, municipality=town, status=Status.WAITING)
            over = make.run(dates=0)
            make.session(over, starts_at=MONDAY - timedelta(days=9))
            make.registration(over, person=person, municipality=town, status=Status.ATTENDED)

    url = {
        "employer": lambda: reverse("seats:employer", args=[town.pk]),
        "run": lambda: reverse("sessions:run", args=[run.pk]),
        "mine": lambda: reverse("seats:mine"),
        "offer": lambda: reverse("catalogue:offer", args=[run.offer.code]),
        "desk": lambda: reverse("desk"),
    }[place]()
    client = as_(person)
    prepare(3)
    few = queries_of(client, url)
    if place in {"employer", "run"}:
        Registration.objects.all().delete()
        User.objects.filter(email__startswith="viele").delete()
    prepare(300)

    same_queries(few, queries_of(client, url))


def test_our_own_pages_cost_at_most_eight_queries() -> None:
    town = make.municipality()
    person = make.coordinator(of=town)
    run = make.run(priority_until=MONDAY + timedelta(days=3))
    registration = registering.register(run, person, town, at=MONDAY)
    other = make.run(priority_until=MONDAY + timedelta(days=3))
    client = as_(person)

    costs = {
        url: len(queries_of(client, url))
        for url in (
            reverse("seats:mine"),
            reverse("seats:registration", args=[registration.pk]),
            reverse("seats:cancellation", args=[registration.pk]),
            reverse("seats:employer", args=[town.pk]),
        )
    }
    costs["new"] = len(queries_of(client, reverse("seats:registration_new", args=[other.pk])))

    assert max(costs.values()) <= 8, costs
