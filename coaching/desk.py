"""Cards that coaching lays on the start page. Titles are neutral: screens are read over shoulders."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching import account
from coaching.models import Coaching
from coaching.rules import accounts_visible_to
from lms.kit.desk import Card, Line, card
from lms.kit.templatetags import komma
from lms.people.models import MunicipalityQuerySet, User


def _offered(user: User, at: datetime) -> QuerySet[Coaching]:
    return Coaching.objects.filter(person=user, status=Coaching.Status.OFFERED)


@card(if_any=_offered)
def dates_to_choose(user: User, at: datetime) -> Iterable[Card]:
    """For the person: dates have been offered and wait for a choice."""
    for coaching in _offered(user, at):
        yield Card(
            title=_("Please choose a date"),
            rank=5,
            text=_("Dates have been offered to you."),
            action=_("Choose"),
            href=reverse("coaching:request", args=[coaching.pk]),
        )


@card()
def requests_waiting(user: User, at: datetime) -> Iterable[Card]:
    """For coaches: how many requests wait, and talks whose minutes are not entered."""
    if not user.hats().is_coach:
        return
    waiting = Coaching.objects.waiting_for_a_coach().exclude(person=user).count()
    owed = (
        Coaching.objects.filter(
            coach=user, status=Coaching.Status.AGREED, slots__status="agreed", slots__ends_at__lte=at
        )
        .order_by("slots__ends_at")
        .values_list("pk", "slots__ends_at")
    )
    lines = [
        Line(text=_("Enter minutes"), href=reverse("coaching:talk", args=[pk]), note=komma.day(ended_at))
        for pk, ended_at in owed[:5]
    ]
    if waiting or lines:
        yield Card(
            title=_("Your talks"),
            rank=8,
            lines=lines,
            text=ngettext("%(count)d request is waiting.", "%(count)d requests are waiting.", waiting)
            % {"count": waiting},
            action=_("To my talks"),
            href=reverse("coaching:offers"),
        )


def _accounts(user: User, at: datetime) -> MunicipalityQuerySet | None:
    hats = user.hats()
    return accounts_visible_to(user) if hats.coordinating() and not hats.is_office else None


@card(if_any=_accounts)
def consulting_days(user: User, at: datetime) -> Iterable[Card]:
    """For coordination: what is left of the consulting days."""
    municipalities = list(_accounts(user, at) or [])
    balances = account.balances(municipalities)
    for municipality in municipalities:
        yield Card(
            title=_("Consulting days of %(municipality)s") % {"municipality": municipality},
            rank=45,
            text=_("%(days)s days are left.") % {"days": account.in_days(balances[municipality.pk].left)},
            action=_("To the account"),
            href=reverse("coaching:account", args=[municipality.pk]),
        )
