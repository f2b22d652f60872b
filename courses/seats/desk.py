"""Cards that the room of seats lays on the start page. Dates with a seat stand on the calendar's card already."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.seats import waiting
from courses.seats.models import Registration, number_of
from courses.sessions.models import Session
from lms.kit.desk import Card, Line, card
from lms.people.models import Municipality, User

LINES = 3
LINES_OF_TOWNS = 5


@card(if_any=lambda user, at: Registration.objects.of(user).waiting())
def waiting_places(user: User, at: datetime) -> Iterable[Card]:
    """Where I wait: my place and why, without a click."""
    rows = (
        Registration.objects.of(user)
        .waiting()
        .with_span()
        .upcoming(at=at)
        .with_place()
        .with_seats_taken()
        .select_related("run__offer")
        .soonest_first()
    )
    waits = list(rows[:LINES])
    if waits:
        yield Card(
            title=_("You are on the waiting list"),
            rank=35,
            text=waiting.why(waits[0], at=at)
            if len(waits) == 1
            else _("Why you wait stands beside each registration."),
            lines=[
                Line(
                    text=row.run.offer.neutral_title,
                    href=reverse("seats:registration", args=[row.pk]),
                    note=_("place %(place)d") % {"place": row.place},
                )
                for row in waits
            ],
            action=_("My registrations"),
            href=reverse("seats:mine"),
        )


@card()
def our_people(user: User, at: datetime) -> Iterable[Card]:
    """For coordination and human resources: how many of us are registered; confidential offers are not counted."""
    leading = user.hats().leading()
    if not leading:
        return
    to_come = Exists(Session.objects.filter(run=OuterRef("run"), ends_at__gt=at))
    ours = Registration.objects.shown_to_employer(leading, user=user).filter(to_come, municipality=OuterRef("pk"))
    towns = (
        Municipality.objects.filter(pk__in=leading)
        .annotate(
            confirmed=number_of(ours.holding_a_seat(), per="municipality"),
            waits=number_of(ours.waiting(), per="municipality"),
        )
        .alphabetical()
        .values_list("pk", "name", "confirmed", "waits")[:LINES_OF_TOWNS]
    )
    lines = [
        Line(
            text=name,
            href=reverse("seats:employer", args=[pk]),
            note=_("%(confirmed)d with a seat, %(waiting)d waiting") % {"confirmed": confirmed, "waiting": waits},
        )
        for pk, name, confirmed, waits in towns
    ]
    yield Card(title=_("Who of us goes where"), rank=45, lines=lines, action=_("See the list"), href=lines[0].href)
