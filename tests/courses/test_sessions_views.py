"""The page of a run with its deeds, and where runs are listed."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from courses.sessions import desk
from courses.sessions.models import Run, Session, WorkshopActivity
from lms.mail.models import Letter
from lms.people import joining
from lms.people.models import User
from tests import make
from tests.courses.plans import IN_FOUR_WEEKS, plan_on_page
from tests.make import MONDAY, berlin
from tests.queries import queries_of, same_queries

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


# --- A run ---


def test_the_page_of_a_draft_asks_about_what_looks_unintended(client: Client, trainer: User) -> None:
    plan_on_page(client, make.offer())

    answer = client.get(reverse("sessions:run", args=[Run.objects.get().pk]))

    assert "Ist das so gewollt?" in answer.text
    assert "Die Termine ergeben ohne Pausen 6 UE (270 Minuten), das Angebot verspricht 3 UE (135 Minuten)." in (
        answer.text
    )


def test_the_tab_is_neutral(client: Client, trainer: User) -> None:
    run = make.run(trainer=trainer, offer=make.offer(title="Nach der Bedrohung"))

    answer = client.get(reverse("sessions:run", args=[run.pk]))

    assert "<title>Durchführung – Komm.A</title>" in answer.text


def test_publishing_first_says_what_will_happen(client: Client, trainer: User) -> None:
    plan_on_page(client, make.offer())
    url = reverse("sessions:publication", args=[Run.objects.get().pk])

    page = client.get(url)
    answer = client.post(url, follow=True)

    assert "Anmeldungen für 20 Plätze sind möglich ab: Mo., 1. März 2027, 10:00 Uhr" in page.text
    assert "Das gilt bis: Mo., 15. März 2027, 10:00 Uhr" in page.text
    assert "erhält 2 E-Mails, eine je Termin" in page.text
    assert "Die Durchführung ist veröffentlicht." in answer.text
    assert Letter.objects.count() == 2


def test_a_draft_of_an_unpublished_offer_says_what_is_missing(client: Client, trainer: User) -> None:
    run = make.run(trainer=trainer, status=Run.Status.DRAFT, offer=make.offer(is_published=False))
    url = reverse("sessions:publication", args=[run.pk])

    page = client.get(url)
    answer = client.post(url, follow=True)

    assert "Das Angebot selbst ist noch nicht veröffentlicht." in page.text
    assert "Das Angebot selbst ist noch nicht veröffentlicht." in answer.text
    run.refresh_from_db()
    assert run.status == Run.Status.DRAFT


def test_a_run_is_cancelled_with_a_reason(client: Client, trainer: User) -> None:
    run = make.run(trainer=trainer)
    url = reverse("sessions:cancellation", args=[run.pk])

    refused = client.post(url, {"reason": ""})
    answer = client.post(url, {"reason": "Die Räume sind gesperrt."}, follow=True)

    assert "reason" in refused.context["form"].errors
    assert "Diese Durchführung findet nicht statt" in answer.text
    assert "Die Räume sind gesperrt." in answer.text


def test_a_run_that_has_begun_keeps_the_reason_that_was_typed(client: Client, trainer: User) -> None:
    run = make.run(trainer=trainer)
    Session.objects.update(starts_at=MONDAY - timedelta(hours=1), ends_at=MONDAY + timedelta(hours=1))

    answer = client.post(reverse("sessions:cancellation", args=[run.pk]), {"reason": "Krankheit"})

    assert "hat schon begonnen" in answer.context["form"].non_field_errors()[0]
    assert answer.context["form"]["reason"].value() == "Krankheit"


def test_a_draft_is_discarded_after_a_look(client: Client, trainer: User) -> None:
    run = make.run(trainer=trainer, status=Run.Status.DRAFT)
    url = reverse("sessions:removal", args=[run.pk])

    page = client.get(url)
    answer = client.post(url)

    assert "also wird niemand benachrichtigt" in page.text
    assert answer.headers["Location"] == reverse("sessions:runs")
    assert not Run.objects.exists()


def test_a_date_is_moved(client: Client, trainer: User) -> None:
    session = make.run(trainer=trainer).sessions.get()
    url = reverse("sessions:session_time", args=[session.pk])

    page = client.get(url)
    answer = client.post(url, {"day": "2027-03-30", "begins": "09:00", "ends": "11:30", "break_minutes": "15"})

    assert 'value="2027-03-29"' in page.text
    assert answer.headers["Location"] == reverse("sessions:run", args=[session.run_id])
    session.refresh_from_db()
    assert (session.starts_at, session.sequence) == (berlin(2027, 3, 30, 9), 1)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"day": "2027-02-01"}, "Dieser Termin liegt in der Vergangenheit."),
        ({"day": "2027-03-28", "begins": "02:30", "ends": "05:00"}, "Die Uhren werden vorgestellt."),
        ({}, "Der Termin hat diese Zeit schon."),
    ],
)
def test_a_move_that_does_not_work_keeps_what_was_typed(
    client: Client, trainer: User, changes: dict[str, str], sentence: str
) -> None:
    session = make.run(trainer=trainer).sessions.get()
    facts = {"day": "2027-03-29", "begins": "10:00", "ends": "12:30", "break_minutes": "15"} | changes

    answer = client.post(reverse("sessions:session_time", args=[session.pk]), facts)

    assert sentence in answer.text
    assert answer.context["form"]["day"].value() == facts["day"]


@pytest.mark.parametrize("name", ["publication", "cancellation", "removal"])
def test_a_deed_that_is_no_longer_possible_leads_back_to_the_run(client: Client, trainer: User, name: str) -> None:
    run = make.run(trainer=trainer, status=Run.Status.CLOSED)

    answer = client.get(reverse(f"sessions:{name}", args=[run.pk]))

    assert answer.headers["Location"] == (reverse("sessions:run", args=[run.pk]))


def test_after_a_hand_over_the_former_trainer_has_no_run_to_look_at(client: Client, office: User) -> None:
    run = make.run(online_link="https://raum.example.org")
    former, substitute = run.trainer, make.trainer()
    client.force_login(office)
    facts = {"seats": "22", "online_link": run.online_link, "trainer": str(substitute.pk)}
    client.post(reverse("sessions:run_edit", args=[run.pk]), facts)

    client.force_login(former)

    run.refresh_from_db()
    assert (run.trainer, run.seats) == (substitute, 22)
    assert client.get(reverse("sessions:run", args=[run.pk])).status_code == 404


def test_fewer_seats_are_refused_on_the_page(client: Client, trainer: User) -> None:
    run = make.run(trainer=trainer, online_link="https://raum.example.org")

    answer = client.post(
        reverse("sessions:run_edit", args=[run.pk]), {"seats": "5", "online_link": "https://raum.example.org"}
    )

    assert "verlassen sich Menschen auf die 20 Plätze" in answer.text


# --- Lists, offer page, desk ---


def test_a_trainer_sees_own_runs_on_four_shelves(client: Client, trainer: User) -> None:
    coming = make.run(trainer=trainer)
    draft = make.run(trainer=trainer, status=Run.Status.DRAFT)
    owed = make.run(trainer=trainer, dates=0)
    make.session(owed, starts_at=MONDAY - DAY)
    closed = make.run(trainer=trainer, dates=0, status=Run.Status.CLOSED)
    make.session(closed, starts_at=MONDAY - 3 * DAY)
    make.run()

    shelves = {
        shelf: list(client.get(reverse("sessions:runs"), {"show": shelf}).context["page"])
        for shelf in ("upcoming", "owed", "drafts", "past", "nonsense")
    }

    assert shelves == {
        "upcoming": [coming],
        "owed": [owed],
        "drafts": [draft],
        "past": [owed, closed],
        "nonsense": [coming],
    }


def test_the_office_sees_everybodys_runs(client: Client, office: User) -> None:
    runs = [make.run(), make.run()]
    client.force_login(office)

    answer = client.get(reverse("sessions:runs"))

    assert list(answer.context["page"]) == runs
    assert runs[0].trainer.full_name() in answer.text


@pytest.mark.parametrize("shelf", ["upcoming", "past"])
def test_the_list_costs_the_same_with_three_runs_and_with_three_hundred(
    client: Client, office: User, shelf: str
) -> None:
    client.force_login(office)
    trainer, offer = make.trainer(), make.offer()
    start = IN_FOUR_WEEKS if shelf == "upcoming" else MONDAY - 300 * DAY
    url = reverse("sessions:runs", query={"show": shelf})

    def grow(count: int) -> None:
        first = Run.objects.count()
        runs = Run.objects.bulk_create(
            Run(offer=offer, trainer=trainer, seats=9, registration_opens_at=MONDAY, status=Run.Status.PUBLISHED)
            for _ in range(count)
        )
        Session.objects.bulk_create(
            Session(
                run=run,
                starts_at=start + timedelta(hours=3 * number),
                ends_at=start + timedelta(hours=3 * number + 2),
                changed_at=MONDAY,
            )
            for number, run in enumerate(runs, start=first)
        )

    grow(3)
    few = queries_of(client, url)
    grow(297)

    same_queries(few, queries_of(client, url), at_most=8)


def test_a_run_with_many_dates_costs_the_same_as_one_with_few(client: Client, trainer: User) -> None:
    few, many = make.run(trainer=trainer, dates=2), make.run(trainer=trainer, dates=0)
    for number in range(30):
        make.session(many, starts_at=IN_FOUR_WEEKS + number * DAY)

    same_queries(*(queries_of(client, reverse("sessions:run", args=[run.pk])) for run in (few, many)))


def test_the_offer_leads_planners_to_a_new_run(client: Client, trainer: User) -> None:
    offer = make.offer()
    url = reverse("sessions:run_new", args=[offer.code])

    seen_by_trainer = client.get(reverse("catalogue:offer", args=[offer.code])).text
    client.force_login(make.staff())
    seen_by_staff = client.get(reverse("catalogue:offer", args=[offer.code])).text

    assert url in seen_by_trainer
    assert url not in seen_by_staff


def test_the_offer_shows_its_part_at_dates(client: Client, trainer: User) -> None:
    offer = make.offer()
    WorkshopActivity.objects.create(offer=offer, title="Gemeinsamer Tag", minutes=135)

    answer = client.get(reverse("catalogue:offer", args=[offer.code]))

    assert "Gemeinsamer Tag" in answer.text
    assert "An festen Terminen, gemeinsam mit einer Trainingsperson" in answer.text


def test_drafts_lie_on_the_desk_of_their_trainer_and_the_office(trainer: User, office: User) -> None:
    run = make.run(trainer=trainer, status=Run.Status.DRAFT)

    [mine] = desk.drafts(trainer, MONDAY)
    [of_office] = desk.drafts(office, MONDAY)

    assert [(line.text, line.href, line.note) for line in mine.lines] == [
        (str(run.offer), reverse("sessions:run", args=[run.pk]), "Mo., 29. März 2027")
    ]
    assert of_office.lines == mine.lines
    assert list(desk.drafts(make.trainer(), MONDAY)) == []
    assert list(desk.drafts(make.staff(), MONDAY)) == []


@pytest.mark.parametrize("page", ["sessions:run", "sessions:run_edit", "attendance:closing"])
def test_whoever_trains_no_longer_sees_no_groups_of_former_days(client: Client, page: str) -> None:
    run = make.run(online_link="https://raum.example.org")
    client.force_login(run.trainer)
    assert client.get(reverse(page, args=[run.pk])).status_code == 200

    joining.dismiss(run.trainer.programme_roles.get(), by=make.office(), at=MONDAY)
    client.force_login(User.objects.get(pk=run.trainer_id))

    assert client.get(reverse(page, args=[run.pk])).status_code == 404
