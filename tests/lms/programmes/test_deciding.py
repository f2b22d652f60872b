from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from lms.journal.models import Entry
from lms.mail.models import Letter
from lms.people.models import Membership
from lms.programmes import deciding, standing
from lms.programmes.models import Application, Call, Decision, Standing
from lms.programmes.signals import outcomes_published
from tests import make
from tests.make import MONDAY

Outcome = Decision.Outcome
CLOSED = MONDAY - timedelta(hours=1)


def submitted(call: Call, **facts: Any) -> Application:
    return make.application(call=call, status=Application.Status.SUBMITTED, **facts)


def decided(call: Call, outcome: str = Outcome.NOT_SELECTED, **facts: Any) -> Application:
    application = submitted(call, **facts)
    make.decision(application=application, outcome=outcome)
    return application


@pytest.fixture
def call() -> Call:
    return make.call(deadline_at=CLOSED)


def test_a_proposal_can_be_changed_until_the_publication(call: Call) -> None:
    application, office = submitted(call), make.office()

    deciding.propose(application, outcome=Outcome.SELECTED, reason="Gut", by=office, at=MONDAY)
    deciding.propose(application, outcome=Outcome.NOT_SELECTED, reason=" Doch nicht ", by=office, at=MONDAY)

    decision = Decision.objects.get()
    assert (decision.outcome, decision.reason, decision.published_at) == (Outcome.NOT_SELECTED, "Doch nicht", None)
    assert Entry.objects.about(application).filter(deed="outcome_proposed", by=office).count() == 2


@pytest.mark.parametrize("status", [Application.Status.DRAFT, Application.Status.WITHDRAWN])
def test_only_what_was_submitted_is_decided_on(status: str) -> None:
    with pytest.raises(deciding.CannotDecide, match="Nur über eine eingereichte"):
        deciding.propose(
            make.application(status=status), outcome=Outcome.SELECTED, reason="Gut", by=make.office(), at=MONDAY
        )


def test_no_outcome_without_a_reason(call: Call) -> None:
    application = submitted(call)

    with pytest.raises(deciding.CannotDecide, match="Begründung"):
        deciding.propose(application, outcome=Outcome.SELECTED, reason="  ", by=make.office(), at=MONDAY)
    with pytest.raises(deciding.CannotDecide, match="Begründung"):
        deciding.propose_for_the_rest(call, outcome=Outcome.SELECTED, reason="", by=make.office(), at=MONDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        make.decision(application=application, reason="")


def test_the_rest_gets_the_same_note_and_what_is_noted_stays(call: Call) -> None:
    chosen = decided(call, Outcome.SELECTED)
    others = [submitted(call), submitted(call)]
    make.application(call=call)

    count = deciding.propose_for_the_rest(
        call, outcome=Outcome.NOT_SELECTED, reason="Zu viele gute", by=make.office(), at=MONDAY
    )

    assert count == 2
    chosen.refresh_from_db()
    assert chosen.decision.outcome == Outcome.SELECTED
    assert {each.decision.reason for each in Application.objects.filter(pk__in=[o.pk for o in others])} == {
        "Zu viele gute"
    }


def test_outcomes_are_published_in_one_moment(call: Call) -> None:
    chosen, other, invalid = decided(call, Outcome.SELECTED), decided(call), decided(call, Outcome.NOT_ADMITTED)

    counts = deciding.publish(call, by=make.office(), at=MONDAY)

    assert (counts.selected, counts.not_selected, counts.not_admitted, counts.letters) == (1, 1, 1, 6)
    assert set(Decision.objects.values_list("published_at", flat=True)) == {MONDAY}
    call.refresh_from_db()
    assert (call.status, call.decided_at) == (Call.Status.DECIDED, MONDAY)
    assert Entry.objects.about(call).get().facts == {"selected": 1, "not_selected": 1}
    assert {(s.municipality_id, s.kind) for s in Standing.objects.all()} == {
        (chosen.municipality_id, Standing.Kind.MODEL),
        (other.municipality_id, Standing.Kind.PRIORITY),
    }
    assert not Membership.objects.filter(municipality=invalid.municipality).exists()


def test_priority_follows_from_the_very_moment(call: Call) -> None:
    chosen, other = decided(call, Outcome.SELECTED), decided(call)
    towns = [chosen.municipality_id, other.municipality_id]

    deciding.publish(call, by=make.office(), at=MONDAY)

    assert standing.with_priority(towns, at=MONDAY - timedelta(seconds=1)) == set()
    assert standing.with_priority(towns, at=MONDAY) == {other.municipality_id}
    assert standing.is_model(towns, at=MONDAY) == {chosen.municipality_id}


def test_who_applied_coordinates_the_town_from_then_on(call: Call) -> None:
    application = decided(call, unit="Jugendamt")

    deciding.publish(call, by=make.office(), at=MONDAY)

    memberships = Membership.objects.filter(person=application.applicant)
    assert {(m.municipality_id, m.role, m.unit, m.since) for m in memberships} == {
        (application.municipality_id, "coordinator", "Jugendamt", MONDAY),
        (application.municipality_id, "lead_contact", "Jugendamt", MONDAY),
    }


def test_a_town_keeps_the_lead_contact_it_has(call: Call) -> None:
    town = make.municipality()
    lead = make.member("lead_contact", of=town)
    application = decided(call, municipality=town)
    decided(call, municipality=town, unit="Bauamt", applicant=application.applicant)

    deciding.publish(call, by=make.office(), at=MONDAY)

    assert Membership.objects.get(municipality=town, role="lead_contact").person == lead
    assert Membership.objects.get(municipality=town, role="coordinator").person == application.applicant


def test_two_units_of_a_town_get_one_lead_contact(call: Call) -> None:
    town = make.municipality()
    decided(call, municipality=town, unit="Jugendamt")
    decided(call, municipality=town, unit="Bauamt")

    deciding.publish(call, by=make.office(), at=MONDAY)

    assert Membership.objects.filter(municipality=town, role="lead_contact").count() == 1
    assert Membership.objects.filter(municipality=town, role="coordinator").count() == 2


def test_letters_carry_outcome_and_reason_but_not_in_the_subject(call: Call) -> None:
    town = make.municipality(name="Musterstadt")
    application = submitted(call, municipality=town)
    make.decision(application=application, outcome=Outcome.SELECTED, reason="Klare Ziele.")
    decided(call, municipality=make.municipality(name="Anderstadt"))

    deciding.publish(call, by=make.office(), at=MONDAY)

    letters = Letter.objects.filter(about="programmes.outcome").order_by("pk")
    assert {letter.subject for letter in letters} == {"Neues zu Ihrer Bewerbung"}
    assert not any(letter.confidential for letter in letters)
    assert [letter.to_address for letter in letters][:2] == [application.applicant.email, "kim@example.org"]
    assert "Musterstadt ist ab heute Modellkommune" in letters[0].body
    assert "Begründung:\n\nKlare Ziele." in letters[0].body
    assert "ab heute nehmen die Beschäftigten von Anderstadt bevorzugt" in letters[2].body.replace(
        "Ab heute", "ab heute"
    )
    assert "Es gab mehr gute Bewerbungen als Plätze." in letters[3].body


def test_the_floors_above_are_told(call: Call, django_capture_on_commit_callbacks: Callable[..., Any]) -> None:
    heard: list[dict[str, object]] = []

    def listen(**facts: object) -> None:
        heard.append({name: facts[name] for name in ("call_id", "at")})

    outcomes_published.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            deciding.publish(call, by=make.office(), at=MONDAY)
    finally:
        outcomes_published.disconnect(listen)

    assert heard == [{"call_id": call.pk, "at": MONDAY}]


def test_nothing_is_published_before_the_deadline() -> None:
    call = make.call(deadline_at=MONDAY)
    decided(call)

    with pytest.raises(deciding.CannotPublish, match=r"bis Mo\., 1\. März 2027, 10:00 Uhr möglich"):
        deciding.publish(call, by=make.office(), at=MONDAY - timedelta(seconds=1))

    deciding.publish(call, by=make.office(), at=MONDAY)


def test_everything_in_the_way_is_named_at_once(call: Call) -> None:
    Call.objects.filter(pk=call.pk).update(places=1, deadline_at=MONDAY + timedelta(days=1))
    decided(call, Outcome.SELECTED)
    decided(call, Outcome.SELECTED)
    submitted(call)

    with pytest.raises(deciding.CannotPublish) as refused:
        deciding.publish(call, by=make.office(), at=MONDAY)

    assert refused.value.obstacles == [
        "Bewerbungen sind bis Di., 2. März 2027, 10:00 Uhr möglich; erst danach werden die Ergebnisse veröffentlicht.",
        "1 Bewerbung hat noch kein Ergebnis mit Begründung.",
        "2 Bewerbungen sind ausgewählt, der Aufruf hat aber nur 1 Platz.",
    ]


def test_nothing_happens_when_something_is_in_the_way(call: Call) -> None:
    decided(call, Outcome.SELECTED)
    submitted(call)

    with pytest.raises(deciding.CannotPublish):
        deciding.publish(call, by=make.office(), at=MONDAY)

    call.refresh_from_db()
    assert call.status == Call.Status.PUBLISHED
    assert not Decision.objects.exclude(published_at=None).exists()
    assert not Standing.objects.exists()
    assert not Letter.objects.exists()


def test_a_publication_that_breaks_half_way_leaves_nothing_behind(call: Call) -> None:
    """The standing of a decision exists already: the database refuses the second one, and all the rest with it."""
    application = decided(call)
    make.standing(application.municipality, decision=application.decision)

    with pytest.raises(IntegrityError), transaction.atomic():
        deciding.publish(call, by=make.office(), at=MONDAY)

    call.refresh_from_db()
    assert call.status == Call.Status.PUBLISHED
    assert not Decision.objects.exclude(published_at=None).exists()
    assert not Letter.objects.exists()
    assert not Membership.objects.filter(person=application.applicant).exists()


def test_outcomes_are_published_once_and_for_all(call: Call) -> None:
    application, office = decided(call), make.office()
    deciding.publish(call, by=office, at=MONDAY)

    with pytest.raises(deciding.CannotPublish, match="bereits veröffentlicht"):
        deciding.publish(call, by=office, at=MONDAY)
    with pytest.raises(deciding.CannotDecide, match="nicht mehr geändert"):
        deciding.propose(application, outcome=Outcome.SELECTED, reason="Gut", by=office, at=MONDAY)
    with pytest.raises(deciding.CannotDecide, match="nicht mehr geändert"):
        deciding.propose_for_the_rest(call, outcome=Outcome.SELECTED, reason="Gut", by=office, at=MONDAY)
    assert Letter.objects.filter(about="programmes.outcome").count() == 2


def test_a_draft_call_has_no_outcomes() -> None:
    call = make.call(status=Call.Status.DRAFT)

    with pytest.raises(deciding.CannotPublish, match="noch nicht veröffentlicht"):
        deciding.publish(call, by=make.office(), at=MONDAY)


def test_withdrawn_applications_and_drafts_get_nothing(call: Call) -> None:
    make.application(call=call)
    make.application(call=call, status=Application.Status.WITHDRAWN)

    deciding.publish(call, by=make.office(), at=MONDAY)

    assert not Letter.objects.exists()
    assert not Standing.objects.exists()


def test_a_publication_costs_the_same_whatever_the_crowd() -> None:
    def cost(size: int) -> int:
        call, office = make.call(deadline_at=CLOSED), make.office()
        for _ in range(size):
            decided(call)
        with CaptureQueriesContext(connection) as queries:
            deciding.publish(call, by=office, at=MONDAY)
        return len(queries)

    assert cost(3) == cost(30)
