from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from lms.journal.models import Entry
from lms.programmes import drafting
from lms.programmes.models import Application, Call
from tests import make
from tests.make import MONDAY

LATER = MONDAY + timedelta(hours=1)


def test_anybody_with_a_login_may_start() -> None:
    newcomer, town = make.person(given_name="Kim", family_name="Neu"), make.municipality()

    begun = drafting.start(make.call(), municipality=town, by=newcomer, at=MONDAY)

    assert (begun.applicant, begun.municipality, begun.status) == (newcomer, town, Application.Status.DRAFT)
    assert (begun.contact_name, begun.contact_email) == ("Kim Neu", newcomer.email)
    assert Entry.objects.about(begun).get().deed == "begun"


@pytest.mark.parametrize(
    "facts",
    [
        {"status": Call.Status.DRAFT},
        {"publishes_at": LATER},
        {"deadline_at": MONDAY},
        {"status": Call.Status.DECIDED, "deadline_at": MONDAY - timedelta(days=1)},
    ],
)
def test_nobody_starts_when_the_call_is_not_open(facts: dict[str, object]) -> None:
    with pytest.raises(drafting.NotOpen, match="keine Bewerbungen möglich"):
        drafting.start(make.call(**facts), municipality=make.municipality(), by=make.person(), at=MONDAY)


def test_starting_twice_for_the_same_place_comes_back_to_the_same_draft() -> None:
    call, town, person = make.call(), make.municipality(), make.person()
    facts: dict[str, Any] = {"municipality": town, "scope": "unit", "by": person, "at": MONDAY}

    first = drafting.start(call, unit="Jugendamt", **facts)

    assert drafting.start(call, unit="JUGENDAMT", **facts) == first
    assert drafting.start(call, unit="Bauamt", **facts) != first


def test_two_people_may_write_for_the_same_town_without_knowing_of_each_other() -> None:
    call, town = make.call(), make.municipality()
    first = drafting.start(call, municipality=town, by=make.coordinator(of=town), at=MONDAY)
    second = drafting.start(call, municipality=town, by=make.staff(of=town), at=MONDAY)

    assert first != second


def test_a_draft_is_seen_by_its_writer_alone() -> None:
    town = make.municipality()
    draft = make.application(municipality=town)

    assert list(Application.objects.visible_to(draft.applicant)) == [draft]
    for other in (make.coordinator(of=town), make.hr(of=town), make.staff(of=town), make.office(), make.reviewer()):
        assert list(Application.objects.visible_to(other)) == []


def test_what_was_submitted_is_seen_by_the_coordination_and_the_office() -> None:
    town = make.municipality()
    submitted = make.application(municipality=town, status=Application.Status.SUBMITTED)

    for someone in (
        submitted.applicant,
        make.coordinator(of=town),
        make.member("lead_contact", of=town),
        make.office(),
    ):
        assert list(Application.objects.visible_to(someone)) == [submitted]
    for other in (make.hr(of=town), make.staff(of=town), make.coordinator(), make.reviewer(), make.person()):
        assert list(Application.objects.visible_to(other)) == []


def test_an_incomplete_draft_is_kept() -> None:
    draft = make.application(needs="", head_name="")

    drafting.revise(draft, {"needs": "Ein Anfang"}, by=draft.applicant, at=LATER)

    draft.refresh_from_db()
    assert (draft.needs, draft.head_name, draft.changed_at) == ("Ein Anfang", "", LATER)


def test_a_draft_is_kept_after_the_deadline_too() -> None:
    draft = make.application(call=make.call(deadline_at=MONDAY))

    drafting.revise(draft, {"needs": "Zu spät, aber nicht verloren"}, by=draft.applicant, at=LATER)

    draft.refresh_from_db()
    assert draft.needs == "Zu spät, aber nicht verloren"


def test_nothing_changes_where_nothing_was_changed() -> None:
    draft = make.application()

    drafting.revise(draft, {"needs": draft.needs}, by=draft.applicant, at=LATER)

    assert draft.changed_at == MONDAY
    assert not Entry.objects.about(draft).exists()


def test_a_whole_administration_names_no_unit() -> None:
    draft = make.application(unit="Jugendamt")

    drafting.revise(draft, {"scope": "whole"}, by=draft.applicant, at=LATER)

    assert draft.unit == ""
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=draft.pk).update(unit="Jugendamt")


@pytest.mark.parametrize("status", [Application.Status.SUBMITTED, Application.Status.WITHDRAWN])
def test_what_was_submitted_cannot_be_changed(status: str) -> None:
    application = make.application(status=status)

    with pytest.raises(drafting.NoDraft, match="nicht mehr geändert"):
        drafting.revise(application, {"needs": "Anders"}, by=application.applicant, at=LATER)
    with pytest.raises(drafting.NoDraft, match="Nur ein Entwurf"):
        drafting.discard(application, by=application.applicant, at=LATER)


def test_a_draft_that_is_thrown_away_is_gone_with_its_names() -> None:
    draft = make.application()

    drafting.discard(draft, by=draft.applicant, at=LATER)

    assert not Application.objects.exists()
    assert Entry.objects.get().deed == "discarded"


@pytest.mark.parametrize(
    ("name", "value"),
    [("needs", "Anders"), ("unit", "Bauamt"), ("head_name", "Andere Person"), ("head_email", "neu@example.org")],
)
def test_an_endorsement_lapses_when_what_the_head_read_changes(name: str, value: str) -> None:
    draft = make.endorsed(unit="Jugendamt", endorsement_nonce="n" * 43, endorsement_asked_at=MONDAY)

    assert drafting.revise(draft, {name: value}, by=draft.applicant, at=LATER)

    draft.refresh_from_db()
    assert (draft.endorsed_at, draft.endorsement_nonce, draft.endorsement_asked_at) == (None, "", None)
    assert Entry.objects.about(draft).get().deed == "endorsement_lapsed"


def test_an_endorsement_lapses_with_another_municipality() -> None:
    draft = make.endorsed()

    assert drafting.revise(draft, {"municipality": make.municipality()}, by=draft.applicant, at=LATER)

    assert not draft.is_endorsed()


def test_another_contact_person_leaves_the_endorsement_alone() -> None:
    draft = make.endorsed()

    assert not drafting.revise(
        draft, {"contact_name": "Ina Neu", "contact_email": "ina@example.org"}, by=draft.applicant, at=LATER
    )

    draft.refresh_from_db()
    assert draft.is_endorsed()
