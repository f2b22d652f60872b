"""The demo's runs fit their offers, on whatever day the demo is started."""

from datetime import datetime, timedelta

import pytest

from courses.catalogue import demo as catalogue_demo
from courses.sessions import demo
from courses.sessions.models import Run, Session, WorkshopActivity
from lms.people.models import User
from tests import make
from tests.make import MONDAY


@pytest.fixture
def trainers() -> list[User]:
    return [make.trainer(), make.trainer()]


@pytest.mark.parametrize("at", [MONDAY, MONDAY + timedelta(days=5), MONDAY + timedelta(days=110)])
@pytest.mark.usefixtures("trainers")
def test_every_run_is_as_long_as_its_offer_promises(at: datetime) -> None:
    catalogue_demo.catalogue(at)

    demo.runs(at)

    for run in Run.objects.select_related("offer").prefetch_related("sessions"):
        assert sum(session.net_minutes() for session in run.sessions.all()) == run.offer.net_minutes
    assert all(session.starts_at.weekday() < 5 for session in Session.objects.all())
    assert {run.status for run in Run.objects.all()} == {"draft", "published", "cancelled"}
    assert set(Run.objects.owing_a_closing(at=at).values_list("offer__code", flat=True)) >= {"M3-03", "M2-06"}


@pytest.mark.usefixtures("trainers")
def test_one_small_seminar_is_in_its_priority_window() -> None:
    catalogue_demo.catalogue(MONDAY)

    demo.runs(MONDAY)

    seminar = Run.objects.get(offer__code="Z2-02")
    assert seminar.in_priority_window(at=MONDAY + timedelta(days=11))
    assert seminar.seats == 2


@pytest.mark.usefixtures("trainers")
def test_played_again_the_demo_doubles_nothing() -> None:
    catalogue_demo.catalogue(MONDAY)
    for _ in range(2):
        demo.activities(MONDAY)
        demo.runs(MONDAY)

    assert Run.objects.count() == len(demo.RUNS)
    assert WorkshopActivity.objects.count() == sum(
        offer.has_dates() for offer in {activity.offer for activity in WorkshopActivity.objects.all()}
    )
