from datetime import timedelta

from lms.kit.areas import areas_for
from lms.people.models import User
from lms.programmes import deciding, desk
from lms.programmes.models import Application, Call, Decision
from tests import make
from tests.make import MONDAY
from tests.queries import queries, same_queries

SUBMITTED = Application.Status.SUBMITTED


def titles(user: User) -> list[str]:
    fresh = User.objects.get(pk=user.pk)
    makers = (desk.selection, desk.applying, desk.open_calls)
    return [str(card.title) for maker in makers for card in maker(fresh, MONDAY)]


def test_the_office_sees_what_needs_a_decision() -> None:
    call = make.call(deadline_at=MONDAY)
    make.application(call=call, status=SUBMITTED)
    make.decision(application=make.application(call=call, status=SUBMITTED))

    (card,) = desk.selection(make.office(), MONDAY)

    assert card.title == "Bewerbungen warten auf eine Entscheidung"
    first = card.lines[0]
    assert (str(first.text), str(first.note)) == ("2 Bewerbungen", "1 ohne Vermerk")


def test_the_office_is_reminded_of_a_draft_that_should_be_out() -> None:
    make.call(status=Call.Status.DRAFT)
    make.call(status=Call.Status.DRAFT, publishes_at=MONDAY + timedelta(days=1))

    assert titles(make.office()) == ["Ein Aufruf ist noch ein Entwurf"]


def test_everybody_sees_an_open_call() -> None:
    make.call()
    make.call(deadline_at=MONDAY)

    for someone in (make.person(), make.staff(), make.trainer()):
        assert titles(someone) == ["Ein Aufruf läuft"]


def test_who_writes_an_application_sees_what_is_missing_and_the_time_left() -> None:
    draft = make.application(head_email="")

    (card,) = desk.applying(draft.applicant, MONDAY)

    assert [str(line.text) for line in card.lines] == [
        "Die E-Mail-Adresse der Leitung fehlt.",
        "Die Leitung hat die Unterstützung noch nicht bestätigt.",
    ]
    assert "noch 27 Tage, 23 Stunden, 0 Minuten und 0 Sekunden" in str(card.text)


def test_the_draft_of_a_colleague_lies_on_nobody_elses_desk() -> None:
    town = make.municipality()
    make.application(municipality=town)

    assert titles(make.coordinator(of=town)) == ["Ein Aufruf läuft"]


def test_an_outcome_lies_on_the_desk_only_once_it_is_published() -> None:
    call, office = make.call(deadline_at=MONDAY), make.office()
    application = make.application(call=call, status=SUBMITTED)
    make.decision(application=application, outcome=Decision.Outcome.SELECTED)
    coordinator = make.coordinator(of=application.municipality)
    assert titles(application.applicant) == titles(coordinator) == []

    deciding.publish(call, by=office, at=MONDAY)

    assert titles(application.applicant) == titles(coordinator) == ["Es gibt Neues zu Ihrer Bewerbung"]


def test_the_desk_costs_the_same_whatever_lies_on_it() -> None:
    person, office = make.person(), make.office()

    def look() -> None:
        assert titles(person)
        assert titles(office)

    def more(count: int) -> None:
        for _ in range(count):
            make.application(call=make.call(), applicant=person)
            make.application(call=make.call(deadline_at=MONDAY), status=SUBMITTED)

    more(3)
    few = queries(look)
    more(30)

    same_queries(few, queries(look))


def test_the_header_names_the_room_for_those_it_concerns() -> None:
    def words(user: User) -> list[str]:
        return [str(area.label) for area in areas_for(user) if area.url_name == "programmes:calls"]

    assert words(make.office()) == ["Auswahl"]
    assert words(make.person()) == words(make.coordinator()) == ["Aufrufe"]
    assert words(make.staff()) == words(make.trainer()) == []
