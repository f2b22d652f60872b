"""Two who do the same at once: only row locks keep them apart, so these run on PostgreSQL."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from lms.mail.models import Letter
from lms.programmes import deciding, drafting, endorsing, submitting
from lms.programmes.models import Application, Standing
from tests import make
from tests.make import MONDAY
from tests.races import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def refused(*deeds: Callable[[], object]) -> list[str]:
    """Do all of it in the same instant; the words of those that were refused."""
    return [str(no) for no in at_once(*deeds) if no]


def test_of_two_applications_for_one_town_exactly_one_gets_through() -> None:
    call, town = make.call(), make.municipality(name="Musterstadt")
    drafts = [make.endorsed(call=call, municipality=town) for _ in range(6)]

    words = refused(*[lambda d=d: submitting.submit(d, by=d.applicant, at=MONDAY) for d in drafts])

    assert Application.objects.submitted().count() == 1
    assert len(words) == 5
    assert all("Für Musterstadt ist bereits eine Bewerbung eingereicht" in no for no in words)


def test_a_double_click_submits_once() -> None:
    draft = make.endorsed()
    twins = [Application.objects.get(pk=draft.pk) for _ in range(4)]

    words = refused(*[lambda t=t: submitting.submit(t, by=draft.applicant, at=MONDAY) for t in twins])

    assert len(words) == 3
    assert Letter.objects.filter(about="programmes.receipt").count() == 2


def test_two_of_the_office_publish_once() -> None:
    call = make.call(deadline_at=MONDAY - timedelta(hours=1))
    make.decision(application=make.application(call=call, status=Application.Status.SUBMITTED))
    first, second = make.office(), make.office()

    words = refused(
        lambda: deciding.publish(type(call).objects.get(pk=call.pk), by=first, at=MONDAY),
        lambda: deciding.publish(type(call).objects.get(pk=call.pk), by=second, at=MONDAY),
    )

    assert len(words) == 1
    assert Standing.objects.count() == 1
    assert Letter.objects.filter(about="programmes.outcome").count() == 2


def test_an_application_is_withdrawn_or_published_but_not_both() -> None:
    call = make.call(deadline_at=MONDAY - timedelta(hours=1))
    application = make.application(call=call, status=Application.Status.SUBMITTED)
    make.decision(application=application)
    office, own = make.office(), Application.objects.get(pk=application.pk)

    at_once(
        lambda: deciding.publish(call, by=office, at=MONDAY),
        lambda: submitting.withdraw(own, by=application.applicant, at=MONDAY),
    )

    application.refresh_from_db()
    assert application.is_submitted() == Standing.objects.exists()


def test_what_the_head_confirms_is_what_stands_there() -> None:
    draft = make.application()
    endorsing.ask(draft, by=draft.applicant, at=MONDAY)
    read = endorsing.fingerprint(draft)
    one, other = Application.objects.get(pk=draft.pk), Application.objects.get(pk=draft.pk)

    at_once(
        lambda: endorsing.confirm(one, read=read, at=MONDAY),
        lambda: drafting.revise(other, {"needs": "Etwas anderes"}, by=draft.applicant, at=MONDAY),
    )

    draft.refresh_from_db()
    assert draft.needs == "Etwas anderes"
    assert not draft.is_endorsed()
