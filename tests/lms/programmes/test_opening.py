from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from lms.journal.models import Entry
from lms.programmes import opening
from lms.programmes.forms import CallForm
from lms.programmes.models import Call
from tests import make
from tests.make import MONDAY

TYPED = {
    "title": "Modellkommunen gesucht",
    "text": "Zehn Kommunen werden begleitet.",
    "places": "10",
    "publishes_at": "2027-03-01T10:00",
    "deadline_at": "2027-03-31T23:59",
}


def test_a_call_has_ten_places_unless_said_otherwise() -> None:
    assert CallForm()["places"].initial == 10


def test_a_deadline_before_the_publication_is_refused_at_its_field() -> None:
    form = CallForm({**TYPED, "publishes_at": "2023-01-26T10:00", "deadline_at": "2022-02-28T23:59"})

    assert form.errors == {
        "deadline_at": [
            "Die Bewerbungsfrist muss nach der Veröffentlichung enden: Sonst könnte sich niemand rechtzeitig bewerben."
        ]
    }


def test_a_deadline_at_the_publication_is_refused_too() -> None:
    assert "deadline_at" in CallForm({**TYPED, "deadline_at": TYPED["publishes_at"]}).errors


def test_the_database_knows_no_deadline_before_the_publication_either() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make.call(publishes_at=MONDAY, deadline_at=MONDAY)


def test_a_call_without_a_place_is_refused() -> None:
    assert "places" in CallForm({**TYPED, "places": "0"}).errors
    with pytest.raises(IntegrityError), transaction.atomic():
        make.call(places=0)


def test_a_deadline_in_the_missing_hour_is_refused_at_its_field() -> None:
    assert list(CallForm({**TYPED, "deadline_at": "2027-03-28T02:30"}).errors) == ["deadline_at"]


def test_a_draft_is_seen_by_the_office_alone() -> None:
    call = make.call(status=Call.Status.DRAFT)

    assert list(Call.objects.visible_to(make.office(), at=MONDAY)) == [call]
    assert list(Call.objects.visible_to(make.coordinator(), at=MONDAY)) == []


def test_a_published_call_is_seen_from_its_publication_on() -> None:
    call = make.call(publishes_at=MONDAY)

    assert list(Call.objects.visible_to(make.person(), at=MONDAY - timedelta(seconds=1))) == []
    assert list(Call.objects.visible_to(make.person(), at=MONDAY)) == [call]


def test_publishing_shows_a_call_to_everybody() -> None:
    office = make.office()
    call = opening.draft(_facts(), by=office, at=MONDAY)

    opening.publish(call, by=office, at=MONDAY)

    assert call.is_open(at=MONDAY)
    assert list(Entry.objects.about(call).order_by("pk").values_list("deed", "by")) == [
        ("drafted", office.pk),
        ("published", office.pk),
    ]


def test_a_publication_that_has_passed_meanwhile_happens_now() -> None:
    call = make.call(status=Call.Status.DRAFT, publishes_at=MONDAY - timedelta(days=3))

    opening.publish(call, by=make.office(), at=MONDAY)

    call.refresh_from_db()
    assert call.publishes_at == MONDAY


def test_a_publication_in_the_future_keeps_its_moment() -> None:
    call = make.call(status=Call.Status.DRAFT, publishes_at=MONDAY + timedelta(days=3))

    opening.publish(call, by=make.office(), at=MONDAY)

    assert not call.is_open(at=MONDAY)
    assert call.is_open(at=MONDAY + timedelta(days=3))


def test_a_call_whose_deadline_has_passed_is_not_published() -> None:
    call = make.call(status=Call.Status.DRAFT, deadline_at=MONDAY)

    with pytest.raises(opening.DeadlineHasPassed, match="schon abgelaufen"):
        opening.publish(call, by=make.office(), at=MONDAY)


def test_a_call_is_published_once() -> None:
    call = make.call()

    with pytest.raises(opening.AlreadyPublished):
        opening.publish(call, by=make.office(), at=MONDAY)


def test_a_published_call_stays_as_people_have_read_it() -> None:
    call = make.call()

    with pytest.raises(opening.AlreadyPublished, match="nicht mehr geändert"):
        opening.revise(call, {"title": "Anders"}, by=make.office(), at=MONDAY)

    call.refresh_from_db()
    assert call.title == "Modellkommunen gesucht"


def test_a_draft_can_be_changed() -> None:
    call = make.call(status=Call.Status.DRAFT)

    opening.revise(call, {"title": "Anders"}, by=make.office(), at=MONDAY)

    call.refresh_from_db()
    assert call.title == "Anders"
    assert Entry.objects.about(call).get().deed == "revised"


def _facts() -> dict[str, object]:
    form = CallForm(TYPED)
    assert form.is_valid()
    return form.cleaned_data
