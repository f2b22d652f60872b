"""Cards that attendance lays on the start page of people who lead runs."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.attendance.models import Attendance
from courses.seats.models import Registration
from courses.sessions.models import Run, RunQuerySet, Session, SessionQuerySet
from lms.kit.desk import Card, Line, card
from lms.kit.templatetags import komma
from lms.people.models import User

LINES = 5


def with_people_unmarked(sessions: SessionQuerySet) -> SessionQuerySet:
    """Dates at which somebody with a seat is not marked yet."""
    marked = Attendance.objects.filter(registration=OuterRef("pk"), session=OuterRef(OuterRef("pk")))
    seated = Registration.objects.holding_a_seat().filter(run=OuterRef("run"))
    return sessions.filter(Exists(seated.exclude(Exists(marked))))


def _owed(user: User, at: datetime) -> SessionQuerySet:
    begun = Session.objects.filter(run__trainer=user, run__status=Run.Status.PUBLISHED, starts_at__lte=at)
    return with_people_unmarked(begun)


@card(if_any=_owed)
def not_marked_yet(user: User, at: datetime) -> Iterable[Card]:
    """Dates that have begun and whose sheet is not complete, the oldest first."""
    owed = list(_owed(user, at).select_related("run__offer").soonest_first()[:LINES])
    if owed:
        yield Card(
            title=_("Attendance is not marked yet"),
            rank=10,
            lines=[
                Line(
                    text=session.run.offer.neutral_title,
                    href=reverse("attendance:sheet", args=[session.pk]),
                    note=_("since %(day)s") % {"day": komma.day(session.starts_at)},
                )
                for session in owed
            ],
            action=_("Mark attendance"),
            href=reverse("attendance:sheet", args=[owed[0].pk]),
        )


def _ready(user: User, at: datetime) -> RunQuerySet:
    unmarked = with_people_unmarked(Session.objects.filter(run=OuterRef("pk")))
    return Run.objects.led_by(user).owing_a_closing(at=at).exclude(Exists(unmarked)).filter(sessions__isnull=False)


@card(if_any=_ready)
def ready_to_close(user: User, at: datetime) -> Iterable[Card]:
    """Runs that are over with everybody marked: participants wait for their certificates."""
    ready = list(_ready(user, at).distinct().with_span().latest_first().select_related("offer")[:LINES])
    if ready:
        yield Card(
            title=_("Ready to be closed"),
            rank=12,
            text=_("Everybody is marked. Certificates are issued as soon as you close."),
            lines=[
                Line(
                    text=run.offer.neutral_title,
                    href=reverse("attendance:closing", args=[run.pk]),
                    note=komma.day(run.last_ends_at),
                )
                for run in ready
            ],
            action=_("See what closing means"),
            href=reverse("attendance:closing", args=[ready[0].pk]),
        )
