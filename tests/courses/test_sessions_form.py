"""The form in which a run is planned."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from courses.catalogue.models import Offer
from courses.sessions.models import Run
from lms.people.models import User
from tests import make
from tests.courses.plans import plan_on_page, typed
from tests.make import MONDAY, berlin

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _on_monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def trainer(client: Client) -> User:
    someone = make.trainer(email="tove@example.org")
    client.force_login(someone)
    return someone


@pytest.fixture
def office() -> User:
    return make.office()


def test_a_trainer_plans_two_dates_in_one_form(client: Client, trainer: User) -> None:
    answer = plan_on_page(client, make.offer())

    run = Run.objects.get()
    assert answer.headers["Location"] == reverse("sessions:run", args=[run.pk])
    assert (run.trainer, run.status, run.seats) == (trainer, Run.Status.DRAFT, 20)
    assert [(session.starts_at, session.net_minutes()) for session in run.sessions.order_by("starts_at")] == [
        (berlin(2027, 3, 29, 10), 135),
        (berlin(2027, 4, 5, 10), 135),
    ]


def test_the_form_starts_with_the_seats_of_the_offer(client: Client, trainer: User) -> None:
    answer = client.get(reverse("sessions:run_new", args=[make.offer(max_seats=14).code]))

    assert answer.context["form"]["seats"].value() == 14
    assert "Das Angebot verspricht 3 UE (135 Minuten) ohne Pausen." in answer.text


def test_a_trainer_plans_for_nobody_else(client: Client, trainer: User) -> None:
    plan_on_page(client, make.offer(), trainer=str(make.trainer().pk))

    assert Run.objects.get().trainer == trainer


def test_the_office_chooses_the_trainer(client: Client, office: User) -> None:
    someone = make.trainer(family_name="Lehr")
    client.force_login(office)
    page = client.get(reverse("sessions:run_new", args=[make.offer().code]))

    plan_on_page(client, make.offer(), trainer=str(someone.pk))

    assert list(page.context["form"].fields["trainer"].queryset) == [someone]
    assert Run.objects.get().trainer == someone


def test_a_workshop_asks_for_a_venue_and_not_for_a_link(client: Client, trainer: User) -> None:
    workshop = make.offer(format=Offer.Format.WORKSHOP)

    page = client.get(reverse("sessions:run_new", args=[workshop.code]))
    answer = plan_on_page(client, workshop, venue="Rathaus, Saal 2")

    assert {"venue", "online_link", "priority_until"} & set(page.context["form"].fields) == {"venue"}
    assert answer.status_code == 302
    assert Run.objects.get().venue == "Rathaus, Saal 2"


def test_more_dates_adds_rows_and_keeps_everything_typed(client: Client, trainer: User) -> None:
    answer = plan_on_page(client, make.offer(), more_dates="1", seats="abc")

    form = answer.context["form"]
    assert answer.status_code == 200
    assert len(list(form.date_rows())) == 6
    assert 'value="2027-03-29"' in answer.text
    assert 'value="abc"' in answer.text
    assert not form.errors
    assert not Run.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"ends_1": "09:00"}, "begins_1", "Ein Termin endet, nachdem er begonnen hat."),
        ({"day_1": "2027-02-01"}, "begins_1", "Dieser Termin liegt in der Vergangenheit."),
        ({"begins_1": ""}, "begins_1", "Termin 1: Wann beginnt er?"),
        ({"day_2": ""}, "day_2", "Termin 2: An welchem Tag?"),
        (
            {"day_1": "2027-03-28", "begins_1": "02:30", "ends_1": "05:00"},
            "begins_1",
            "2:30 Uhr gibt es am So., 28. März 2027 nicht: Die Uhren werden vorgestellt.",
        ),
        (
            {"day_1": "2027-10-31", "begins_1": "01:00", "ends_1": "02:30"},
            "ends_1",
            "2:30 Uhr gibt es am So., 31. Oktober 2027 zweimal: Die Uhren werden zurückgestellt.",
        ),
        (
            {"day_2": "2027-03-29", "begins_2": "12:00", "ends_2": "14:15"},
            "begins_2",
            "Dieser Termin überschneidet sich mit einem anderen: Mo., 29. März 2027, 10:00–12:30 Uhr.",
        ),
        (
            {"online_link": "ftp://raum.example.org"},
            "online_link",
            "Geben Sie eine Adresse ein, die mit https:// oder http:// beginnt.",
        ),
    ],
)
def test_what_does_not_work_is_said_at_its_field_and_everything_is_kept(
    client: Client, trainer: User, changes: dict[str, str], field: str, sentence: str
) -> None:
    answer = plan_on_page(client, make.offer(), **changes)

    form = answer.context["form"]
    assert answer.status_code == 200
    assert sentence in form.errors[field]
    assert form["seats"].value() == "20"
    assert form["begins_2"].value() == changes.get("begins_2", "10:00")
    assert not Run.objects.exists()


def test_everything_that_does_not_work_is_said_at_once(client: Client, trainer: User) -> None:
    answer = plan_on_page(client, make.offer(), ends_1="09:00", ends_2="", seats="0", online_link="")

    assert set(answer.context["form"].errors) == {"begins_1", "ends_2", "seats", "online_link"}


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x"])
def test_a_link_is_a_web_address(client: Client, trainer: User, link: str) -> None:
    answer = plan_on_page(client, make.offer(), online_link=link)

    assert "online_link" in answer.context["form"].errors


def test_an_empty_form_asks_for_a_date(client: Client, trainer: User) -> None:
    nothing = {f"{part}_{number}": "" for part in ("day", "begins", "ends") for number in (1, 2)}

    answer = plan_on_page(client, make.offer(), **nothing)

    assert answer.context["form"].errors["day_1"] == ["Geben Sie mindestens einen Termin ein."]


def test_a_double_booking_is_said_at_the_date(client: Client, trainer: User) -> None:
    make.run(trainer=trainer, offer=make.offer(code="M3-04"))

    answer = plan_on_page(client, make.offer())

    assert answer.context["form"].errors["begins_1"] == [
        "Die Trainingsperson leitet zu dieser Zeit schon M3-04 (Mo., 29. März 2027, 10:00–12:30 Uhr)."
    ]


@pytest.mark.parametrize("rows", ["0", "-3", "9999", "viele", ""])
def test_a_nonsensical_number_of_rows_breaks_nothing(client: Client, trainer: User, rows: str) -> None:
    assert plan_on_page(client, make.offer(), rows=rows).status_code in {200, 302}


def test_a_draft_is_edited_with_everything_it_says(client: Client, trainer: User) -> None:
    plan_on_page(client, make.offer())
    run = Run.objects.get()
    url = reverse("sessions:run_edit", args=[run.pk])

    page = client.get(url)
    answer = client.post(url, typed(seats="12", day_2="", begins_2="", ends_2=""))

    assert 'value="2027-04-05"' in page.text
    assert 'value="12:30"' in page.text
    assert answer.headers["Location"] == reverse("sessions:run", args=[run.pk])
    run.refresh_from_db()
    assert (run.seats, run.sessions.count()) == (12, 1)


def test_a_number_of_rows_beyond_all_measure_counts_as_none(client: Client) -> None:
    client.force_login(make.trainer())

    answer = client.post(reverse("sessions:run_new", args=[make.offer().code]), {"rows": "9" * 5000})

    assert answer.status_code == 200


def test_an_address_with_a_sign_no_database_takes_leads_nowhere(client: Client) -> None:
    client.force_login(make.trainer())

    assert client.get("/runs/new/%00/").status_code == 404
