"""What the mail room lays on the start page: letters that could not be sent, for the office."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.kit.desk import Card, card
from lms.mail.models import Letter

if TYPE_CHECKING:
    from lms.people.models import User


def _failed(user: User, at: datetime) -> QuerySet[Letter] | None:
    return Letter.objects.filter(status=Letter.Status.FAILED) if user.hats().is_office else None


@card(if_any=_failed)
def failed_letters(user: User, at: datetime) -> Iterable[Card]:
    """For the office only; nothing if everything was sent."""
    letters = _failed(user, at)
    failed = letters.count() if letters is not None else 0
    if failed:
        yield Card(
            title=_("Letters"),
            rank=15,
            text=ngettext("%(count)d letter could not be sent.", "%(count)d letters could not be sent.", failed)
            % {"count": failed},
            action=_("Look at the outbox"),
            href=reverse("mail:outbox") + "?status=failed",
        )
