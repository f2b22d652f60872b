"""Issuing what has been earned, once."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import asdict
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils import translation
from django.utils.translation import gettext as _

from certificates import letters, pdf
from certificates.models import Certificate, Paper
from courses.catalogue.models import Offer
from courses.seats.models import Registration
from lms.journal import recording
from lms.kit.refusal import Refusal
from lms.mail import sending

BERLIN = ZoneInfo("Europe/Berlin")
SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without 0, O, 1 and I: a code is read aloud and typed off paper."""

WITHOUT_CERTIFICATE = [Offer.Format.COACHING, Offer.Format.COLLEGIAL]
"""A paper about a coaching would tell what the coaching must not: nobody gets one unasked."""


class NotCertifiable(Refusal):
    """Something stands in the way of a certificate; the sentence names it."""


def owed() -> QuerySet[Registration]:
    """Everybody who has attended enough and holds no certificate yet."""
    return (
        Registration.objects.filter(status=Registration.Status.ATTENDED, certificate__isnull=True)
        .exclude(run__offer__format__in=WITHOUT_CERTIFICATE)
        .order_by("pk")
    )


def obstacles_to_certifying(registration: Registration) -> list[str]:
    """Every reason why this registration earns no certificate; empty if it does."""
    obstacles = []
    if registration.status != Registration.Status.ATTENDED:
        obstacles.append(_("The minimum attendance has not been reached, or the run is not closed yet."))
    if registration.run.offer.format in WITHOUT_CERTIFICATE:
        obstacles.append(_("There is no certificate for this format."))
    if unknown := pdf.unprintable(registration.person.full_name()):
        obstacles.append(_("No font of ours can print these characters: %(signs)s") % {"signs": " ".join(unknown)})
    return obstacles


@transaction.atomic
def issue(registration: Registration, *, at: datetime) -> Certificate:
    """Give the person their certificate and write to them; a second call returns the first certificate.

    The registration is locked first, so a listener and the sweep that come together issue one certificate.
    """
    registration = (
        Registration.objects.select_for_update(of=("self",))
        .select_related("run__offer", "run__trainer", "person", "municipality")
        .get(pk=registration.pk)
    )
    if existing := Certificate.objects.filter(registration=registration).first():
        return existing
    if obstacles := obstacles_to_certifying(registration):
        raise NotCertifiable(" ".join(obstacles))

    number, code = f"KA-{at.astimezone(BERLIN).year}-{_random(8)}", f"{_random(4)}-{_random(4)}-{_random(4)}"
    facts = _facts(registration, number=number, code=code, at=at)
    certificate = Certificate.objects.create(
        registration=registration,
        person=registration.person,
        municipality=registration.municipality,
        protection=registration.run.offer.protection,
        number=number,
        code=code,
        given_name_as_issued=registration.person.given_name,
        family_name_as_issued=registration.person.family_name,
        title_as_issued=facts.title,
        taught_from=facts.days[0],
        taught_until=facts.days[-1],
        minutes=facts.minutes,
        as_issued=asdict(facts) | {"days": [day.isoformat() for day in facts.days], "on": facts.on.isoformat()},
        issued_at=at,
    )
    paper = pdf.draw(facts)
    Paper.objects.create(certificate=certificate, pdf=paper, sha256=hashlib.sha256(paper).hexdigest())
    recording.record(certificate, "issued", by=None, at=at, registration=registration.pk)
    sending.post(letters.certificate_issued(certificate, at=at))
    return certificate


def _facts(registration: Registration, *, number: str, code: str, at: datetime) -> pdf.Facts:
    """What the paper says. German always: it is shown to German offices, whatever language its owner reads here."""
    run, person = registration.run, registration.person
    offer = run.offer
    days = [
        start.astimezone(BERLIN).date() for start in run.sessions.soonest_first().values_list("starts_at", flat=True)
    ]
    attended = registration.attendances.aggregate(total=Sum("minutes"))["total"] or 0
    open_about_it = offer.protection == Offer.Protection.NORMAL
    with translation.override("de"):
        return pdf.Facts(
            programme=settings.PROGRAMME_NAME,
            issuer=settings.ISSUER_NAME,
            issuer_address=settings.ISSUER_ADDRESS,
            funding_notice=settings.FUNDING_NOTICE,
            name=person.full_name(),
            salutation=person.salutation,
            title=offer.title if open_about_it else offer.neutral_title,
            format=str(offer.get_format_display()) if open_about_it else "Fortbildung",
            online=offer.is_online(),
            days=days,
            minutes=attended,
            planned_minutes=sum(session.net_minutes() for session in run.sessions.all()),
            contents=offer.objective_list() if open_about_it else [],
            trainer=run.trainer.name_towards_others() if open_about_it else "",
            number=number,
            code=code,
            on=at.astimezone(BERLIN).date(),
            verification_url=f"{settings.SITE_ORIGIN}/certificates/verification/",
        )


def _random(length: int) -> str:
    return "".join(secrets.choice(SIGNS) for _ in range(length))
