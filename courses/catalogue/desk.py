"""The start page never stays empty: it suggests offers that suit the person."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.catalogue.models import Audience, Offer
from lms.kit import durations
from lms.kit.desk import Card, Line, card
from lms.people.models import User

SUGGESTIONS = 3


@card()
def suggestions(user: User, at: datetime) -> Iterator[Card]:
    """A few offers for the person's groups, confidential ones never: somebody may be looking at the screen, too."""
    group = Audience.Group.COORDINATION if user.hats().coordinating() else Audience.Group.ALL
    offers = (
        Offer.objects.published()
        .filter(protection=Offer.Protection.NORMAL, audiences__group=group)
        .in_catalogue_order()
        .values_list("code", "title", "net_minutes")[:SUGGESTIONS]
    )
    yield Card(
        title=_("Offers"),
        rank=90,
        text=_("Would you like to see what you could take part in?") if user.hats().municipalities() else "",
        lines=[
            Line(title, reverse("catalogue:offer", args=[code]), durations.in_words(minutes))
            for code, title, minutes in offers
        ],
        action=_("Look at all offers"),
        href=reverse("catalogue:offers"),
    )
