import csv
import re
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from lms.journal.models import Entry
from lms.people.models import Municipality
from tests import make
from tests.pages import as_
from tests.queries import queries_of, same_queries

PERIOD = {"first": "2027-01-01", "last": "2027-12-31"}


def archive(client: Client, **query: str) -> ZipFile:
    response = client.get(reverse("certificates:employer_file"), PERIOD | query)
    assert response.status_code == 200
    return ZipFile(BytesIO(b"".join(response.streaming_content)))  # type: ignore[attr-defined]


def rows(bundle: ZipFile) -> list[dict[str, str]]:
    text = bundle.read("Übersicht.csv").decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text), delimiter=";"))


@pytest.fixture
def town() -> Municipality:
    return make.municipality()


def test_a_person_downloads_the_file_that_was_issued() -> None:
    certificate = make.certificate()

    response = as_(certificate.person).get(reverse("certificates:certificate", args=[certificate.pk]))

    assert response.content == bytes(certificate.paper.pdf)
    assert response["Content-Disposition"] == f'attachment; filename="{certificate.number}.pdf"'


def test_my_certificates_cost_the_same_queries_with_three_and_with_thirty() -> None:
    person = make.staff()
    client, url = as_(person), reverse("certificates:mine")

    for _ in range(3):
        make.certificate(person=person)
    few = queries_of(client, url)
    for _ in range(27):
        make.certificate(person=person)

    same_queries(few, queries_of(client, url))


def test_hr_takes_home_named_papers_and_a_table(town: Municipality) -> None:
    ada = make.staff(of=town, given_name="Ada", family_name="Ähre")
    certificate = make.certificate(person=ada, municipality=town)

    bundle = archive(as_(make.hr(of=town)))

    name = f"Ähre_Ada_2027-03-29_{certificate.number}.pdf"
    assert bundle.namelist() == [name, "Übersicht.csv"]
    assert bundle.read(name) == bytes(certificate.paper.pdf)
    assert rows(bundle) == [
        {
            "Nachname": "Ähre",
            "Vorname": "Ada",
            "Fortbildung": certificate.title_as_issued,
            "Von": "29.03.2027",
            "Bis": "29.03.2027",
            "UE": "3",
            "Minuten": "135",
            "Nummer": certificate.number,
            "Ausgestellt am": "01.03.2027",
            "Datei": name,
        }
    ]


def test_hr_gets_only_the_period_asked_for(town: Municipality) -> None:
    make.certificate(municipality=town)

    bundle = archive(as_(make.hr(of=town)), first="2026-01-01", last="2026-12-31")

    assert bundle.namelist() == ["Übersicht.csv"]


def test_hr_of_another_town_gets_nothing_and_cannot_ask_for_this_one(town: Municipality) -> None:
    make.certificate(municipality=town)
    client = as_(make.hr())

    assert archive(client).namelist() == ["Übersicht.csv"]
    answer = client.get(reverse("certificates:employer_file"), PERIOD | {"municipality": str(town.pk)})
    assert answer.status_code == 400


def test_confidential_offers_never_reach_hr(town: Municipality) -> None:
    make.certificate(
        make.attended(make.run(offer=make.offer(protection=2)), municipality=town, person=make.staff(of=town))
    )
    client = as_(make.hr(of=town))

    assert archive(client).namelist() == ["Übersicht.csv"]
    page = client.get(reverse("certificates:employer"), PERIOD)
    assert page.context["count"] == 0


def test_every_file_for_hr_leaves_a_line_in_the_journal(town: Municipality) -> None:
    make.certificate(municipality=town)
    hr = make.hr(of=town)

    archive(as_(hr))

    entry = Entry.objects.about(town).get()
    assert (entry.deed, entry.by_id, entry.facts["count"]) == ("certificates_exported", hr.pk, 1)


def test_a_name_that_looks_like_a_formula_is_only_shown(town: Municipality) -> None:
    person = make.staff(of=town, given_name="Ada", family_name="=1+1")
    make.certificate(person=person, municipality=town)

    bundle = archive(as_(make.hr(of=town)))

    assert rows(bundle)[0]["Nachname"] == "'=1+1"
    assert bundle.namelist()[0].startswith("-1-1_Ada_")


def test_a_period_that_ends_before_it_begins_is_named_and_kept(town: Municipality) -> None:
    client = as_(make.hr(of=town))

    response = client.get(reverse("certificates:employer"), {"first": "2027-05-01", "last": "2027-04-01"})

    assert "Der Zeitraum endet, bevor er beginnt." in response.content.decode()
    assert 'value="2027-05-01"' in response.content.decode()


def test_hr_of_several_towns_chooses_one() -> None:
    here, there = make.municipality(), make.municipality()
    hr = make.hr(of=here)
    hr.memberships.create(municipality=there, role="hr", since=make.MONDAY)
    make.certificate(municipality=there)

    assert len(archive(as_(hr), municipality=str(there.pk)).namelist()) == 2
    assert len(archive(as_(hr), municipality=str(here.pk)).namelist()) == 1


def test_the_list_for_hr_costs_the_same_queries_with_three_and_with_thirty(town: Municipality) -> None:
    client, url = as_(make.hr(of=town)), reverse("certificates:employer", query=PERIOD)

    for _ in range(3):
        make.certificate(municipality=town)
    few = queries_of(client, url)
    for _ in range(27):
        make.certificate(municipality=town)

    same_queries(few, queries_of(client, url))


class TestVerification:
    def ask(self, number: str, code: str) -> str:
        cache.clear()
        page = Client().get(reverse("certificates:verification"), {"number": number, "code": code}).content.decode()
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)

    def test_a_genuine_certificate_is_valid_and_no_name_is_shown(self) -> None:
        certificate = make.certificate(person=make.staff(family_name="Geheim"))

        page = self.ask(certificate.number, certificate.code)

        assert "gültig" in page
        assert "1. März 2027" in page
        assert "Geheim" not in page
        assert certificate.title_as_issued not in page

    def test_small_letters_and_blanks_are_forgiven(self) -> None:
        certificate = make.certificate()

        page = self.ask(f" {certificate.number.lower()} ", certificate.code.replace("-", " – ").lower())

        assert "Diese Bescheinigung ist gültig." in page

    def test_an_unknown_number_and_a_wrong_code_get_the_same_answer(self) -> None:
        certificate = make.certificate()

        wrong_code = self.ask(certificate.number, "AAAA-AAAA-AAAA")
        unknown = self.ask("KA-2027-AAAAAAAA", "AAAA-AAAA-AAAA")

        assert "Zu diesen Angaben gibt es keine Bescheinigung." in wrong_code
        assert wrong_code.replace(certificate.number, "#") == unknown.replace("KA-2027-AAAAAAAA", "#")

    def test_guessing_ends_after_thirty_tries(self) -> None:
        cache.clear()
        url, client = reverse("certificates:verification"), Client()

        answers = [client.get(url, {"number": "x", "code": str(n)}).status_code for n in range(31)]

        assert answers == [200] * 30 + [429]

    def test_search_engines_are_asked_to_stay_away(self) -> None:
        assert Client().get(reverse("certificates:verification"))["X-Robots-Tag"] == "noindex, nofollow"
