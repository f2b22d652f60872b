import pytest
from django.test import Client
from django.urls import reverse

from lms.journal.models import Entry
from lms.people.models import Municipality
from tests import make


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(make.office())
    return client


def enter(client: Client, **typed: str) -> str:
    return client.post(reverse("people:municipality_new"), typed, follow=True).content.decode()


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ({"kind": "county", "name": "Musterkreis", "ags": "03999"}, "03"),
        ({"kind": "association", "name": "Amt Muster", "ars": "010535999"}, "01"),
        ({"kind": "municipality", "name": "Neustadt", "ags": "05999123", "ars": "059990000123"}, "05"),
    ],
)
def test_the_office_enters_what_the_list_lacks_and_the_state_follows_from_the_key(
    client: Client, typed: dict[str, str], state: str
) -> None:
    enter(client, **typed)

    entered = Municipality.objects.get(name=typed["name"])
    assert entered.state == state
    assert [entry.deed for entry in Entry.objects.about(entered)] == ["entered"]


def test_a_city_district_has_no_key_and_follows_its_city(client: Client) -> None:
    city = make.municipality(name="Berlin", ags="11000000", state="11")

    enter(client, kind="district", name="Neukölln", parent=str(city.pk))

    district = Municipality.objects.get(name="Neukölln")
    assert (district.parent, district.state, district.ags, district.ars) == (city, "11", None, None)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"kind": "county", "ags": "0399"}, "„0399“ ist kein AGS"),
        ({"kind": "county", "ags": "17999"}, "bezeichnen kein Land"),
        ({"kind": "municipality", "ags": "0599912a"}, "nur Ziffern"),
        ({"kind": "municipality", "ags": "05999123", "ars": "059990000124"}, "gehören nicht zur selben Kommune"),
        ({"kind": "municipality"}, "Der AGS fehlt."),
        ({"kind": "district"}, "Bitte wählen Sie die Stadt"),
        ({"kind": "county", "ags": "03999", "ars": "039990000"}, "keinen eigenen ARS"),
    ],
)
def test_a_wrong_key_gets_a_sentence_keeps_what_was_typed_and_changes_nothing(
    client: Client, typed: dict[str, str], sentence: str
) -> None:
    page = enter(client, name="Irgendwo", **typed)

    assert sentence in page
    assert 'value="Irgendwo"' in page
    assert all(f'value="{key}"' in page for key in typed.values())
    assert not Municipality.objects.exists()


def test_a_key_that_is_taken_is_named(client: Client) -> None:
    make.municipality(ags="05999123")

    page = enter(client, kind="municipality", name="Irgendwo", ags="05999123")

    assert "AGS" in page
    assert Municipality.objects.count() == 1
