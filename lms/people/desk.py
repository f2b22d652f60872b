"""What waits on the start page: who asks me in, and, for those in charge, a municipality without its people."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.kit.desk import Card, Line, card
from lms.people.models import Invitation, Municipality, User

FEW = 5


@card(if_any=lambda user, at: Invitation.objects.addressed_to(user))
def invitations(user: User, at: datetime) -> Iterable[Card]:
    """Municipalities that wait for my answer."""
    waiting = list(Invitation.objects.addressed_to(user).select_related("municipality").oldest_first()[:5])
    if waiting:
        yield Card(
            title=_("You are invited"),
            rank=10,
            lines=[Line(one.municipality.name, note=one.get_role_display()) for one in waiting],
            action=_("Answer the invitation"),
            href=reverse("people:invitations"),
        )


@card()
def own_people(user: User, at: datetime) -> Iterable[Card]:
    """For those in charge of a municipality: import staff while there are few, and who has not answered; one query."""
    if user.hats().is_office or not user.hats().leading():
        return
    for one in Municipality.objects.led_by(user).with_people().alphabetical()[:5]:
        if one.staff + one.invited < FEW:
            yield Card(
                title=one.name,
                rank=60,
                text=_("Hardly anybody of your staff is here yet. One list brings them all in."),
                action=_("Import staff"),
                href=reverse("people:import", args=[one.pk]),
            )
        elif one.invited:
            yield Card(
                title=one.name,
                rank=70,
                text=ngettext(
                    "%(count)d invited person has not answered yet.",
                    "%(count)d invited people have not answered yet.",
                    one.invited,
                )
                % {"count": one.invited},
                action=_("Look at the invitations"),
                href=reverse("people:invited", args=[one.pk]),
            )
