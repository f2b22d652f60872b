from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from lms.mail.models import Letter
from lms.programmes import deciding
from lms.programmes.models import Application, Decision
from tests import make
from tests.make import MONDAY
from tests.pages import as_
from tests.queries import queries_of, same_queries

pytestmark = pytest.mark.usefixtures("_on_monday")
SUBMITTED = Application.Status.SUBMITTED


def typed(draft: Application, **facts: Any) -> dict[str, Any]:
    names = ["scope", "unit", "needs", "contact_name", "contact_email", "head_name", "head_office", "head_email"]
    return {"municipality": draft.municipality_id, **{name: getattr(draft, name) for name in names}, **facts}


def url(name: str, application: Application) -> str:
    return reverse(f"programmes:{name}", args=[application.pk])


def test_somebody_without_a_municipality_starts_an_application() -> None:
    person, call, town = make.person(), make.call(), make.municipality(name="Musterstadt")

    answer = as_(person).post(
        reverse("programmes:application_new", args=[call.pk]),
        {"municipality": town.pk, "scope": "unit", "unit": "  Jugend   amt "},
        follow=True,
    )

    draft = Application.objects.get()
    assert (draft.applicant, draft.municipality, draft.unit) == (person, town, "Jugend amt")
    page = answer.content.decode()
    assert "Bewerbung: Musterstadt, Jugend amt" in page
    assert "Der Bedarf ist noch nicht beschrieben." in page
    assert "Noch 27 Tage, 23 Stunden, 0 Minuten und 0 Sekunden, bis" in page


def test_an_application_needs_a_municipality_of_the_official_list() -> None:
    page = as_(make.person()).post(
        reverse("programmes:application_new", args=[make.call().pk]),
        {"municipality-typed": "Atlantis", "scope": "whole"},
    )

    assert list(page.context["form"].errors) == ["municipality"]
    assert "Atlantis" in page.content.decode()
    assert not Application.objects.exists()


def test_nobody_starts_after_the_deadline() -> None:
    call = make.call(deadline_at=MONDAY)

    page = as_(make.person()).get(reverse("programmes:application_new", args=[call.pk]), follow=True)

    assert "keine Bewerbungen möglich" in page.content.decode()


def test_a_wrong_address_is_kept_in_sight_and_everything_else_is_saved() -> None:
    draft = make.application(head_email="")

    page = as_(draft.applicant).post(
        url("application", draft), typed(draft, needs="Neuer Bedarf", head_email="leitung(at)example")
    )

    draft.refresh_from_db()
    assert (draft.needs, draft.head_email) == ("Neuer Bedarf", "")
    assert 'value="leitung(at)example"' in page.content.decode()
    assert "alles andere ist gespeichert" in page.content.decode()


def test_an_incomplete_draft_is_saved_and_says_when() -> None:
    draft = make.application()

    page = as_(draft.applicant).post(url("application", draft), typed(draft, needs="", head_name=""), follow=True)

    draft.refresh_from_db()
    assert (draft.needs, draft.head_name) == ("", "")
    assert "Gespeichert um 10:00 Uhr." in page.content.decode()


def test_asking_for_the_endorsement_keeps_what_was_typed_first() -> None:
    draft = make.application()

    page = as_(draft.applicant).post(
        url("endorsement_request", draft), typed(draft, head_email="neu@example.org"), follow=True
    )

    assert Letter.objects.get().to_address == "neu@example.org"
    assert "Wir haben an neu@example.org geschrieben." in page.content.decode()


def test_nobody_is_asked_as_long_as_an_address_is_wrong() -> None:
    draft = make.application()

    page = as_(draft.applicant).post(url("endorsement_request", draft), typed(draft, head_email="neu"))

    assert not Letter.objects.exists()
    assert 'value="neu"' in page.content.decode()


def test_a_change_of_what_was_endorsed_is_said() -> None:
    draft = make.endorsed()

    page = as_(draft.applicant).post(url("application", draft), typed(draft, needs="Anders"), follow=True)

    assert "deshalb ist die Unterstützung erloschen" in page.content.decode()


def test_a_complete_application_is_submitted_from_its_page() -> None:
    draft = make.endorsed()
    client = as_(draft.applicant)
    assert "Es fehlt nichts" in client.get(url("application", draft)).content.decode()

    page = client.post(url("submission", draft), typed(draft), follow=True)

    draft.refresh_from_db()
    assert draft.is_submitted()
    assert "Die Bewerbung ist eingereicht." in page.content.decode()
    assert "<textarea" not in page.content.decode()


def test_a_late_application_gets_a_sentence_and_keeps_everything() -> None:
    draft = make.endorsed(call=make.call(deadline_at=MONDAY))

    page = as_(draft.applicant).post(url("submission", draft), typed(draft, contact_name="Zu Spät"), follow=True)

    draft.refresh_from_db()
    assert (draft.status, draft.contact_name) == (Application.Status.DRAFT, "Zu Spät")
    assert (
        "Die Bewerbungsfrist ist am Mo., 1. März 2027, 10:00 Uhr abgelaufen. Ihr Entwurf bleibt erhalten"
        in page.content.decode()
    )


def test_every_obstacle_becomes_a_message() -> None:
    draft = make.application(needs="", head_name="")

    page = as_(draft.applicant).post(url("submission", draft), follow=True)

    assert [str(message) for message in page.context["messages"]] == [
        "Der Bedarf ist noch nicht beschrieben.",
        "Die Leitung ist noch nicht genannt.",
        "Die Leitung hat die Unterstützung noch nicht bestätigt.",
    ]


def test_after_the_submission_a_post_changes_nothing() -> None:
    application = make.application(status=SUBMITTED)

    page = as_(application.applicant).post(url("application", application), typed(application, needs="X"), follow=True)

    application.refresh_from_db()
    assert application.needs == "Wege für Betroffene fehlen."
    assert "kann nicht mehr geändert werden" in page.content.decode()


def test_the_coordination_reads_what_was_submitted_but_changes_and_withdraws_nothing() -> None:
    town = make.municipality()
    application, coordinator = make.application(municipality=town, status=SUBMITTED), make.coordinator(of=town)
    client = as_(coordinator)

    assert "Zurückziehen" not in client.get(url("application", application)).content.decode()
    for deed in ("application", "withdrawal", "submission", "removal", "endorsement_request"):
        assert client.post(url(deed, application), typed(application)).status_code == 404
    application.refresh_from_db()
    assert application.is_submitted()


def test_an_impostor_learns_nothing_of_the_draft_of_the_town() -> None:
    town = make.municipality()
    draft = make.application(municipality=town)
    impostor = make.application(call=draft.call, municipality=town).applicant

    client = as_(impostor)
    assert client.get(url("application", draft)).status_code == 404
    assert client.post(url("submission", draft)).status_code == 404
    assert draft.needs not in client.get(reverse("programmes:call", args=[draft.call_id])).content.decode()
    assert [row.pk for row in client.get(reverse("programmes:applications")).context["applications"]] != [draft.pk]


def test_an_application_is_withdrawn_and_a_draft_thrown_away() -> None:
    application, draft = make.application(status=SUBMITTED), make.application()

    as_(application.applicant).post(url("withdrawal", application))
    as_(draft.applicant).post(url("removal", draft))

    application.refresh_from_db()
    assert application.status == Application.Status.WITHDRAWN
    assert not Application.objects.filter(pk=draft.pk).exists()


def test_an_outcome_shows_nowhere_before_its_publication() -> None:
    call, town = make.call(deadline_at=MONDAY), make.municipality()
    application = make.application(call=call, municipality=town, status=SUBMITTED)
    make.decision(application=application, outcome=Decision.Outcome.SELECTED, reason="Geheimer Grund")
    readers = [application.applicant, make.coordinator(of=town)]
    addresses = [url("application", application), reverse("programmes:applications"), reverse("programmes:calls")]
    addresses += [reverse("programmes:call", args=[call.pk])]

    before = [as_(reader).get(address).content.decode() for reader in readers for address in addresses]
    assert not any("Geheimer Grund" in page or "ausgewählt" in page for page in before)

    deciding.publish(call, by=make.office(), at=MONDAY)
    for reader in readers:
        page = as_(reader).get(url("application", application)).content.decode()
        assert "wurde ausgewählt und ist seit Mo., 1. März 2027 Modellkommune" in page
        assert "Geheimer Grund" in page


def test_who_was_not_selected_reads_what_it_means() -> None:
    application = make.application(call=make.call(deadline_at=MONDAY), status=SUBMITTED)
    make.decision(application=application)
    deciding.publish(application.call, by=make.office(), at=MONDAY)

    page = as_(application.applicant).get(url("application", application)).content.decode()

    assert "Ihre Beschäftigten haben seit Mo., 1. März 2027 Vorrang" in page


def test_my_applications_cost_the_same_with_three_and_with_three_hundred() -> None:
    person = make.person()
    client, url = as_(person), reverse("programmes:applications")

    call = make.call(deadline_at=MONDAY + timedelta(days=1))
    for _ in range(3):
        make.application(call=call, applicant=person)
    few = queries_of(client, url)
    for _ in range(297):
        make.application(call=call, applicant=person, status=SUBMITTED)

    same_queries(few, queries_of(client, url), at_most=5)
