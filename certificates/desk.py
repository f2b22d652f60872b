"""Cards that certificates lay on the start page."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certificates.models import Certificate, CertificateQuerySet
from lms.kit.desk import Card, Line, card
from lms.people.models import User

NEW = timedelta(days=30)


def _new(user: User, at: datetime) -> CertificateQuerySet:
    return Certificate.objects.filter(person=user, issued_at__gt=at - NEW)


@card(if_any=_new)
def new_certificates(user: User, at: datetime) -> Iterable[Card]:
    """What was issued to me in the last thirty days."""
    recent = _new(user, at).newest_first()[:3]
    lines = [
        Line(
            text=certificate.title_as_issued,
            href=reverse("certificates:certificate", args=[certificate.pk]),
            note=date_format(localtime(certificate.issued_at), "j. F Y"),
        )
        for certificate in recent
    ]
    if lines:
        yield Card(
            title=_("Your new certificates"),
            rank=40,
            lines=lines,
            action=_("All my certificates"),
            href=reverse("certificates:mine"),
        )


@card()
def employer_file(user: User, at: datetime) -> Iterable[Card]:
    """For HR: how many certificates of this year are ready as one file."""
    if not user.hats().hr():
        return
    this_year = localtime(at).date().replace(month=1, day=1)
    count = (
        Certificate.objects.filter(municipality__in=user.hats().hr(), taught_until__gte=this_year)
        .exclude(protection=2)
        .count()
    )
    yield Card(
        title=_("Certificates of your staff"),
        rank=30,
        text=ngettext(
            "%(count)d certificate of this year is ready.", "%(count)d certificates of this year are ready.", count
        )
        % {"count": count},
        action=_("Choose a period and download"),
        href=reverse("certificates:employer"),
    )
