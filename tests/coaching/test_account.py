from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import IntegrityError, transaction

from coaching import account
from coaching.chores import grant_owed
from coaching.models import AccountEntry
from lms.kit.news import announce
from lms.programmes.signals import outcomes_published
from tests import make

Capture = Callable[..., AbstractContextManager[list[Callable[[], object]]]]


def test_a_model_municipality_is_granted_eighty_days_once() -> None:
    standing = make.standing(kind="model")

    first, second = account.grant(standing, at=make.MONDAY), account.grant(standing, at=make.MONDAY)

    assert first == second
    assert first.minutes == 80 * 8 * 60


def test_published_outcomes_grant_the_days_of_the_selected(django_capture_on_commit_callbacks: Capture) -> None:
    decision = make.decision(outcome="selected")
    make.standing(decision.application.municipality, kind="model", decision=decision)

    with django_capture_on_commit_callbacks(execute=True):
        announce(outcomes_published, call_id=decision.application.call_id, at=make.MONDAY)

    assert account.balance(decision.application.municipality).granted == 38_400


def test_what_the_news_has_missed_is_found_by_the_sweep() -> None:
    make.standing(kind="model")
    make.standing(kind="priority")

    assert grant_owed(make.MONDAY) == 1
    assert grant_owed(make.MONDAY) == 0


def test_the_account_cannot_be_overdrawn() -> None:
    town = make.model_municipality()

    with pytest.raises(account.NotCovered, match="38400"):
        account.deliver(town, minutes=38_401, on=make.MONDAY.date(), by=make.coach(), at=make.MONDAY)


@pytest.mark.parametrize(
    ("kind", "minutes"), [("grant", -1), ("grant", 0), ("delivery", 1), ("delivery", 0), ("correction", 5)]
)
def test_the_database_refuses_a_movement_in_the_wrong_direction(kind: str, minutes: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        AccountEntry.objects.create(municipality=make.municipality(), kind=kind, minutes=minutes, on=make.MONDAY.date())


def test_planned_talks_are_kept_apart_from_delivered_ones() -> None:
    slot = make.agreed()

    balance = account.balance(slot.coaching.municipality)

    assert (balance.planned, balance.delivered, balance.left) == (60, 0, 38_340)


def test_months_are_shown_and_no_days() -> None:
    town = make.model_municipality()
    coach = make.coach()
    for day, minutes in [(1, 60), (15, 30)]:
        account.deliver(town, minutes=minutes, on=make.MONDAY.date().replace(day=day), by=coach, at=make.MONDAY)

    assert account.delivered_by_month(town) == [(make.MONDAY.date(), 90)]


@pytest.mark.parametrize(("minutes", "days"), [(38_400, "80"), (720, "1,5"), (90, "0,2"), (0, "0")])
def test_minutes_are_written_as_days_with_a_decimal_comma(minutes: int, days: str) -> None:
    assert account.in_days(minutes) == days
