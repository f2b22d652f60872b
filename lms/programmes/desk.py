"""What programmes lays on the desk: what the office must decide, what those who apply must finish or have got."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.kit.desk import Card, Line, card
from lms.kit.templatetags import komma
from lms.people.models import User
from lms.programmes import deadlines, rules
from lms.programmes.models import Application, ApplicationQuerySet, Call, CallQuerySet

NEWS_FOR = timedelta(days=60)
"""How long an outcome lies on the desk; the application keeps it for ever."""


def _to_decide(user: User, at: datetime) -> CallQuerySet | None:
    if not rules.runs_the_selection(user):
        return None
    return Call.objects.filter(
        Q(status=Call.Status.PUBLISHED, deadline_at__lte=at) | Q(status=Call.Status.DRAFT, publishes_at__lte=at)
    )


@card(if_any=_to_decide)
def selection(user: User, at: datetime) -> Iterator[Card]:
    """For the office: calls to be decided, and drafts that should be out already."""
    waiting = _to_decide(user, at)
    if waiting is None:
        return
    for call in waiting.with_progress().order_by("deadline_at")[:5]:
        if call.status == Call.Status.DRAFT:
            yield Card(
                title=_("A call is still a draft"),
                rank=15,
                text=_("“%(call)s” was to be published on %(when)s.")
                % {"call": call.title, "when": komma.moment(call.publishes_at)},
                action=_("Look at the draft"),
                href=reverse("programmes:call", args=[call.pk]),
            )
        else:
            yield Card(
                title=_("Applications are waiting for a decision"),
                rank=10,
                text=call.title,
                lines=[
                    Line(
                        ngettext("%(count)d application", "%(count)d applications", call.submitted)
                        % {"count": call.submitted},
                        note=_("%(count)d without a note") % {"count": call.submitted - call.judged},
                    ),
                    Line(_("Deadline"), note=komma.moment(call.deadline_at)),
                ],
                action=_("Go to the selection"),
                href=reverse("programmes:decisions", args=[call.pk]),
            )


def _applications(user: User, at: datetime) -> ApplicationQuerySet | None:
    if rules.runs_the_selection(user):
        return None
    recent = Q(call__deadline_at__gt=at) | Q(decision__published_at__gt=at - NEWS_FOR)
    return Application.objects.concerning(user).filter(recent)


@card(if_any=_applications)
def applying(user: User, at: datetime) -> Iterator[Card]:
    """For everybody else: one's drafts with what they lack, and outcomes that are news."""
    concerning = _applications(user, at)
    if concerning is None:
        return
    for application in concerning.for_reading().order_by("-changed_at")[:20]:
        if application.is_draft() and application.call.is_open(at=at):
            yield _draft(application, at=at)
        elif application.published_outcome():
            yield _outcome(application)


def _unanswered(user: User, at: datetime) -> CallQuerySet | None:
    if rules.runs_the_selection(user):
        return None
    return Call.objects.open(at=at).exclude(applications__in=Application.objects.concerning(user))


@card(if_any=_unanswered)
def open_calls(user: User, at: datetime) -> Iterator[Card]:
    """For everybody else: open calls to which neither they nor their town have an application."""
    calls = _unanswered(user, at)
    if calls is None:
        return
    for call in calls.order_by("deadline_at")[:5]:
        yield Card(
            title=_("A call is open"),
            rank=40,
            text=call.title,
            lines=[Line(_("Deadline"), note=komma.moment(call.deadline_at))],
            action=_("Read the call"),
            href=reverse("programmes:call", args=[call.pk]),
        )


def _draft(application: Application, *, at: datetime) -> Card:
    missing = rules.missing(application)
    left = deadlines.time_left(application.call.deadline_at, at=at)
    return Card(
        title=_("Finish your application"),
        rank=12,
        text=_("%(place)s: %(left)s left.") % {"place": application.applying_for(), "left": left},
        lines=[Line(sentence) for sentence in missing[:5]] or [Line(_("Nothing is missing. You can submit it."))],
        action=_("Go on"),
        href=reverse("programmes:application", args=[application.pk]),
    )


def _outcome(application: Application) -> Card:
    return Card(
        title=_("There is news about your application"),
        rank=18,
        lines=[Line(application.applying_for(), note=application.decision.get_outcome_display())],
        action=_("Read what it means"),
        href=reverse("programmes:application", args=[application.pk]),
    )
