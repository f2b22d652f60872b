from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from lms.people.fields import MunicipalityField
from lms.people.models import Municipality
from tests import make


class Page(forms.Form):
    reason = forms.CharField()
    town = MunicipalityField()


def town(name: str, ags: str, **facts: Any) -> Municipality:
    return make.municipality(name=name, ags=ags, state=ags[:2], designation="Stadt", **facts)


@pytest.fixture
def hesse() -> Municipality:
    return town("Neustadt", "06999016")


@pytest.fixture
def saxony() -> Municipality:
    return town("Neustadt", "14999190")


def sent(**typed: str) -> Page:
    data = QueryDict(mutable=True)
    data.update({name.replace("_", "-"): value for name, value in {"reason": "Warum", **typed}.items()})
    return Page(data)


def test_first_one_types_and_the_namesakes_come_back_to_choose_from(hesse: Municipality, saxony: Municipality) -> None:
    form = sent(town_typed="neustadt")

    assert form.errors == {"town": ["Bitte wählen Sie eine der gefundenen Kommunen."]}
    shown = str(form)
    assert "Neustadt (Stadt, Hessen, AGS 06999016)" in shown
    assert "Neustadt (Stadt, Sachsen, AGS 14999190)" in shown
    assert 'value="neustadt"' in shown
    assert 'value="Warum"' in shown


def test_then_one_chooses(hesse: Municipality, saxony: Municipality) -> None:
    form = sent(town_typed="neustadt", town_shown_for="neustadt", town=str(saxony.pk))

    assert form.is_valid()
    assert form.cleaned_data["town"] == saxony


def test_a_name_that_only_one_bears_and_an_ags_need_no_choosing(hesse: Municipality, saxony: Municipality) -> None:
    only = town("Übersee", "09999001")

    for typed, expected in (("übersee", only), ("14999190", saxony)):
        form = sent(town_typed=typed)
        assert form.is_valid()
        assert form.cleaned_data["town"] == expected


def test_looking_up_never_sends_the_form(hesse: Municipality) -> None:
    assert sent(town_typed="06999016", town_look="1").errors == {
        "town": ["Bitte wählen Sie eine der gefundenen Kommunen."]
    }


def test_a_choice_from_an_earlier_search_does_not_stick_to_a_new_one(hesse: Municipality) -> None:
    other = town("Altstadt", "06999017")

    form = sent(town_typed="altst", town_shown_for="neustadt", town=str(hesse.pk))

    assert not form.is_valid()
    assert f'value="{other.pk}"' in str(form)
    assert "checked" not in str(form)


@pytest.mark.parametrize("picked", ["999999", "x", "-1", "9" * 30])
def test_a_made_up_choice_is_refused(picked: str) -> None:
    assert list(sent(town=picked).errors) == ["town"]


def test_nothing_and_nonsense_have_their_sentences() -> None:
    assert sent().errors["town"] == ["Geben Sie den Namen Ihrer Kommune ein und wählen Sie sie aus der Liste."]
    assert sent(town_typed="Nirgendwo").errors["town"] == [
        "Unter diesem Namen finden wir keine Kommune. Bitte prüfen Sie die Schreibweise oder geben Sie den AGS ein."
    ]


def test_forests_and_former_municipalities_cannot_be_chosen() -> None:
    forest = make.municipality(name="Musterwald", designation="Gemeindefreies Gebiet")
    former = make.municipality(name="Altdorf", valid_to="2020-01-01")

    for one in (forest, former):
        assert not sent(town_typed=one.name).is_valid()
        assert not sent(town=str(one.pk)).is_valid()


def test_what_is_already_chosen_is_shown_and_may_stay(hesse: Municipality) -> None:
    blank = Page(initial={"town": hesse})

    assert "checked" in str(blank["town"])
    assert sent(town=str(hesse.pk), town_typed="", town_shown_for="").is_valid()


def test_the_search_answers_with_a_page_or_with_a_piece_of_one(client: Client, hesse: Municipality) -> None:
    client.force_login(make.person())
    url = reverse("people:municipality_search")

    page = client.get(url, {"q": "NEUST"})
    piece = client.get(url, {"town-typed": "neust", "name": "town"}, headers={"hx-request": "true"})

    assert "Neustadt (Stadt, Hessen, AGS 06999016)" in page.text
    assert "<html" not in piece.text
    assert f'name="town" id="id_town_0" value="{hesse.pk}"' in piece.text
    assert "Keine Kommune mit diesem Namen" in client.get(url, {"q": "nirgends"}).text


def test_the_search_is_safe_against_what_people_type(client: Client) -> None:
    client.force_login(make.person())
    for typed in ("%", "_____", "|", "'; drop", "<script>", "x" * 5000, "\x00", "٣٣"):
        answer = client.get(reverse("people:municipality_search"), {"q": typed, "name": '"><script>'})
        assert answer.status_code == 200
        assert "<script>" not in answer.text.replace("<script src", "")


def test_a_choice_that_no_list_offers_is_refused_and_shown_again_as_none(hesse: Municipality) -> None:
    for picked in ("0", "9" * 18, "9" * 5000, "\x00", "²"):
        form = sent(town=picked)

        assert not form.is_valid()
        assert "checked" not in str(form)
