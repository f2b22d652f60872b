from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from lms.mail.models import Letter
from lms.programmes import rules
from lms.programmes.models import Application, Call, Decision
from tests import make
from tests.make import MONDAY
from tests.queries import queries_of, same_queries

pytestmark = pytest.mark.usefixtures("_on_monday")
SUBMITTED = Application.Status.SUBMITTED


@pytest.fixture
def call() -> Call:
    return make.call(deadline_at=MONDAY - timedelta(hours=1))


@pytest.fixture
def office() -> Client:
    client = Client()
    client.force_login(make.office())
    return client


def test_noting_an_outcome_leads_to_the_next_application(call: Call, office: Client) -> None:
    first = make.application(call=call, municipality=make.municipality(name="Anderstadt"), status=SUBMITTED)
    second = make.application(call=call, municipality=make.municipality(name="Musterstadt"), status=SUBMITTED)
    noted = {"outcome": "selected", "reason": "Klare Ziele"}

    answer = office.post(reverse("programmes:decision", args=[first.pk]), noted)
    assert answer["Location"] == reverse("programmes:application", args=[second.pk])
    answer = office.post(reverse("programmes:decision", args=[second.pk]), noted)
    assert answer["Location"] == reverse("programmes:decisions", args=[call.pk])

    assert Decision.objects.selected().count() == 2


def test_a_missing_reason_loses_nothing(call: Call, office: Client) -> None:
    application = make.application(call=call, status=SUBMITTED)

    page = office.post(reverse("programmes:decision", args=[application.pk]), {"outcome": "selected", "reason": ""})

    assert page.status_code == 200
    assert page.context["decision_form"]["outcome"].value() == "selected"
    assert "reason" in page.context["decision_form"].errors
    assert not Decision.objects.exists()


def test_the_rest_is_noted_at_once(call: Call, office: Client) -> None:
    for _ in range(3):
        make.application(call=call, status=SUBMITTED)

    page = office.post(
        reverse("programmes:decisions_rest", args=[call.pk]),
        {"outcome": "not_selected", "reason": "Mehr gute Bewerbungen als Plätze"},
        follow=True,
    )

    assert "Für 3 Bewerbungen vermerkt." in page.content.decode()
    assert Decision.objects.count() == 3


def test_the_rest_is_never_selected_in_bulk(call: Call, office: Client) -> None:
    make.application(call=call, status=SUBMITTED)

    office.post(reverse("programmes:decisions_rest", args=[call.pk]), {"outcome": "selected", "reason": "Alle"})

    assert not Decision.objects.exists()


def test_the_page_before_the_publication_names_what_will_happen(call: Call, office: Client) -> None:
    for outcome in (Decision.Outcome.SELECTED, Decision.Outcome.NOT_SELECTED, Decision.Outcome.NOT_SELECTED):
        make.decision(application=make.application(call=call, status=SUBMITTED), outcome=outcome)
    address = reverse("programmes:outcome_publication", args=[call.pk])

    page = office.get(address).content.decode()
    assert "1 Zusage: Die Kommune wird Modellkommune." in page
    assert "2 Absagen: Die Beschäftigten dieser Kommunen" in page
    assert "6 Briefe mit Begründung gehen in den Postausgang." in page
    assert not Letter.objects.exists()

    told = office.post(address, follow=True).content.decode()
    assert "Die Ergebnisse sind veröffentlicht. 6 Briefe stehen im Postausgang." in told
    assert Letter.objects.count() == 6


def test_more_selected_than_places_is_said_and_not_published(call: Call, office: Client) -> None:
    Call.objects.filter(pk=call.pk).update(places=1)
    for _ in range(2):
        outcome = Decision.Outcome.SELECTED
        make.decision(application=make.application(call=call, status=SUBMITTED), outcome=outcome)
    sentence = "2 Bewerbungen sind ausgewählt, der Aufruf hat aber nur 1 Platz."

    for name in ("decisions", "outcome_publication"):
        assert sentence in office.get(reverse(f"programmes:{name}", args=[call.pk])).content.decode()
    answer = office.post(reverse("programmes:outcome_publication", args=[call.pk]), follow=True)
    assert sentence in answer.content.decode()
    assert not Letter.objects.exists()


def test_the_list_can_be_narrowed_to_what_is_open(call: Call, office: Client) -> None:
    undecided = make.application(call=call, status=SUBMITTED)
    chosen = make.application(call=call, status=SUBMITTED)
    make.decision(application=chosen, outcome=Decision.Outcome.SELECTED)
    address = reverse("programmes:decisions", args=[call.pk])

    def shown(outcome: str) -> set[int]:
        return {row.pk for row in office.get(address, {"outcome": outcome}).context["page"]}

    assert shown("open") == {undecided.pk}
    assert shown("selected") == {chosen.pk}
    assert shown("not_selected") == set()
    assert shown("unsinn") == {undecided.pk, chosen.pk}


@pytest.mark.parametrize(
    ("applicant", "head", "sign"),
    [
        ("ada@musterstadt.de", "ADA@musterstadt.de", "Die Leitung und die Person, die die Bewerbung eingereicht hat"),
        ("ada@musterstadt.de", "chefin@gmx.de", "Die Leitung hat eine Adresse, die sich jede Person besorgen kann"),
        ("ada@example.org", "chefin@musterstadt.de", "gehören zu verschiedenen Domains"),
    ],
)
def test_the_office_is_shown_what_is_worth_a_second_look(
    call: Call, office: Client, applicant: str, head: str, sign: str
) -> None:
    person = make.person(email=applicant)
    application = make.application(call=call, applicant=person, head_email=head, status=SUBMITTED)

    page = office.get(reverse("programmes:application", args=[application.pk])).content.decode()

    assert sign in page


def test_two_addresses_of_one_administration_are_not_worth_a_word(call: Call) -> None:
    person = make.person(email="ada@musterstadt.de")

    assert rules.worth_a_second_look(make.application(applicant=person, head_email="leitung@musterstadt.de")) == []


def test_the_selection_costs_the_same_with_three_and_with_three_hundred(call: Call, office: Client) -> None:
    address = reverse("programmes:decisions", args=[call.pk])

    def more(count: int) -> None:
        person, town = make.office(), make.municipality()
        for number in range(count):
            application = make.application(
                call=call, municipality=town, unit=f"Amt {number} {person}", status=SUBMITTED
            )
            make.decision(application=application, decided_by=person)

    more(3)
    few = queries_of(office, address)
    more(297)

    same_queries(few, queries_of(office, address), at_most=8)
