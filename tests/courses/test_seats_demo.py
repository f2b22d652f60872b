"""The demo's groups: a full seminar in its priority window, a closed run, a sheet that was begun."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from courses.attendance import demo as attendance_demo
from courses.attendance.desk import not_marked_yet
from courses.catalogue import demo as catalogue_demo
from courses.seats import cancelling, demo, registering
from courses.seats.models import Registration
from courses.sessions import demo as sessions_demo
from courses.sessions.models import Run
from lms.kit.demo import PASSWORD
from lms.mail.models import Letter
from lms.people.models import Municipality, User
from tests import make

MONDAY = make.MONDAY
Status = Registration.Status


def furnish(at: datetime) -> None:
    if not Municipality.objects.exists():
        _musterstadt, anderstadt, neuenmuster = (make.municipality(ags=ags, state=ags[:2]) for ags in demo.TOWNS)
        for town in (anderstadt, neuenmuster):
            make.standing(town, since=at - timedelta(days=900))
        make.trainer()
        make.trainer()
    for scene in (
        catalogue_demo.catalogue,
        sessions_demo.runs,
        demo.groups,
        demo.full_seminar,
        attendance_demo.marked_and_closed,
        attendance_demo.half_marked,
    ):
        scene(at)


def states(code: str) -> Counter[str]:
    return Counter(Registration.objects.filter(run__offer__code=code).values_list("status", flat=True))


@pytest.mark.parametrize("at", [MONDAY, MONDAY + timedelta(days=5), MONDAY + timedelta(days=110)])
def test_the_full_seminar_can_be_tried_by_hand(at: datetime) -> None:
    furnish(at)
    run = Run.objects.get(offer__code=demo.FULL_SEMINAR)
    seated, waits, prior = (User.objects.get(email=email) for email in (demo.SEAT, demo.LINE, demo.PRIORITY))
    assert states(demo.FULL_SEMINAR) == {Status.CONFIRMED: 2, Status.WAITING: 1}

    later = at + timedelta(hours=1)
    mine = registering.register(run, prior, prior.memberships.get().municipality, at=later)
    cancelling.cancel(run.registrations.get(person=seated), by=seated, at=later)

    mine.refresh_from_db()
    assert mine.status == Status.CONFIRMED
    assert run.registrations.get(person=waits).status == Status.WAITING


def test_whoever_is_named_beside_the_seminar_can_log_in(client: Client) -> None:
    furnish(MONDAY)

    for email in (demo.SEAT, demo.LINE, demo.PRIORITY):
        client.logout()
        client.post(reverse("account_login"), {"login": email, "password": PASSWORD})
        assert "_auth_user_id" in client.session, email


def test_one_run_is_closed_and_one_waits_on_the_trainers_desk(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        furnish(MONDAY)

    assert Run.objects.get(offer__code=attendance_demo.CLOSED).status == Run.Status.CLOSED
    assert states(attendance_demo.CLOSED) == {Status.ATTENDED: 5, Status.PARTLY_ATTENDED: 1, Status.NO_SHOW: 1}
    unfinished = Run.objects.get(offer__code=attendance_demo.HALF_MARKED)
    assert [card.rank for card in not_marked_yet(unfinished.trainer, MONDAY)] == [10]


def test_letters_of_the_past_have_been_sent_already() -> None:
    furnish(MONDAY)

    assert not Letter.objects.filter(about__startswith="seats.", status=Letter.Status.OWED).exists()


def test_played_again_the_demo_doubles_nothing() -> None:
    furnish(MONDAY)
    before = Registration.objects.count(), User.objects.count()

    furnish(MONDAY)

    assert (Registration.objects.count(), User.objects.count()) == before
