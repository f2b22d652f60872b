from datetime import UTC, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from lms.journal.models import Entry
from lms.mail.models import Letter
from lms.programmes import deciding, drafting, rules, submitting
from lms.programmes.models import Application, Call, Decision
from tests import make
from tests.make import MONDAY, berlin


def test_a_complete_application_is_submitted() -> None:
    draft = make.endorsed()

    submitting.submit(draft, by=draft.applicant, at=MONDAY)

    draft.refresh_from_db()
    assert (draft.status, draft.submitted_at) == (Application.Status.SUBMITTED, MONDAY)
    assert Entry.objects.about(draft).get().deed == "submitted"


def test_everything_that_is_missing_is_named_at_once() -> None:
    draft = make.application(scope="unit", needs="", contact_name="", contact_email="", head_name="", head_email="")

    with pytest.raises(submitting.CannotSubmit) as refused:
        submitting.submit(draft, by=draft.applicant, at=MONDAY)

    assert refused.value.obstacles == [
        "Die Organisationseinheit, die sich bewirbt, ist noch nicht genannt.",
        "Der Bedarf ist noch nicht beschrieben.",
        "Die Leitung ist noch nicht genannt.",
        "Die E-Mail-Adresse der Leitung fehlt.",
        "Die Ansprechperson ist noch nicht genannt.",
        "Die E-Mail-Adresse der Ansprechperson fehlt.",
        "Die Leitung hat die Unterstützung noch nicht bestätigt.",
    ]
    draft.refresh_from_db()
    assert draft.is_draft()
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    "deadline", [berlin(2027, 3, 28, 3), berlin(2027, 10, 31, 23, 59), berlin(2028, 2, 29, 23, 59)]
)
def test_the_deadline_counts_to_the_second(deadline: object) -> None:
    moment = deadline.astimezone(UTC)  # type: ignore[attr-defined]
    call = make.call(deadline_at=moment)
    in_time, late = make.endorsed(call=call), make.endorsed(call=call)

    submitting.submit(in_time, by=in_time.applicant, at=moment - timedelta(seconds=1))
    with pytest.raises(submitting.CannotSubmit, match=r"abgelaufen\. Ihr Entwurf bleibt erhalten"):
        submitting.submit(late, by=late.applicant, at=moment)

    late.refresh_from_db()
    assert late.is_draft()
    assert late.needs == "Wege für Betroffene fehlen."


def test_nothing_is_submitted_to_a_call_that_is_not_out_yet() -> None:
    draft = make.endorsed(call=make.call(publishes_at=MONDAY + timedelta(days=1)))

    with pytest.raises(submitting.CannotSubmit, match="keine Bewerbungen möglich"):
        submitting.submit(draft, by=draft.applicant, at=MONDAY)


def test_a_town_applies_once() -> None:
    call, town = make.call(), make.municipality(name="Musterstadt")
    first, second = make.endorsed(call=call, municipality=town), make.endorsed(call=call, municipality=town)
    submitting.submit(first, by=first.applicant, at=MONDAY)

    with pytest.raises(submitting.CannotSubmit, match="Für Musterstadt ist bereits eine Bewerbung eingereicht"):
        submitting.submit(second, by=second.applicant, at=MONDAY)


def test_a_unit_applies_once_however_it_is_spelt() -> None:
    call, town = make.call(), make.municipality()
    first = make.endorsed(call=call, municipality=town, unit="Jugendamt")
    second = make.endorsed(call=call, municipality=town, unit="JUGENDAMT")
    other = make.endorsed(call=call, municipality=town, unit="Bauamt")
    submitting.submit(first, by=first.applicant, at=MONDAY)
    submitting.submit(other, by=other.applicant, at=MONDAY)

    with pytest.raises(submitting.CannotSubmit, match="bereits eine Bewerbung"):
        submitting.submit(second, by=second.applicant, at=MONDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=second.pk).update(
            status=Application.Status.SUBMITTED, submitted_at=MONDAY, as_submitted={}
        )


def test_a_town_may_apply_to_another_call() -> None:
    town = make.municipality()
    for draft in (make.endorsed(municipality=town), make.endorsed(municipality=town)):
        submitting.submit(draft, by=draft.applicant, at=MONDAY)

    assert Application.objects.submitted().count() == 2


def test_what_was_submitted_is_frozen_with_call_and_names() -> None:
    call = make.call(title="Der Aufruf", deadline_at=berlin(2027, 3, 31, 23, 59))
    draft = make.endorsed(
        call=call,
        municipality=make.municipality(name="Musterstadt", ags="05999001"),
        applicant=make.person(given_name="Ada", family_name="Beispiel", email="ada@example.org"),
        unit="Jugendamt",
    )

    submitting.submit(draft, by=draft.applicant, at=MONDAY)
    Call.objects.filter(pk=call.pk).update(title="Umbenannt")
    draft.municipality.name = "Neustadt"
    draft.municipality.save()

    draft.refresh_from_db()
    assert draft.as_submitted == {
        "call": {
            "title": "Der Aufruf",
            "text": "Zehn Kommunen werden begleitet.",
            "places": 10,
            "deadline_at": "2027-03-31T21:59:00+00:00",
        },
        "municipality": {
            "name": "Musterstadt",
            "kind": "municipality",
            "state": "05",
            "ags": "05999001",
            "ars": None,
        },
        "scope": "unit",
        "unit": "Jugendamt",
        "needs": "Wege für Betroffene fehlen.",
        "contact": {"name": "Kim Beispiel", "email": "kim@example.org"},
        "head": {
            "name": "Toni Muster",
            "office": "Bürgermeisteramt",
            "email": "leitung@example.org",
            "endorsed_at": "2027-03-01T09:00:00+00:00",
        },
        "applicant": {"name": "Ada Beispiel", "email": "ada@example.org"},
        "submitted_at": "2027-03-01T09:00:00+00:00",
    }


def test_a_receipt_goes_to_both_without_saying_anything_in_its_subject() -> None:
    draft = make.endorsed()

    submitting.submit(draft, by=draft.applicant, at=MONDAY)

    letters = Letter.objects.order_by("pk")
    assert [letter.to_address for letter in letters] == [draft.applicant.email, "kim@example.org"]
    assert {letter.subject for letter in letters} == {"Neues zu Ihrer Bewerbung"}
    assert all("am Mo., 1. März 2027, 10:00 Uhr eingegangen" in letter.body for letter in letters)


def test_who_is_both_gets_one_receipt() -> None:
    person = make.person(email="ada@example.org")
    draft = make.endorsed(applicant=person, contact_email="ADA@example.org")

    submitting.submit(draft, by=person, at=MONDAY)

    assert Letter.objects.get().to_person == person


def test_a_receipt_speaks_the_language_of_its_reader() -> None:
    draft = make.endorsed(applicant=make.person(language="en"), contact_email="kim@example.org")

    submitting.submit(draft, by=draft.applicant, at=MONDAY)

    assert list(Letter.objects.order_by("pk").values_list("subject", flat=True)) == [
        "News about your application",
        "Neues zu Ihrer Bewerbung",
    ]


@pytest.mark.usefixtures("_on_monday")
def test_the_receipts_leave_the_house(django_capture_on_commit_callbacks: object) -> None:
    draft = make.endorsed()

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        submitting.submit(draft, by=draft.applicant, at=MONDAY)

    assert len(mail.outbox) == 2


def test_nothing_is_submitted_twice() -> None:
    draft = make.endorsed()
    submitting.submit(draft, by=draft.applicant, at=MONDAY)

    with pytest.raises(drafting.NoDraft, match="bereits eingereicht"):
        submitting.submit(draft, by=draft.applicant, at=MONDAY)


def test_a_submitted_application_can_be_withdrawn_and_the_town_can_apply_anew() -> None:
    call, town = make.call(), make.municipality()
    first = make.application(call=call, municipality=town, status=Application.Status.SUBMITTED)
    make.decision(application=first)

    submitting.withdraw(first, by=first.applicant, at=MONDAY)

    first.refresh_from_db()
    assert first.status == Application.Status.WITHDRAWN
    assert not Decision.objects.exists()
    assert Letter.objects.filter(about="programmes.withdrawn").count() == 2
    second = make.endorsed(call=call, municipality=town)
    submitting.submit(second, by=second.applicant, at=MONDAY)
    assert second.is_submitted()


def test_after_the_deadline_and_before_the_decision_it_can_still_be_withdrawn() -> None:
    application = make.application(call=make.call(deadline_at=MONDAY), status=Application.Status.SUBMITTED)

    submitting.withdraw(application, by=application.applicant, at=MONDAY + timedelta(days=1))

    assert not application.is_submitted()


def test_after_the_publication_nothing_can_be_withdrawn() -> None:
    call, office = make.call(deadline_at=MONDAY), make.office()
    application = make.application(call=call, status=Application.Status.SUBMITTED)
    make.decision(application=application)
    deciding.publish(call, by=office, at=MONDAY)

    with pytest.raises(submitting.CannotWithdraw, match="nicht mehr zurückgezogen"):
        submitting.withdraw(application, by=application.applicant, at=MONDAY)


@pytest.mark.parametrize("status", [Application.Status.DRAFT, Application.Status.WITHDRAWN])
def test_only_what_was_submitted_can_be_withdrawn(status: str) -> None:
    application = make.application(status=status)

    with pytest.raises(submitting.CannotWithdraw, match="Nur eine eingereichte"):
        submitting.withdraw(application, by=application.applicant, at=MONDAY)


def test_whoever_only_types_a_towns_name_does_not_learn_that_it_has_applied() -> None:
    theirs = make.application(status=Application.Status.SUBMITTED)
    curious = make.application(call=theirs.call, municipality=theirs.municipality)

    said = rules.obstacles_to_submitting(curious, at=MONDAY)

    assert said == rules.missing(curious) != []
