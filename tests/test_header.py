"""A header bears six words: whoever one is in the demo, and nothing is lost by it."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from lms.kit.areas import areas_for
from lms.people import demo as people_demo
from lms.people.models import User
from tests import make
from tests.make import MONDAY

CHARACTERS_IN_A_ROW = 90
"""What fits beside each other at 1280 px, with 0.7 rem of air on both sides of each of six words."""


def words_of(person: User) -> list[str]:
    return [str(area.label) for area in areas_for(person)]


@pytest.mark.parametrize("language", ["de", "en"])
def test_nobody_in_the_demo_has_more_than_six_words_and_they_fit_in_one_row(language: str) -> None:
    people_demo.the_programme(MONDAY)
    people_demo.the_municipalities(MONDAY)

    with translation.override(language):
        words = {person.email: words_of(person) for person in User.objects.all()}

    assert len(words) >= 25
    assert {email: said for email, said in words.items() if len(said) > 6} == {}
    assert {email: said for email, said in words.items() if len(set(said)) < len(said)} == {}
    assert {email: said for email, said in words.items() if sum(map(len, said)) > CHARACTERS_IN_A_ROW} == {}


def test_hr_finds_the_certificates_of_all_and_from_there_ones_own(client: Client) -> None:
    hr = make.hr()
    client.force_login(hr)

    assert words_of(hr).count("Bescheinigungen") == 1
    staff = client.get(reverse("certificates:employer")).content.decode()
    own = client.get(reverse("certificates:mine")).content.decode()

    assert f'href="{reverse("certificates:mine")}"' in staff
    assert f'<a href="{reverse("certificates:employer")}">Bescheinigungen Ihrer Beschäftigten</a>' in own


def test_the_office_finds_learning_packages_beside_the_offers(client: Client) -> None:
    client.force_login(make.office())

    assert f'href="{reverse("scorm:packages")}"' in client.get(reverse("catalogue:offers")).content.decode()


def test_every_word_leads_to_a_page(client: Client) -> None:
    for person in [make.office(), make.reviewer(), make.trainer(), make.coach(), make.hr(), make.coordinator()]:
        client.force_login(person)
        for area in areas_for(person):
            assert client.get(reverse(area.url_name)).status_code == 200, (person, area)
