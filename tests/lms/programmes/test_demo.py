from datetime import timedelta

from lms.mail.models import Letter
from lms.people.models import Municipality
from lms.programmes import demo, rules, standing
from lms.programmes.models import Application, Call
from tests import make
from tests.make import MONDAY, berlin


def test_the_demo_knows_a_decided_call_and_an_open_one() -> None:
    make.office()
    demo.call_of_2023(MONDAY)
    demo.call_that_is_open(MONDAY)

    decided, current = Call.objects.order_by("deadline_at")
    assert decided.deadline_at == berlin(2023, 2, 28, 23, 59)
    assert decided.is_decided()
    assert current.is_open(at=MONDAY + timedelta(days=28))
    assert not current.is_open(at=MONDAY + timedelta(days=29))
    assert Letter.objects.owed(at=MONDAY).count() == 0


def test_musterstadt_is_a_model_and_anderstadt_has_priority() -> None:
    demo.call_of_2023(MONDAY)

    musterstadt, anderstadt = (Municipality.objects.get(ags=ags) for ags in ("05999001", "05999002"))
    both = [musterstadt.pk, anderstadt.pk]
    assert standing.is_model(both, at=MONDAY) == {musterstadt.pk}
    assert standing.with_priority(both, at=MONDAY) == {anderstadt.pk}


def test_the_draft_of_the_demo_still_lacks_something() -> None:
    demo.call_that_is_open(MONDAY)

    draft = Application.objects.drafts().get()
    assert rules.missing(draft) == [
        "Das Amt der Leitung fehlt.",
        "Die E-Mail-Adresse der Leitung fehlt.",
        "Die Leitung hat die Unterstützung noch nicht bestätigt.",
    ]
