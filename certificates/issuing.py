"""Issuing what has been earned, once."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import asdict, dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Sum
from django.utils import translation
from django.utils.translation import gettext as _

from certificates import letters, pdf
from certificates.models import Certificate, Paper
from courses.catalogue.models import Offer
from courses.scorm.models import LearnerRecord, ScormActivity
from courses.seats.models import Registration
from lms.journal import recording
from lms.kit.refusal import Refusal
from lms.mail import sending
from lms.people.models import Municipality, User

BERLIN = ZoneInfo("Europe/Berlin")
SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without 0, O, 1 and I: a code is read aloud and typed off paper."""

WITHOUT_CERTIFICATE = [Offer.Format.COACHING, Offer.Format.COLLEGIAL]
"""A paper about a coaching would tell what the coaching must not: nobody gets one unasked."""


class NotCertifiable(Refusal):
    """Something stands in the way of a certificate; the sentence names it."""


@dataclass(frozen=True)
class Earned:
    """What somebody has earned: days in Europe/Berlin, net minutes attended and planned."""

    person: User
    offer: Offer
    days: list[date]
    minutes: int
    planned_minutes: int
    trainer: str = ""
    municipality: Municipality | None = None
    registration: Registration | None = None


# --- By attending a run -----------------------------------------------------------------------------------


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
    return obstacles + _obstacles_in_the_name(registration.person)


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
    run = registration.run
    sessions = list(run.sessions.soonest_first())
    return _issue(
        Earned(
            person=registration.person,
            offer=run.offer,
            days=[session.starts_at.astimezone(BERLIN).date() for session in sessions],
            minutes=registration.attendances.aggregate(total=Sum("minutes"))["total"] or 0,
            planned_minutes=sum(session.net_minutes() for session in sessions),
            trainer=run.trainer.name_towards_others(),
            municipality=registration.municipality,
            registration=registration,
        ),
        at=at,
    )


# --- By completing self-paced modules -----------------------------------------------------------------------


def completions_owed() -> QuerySet[LearnerRecord]:
    """Records of people who have completed every module of a self-paced offer and hold no certificate for it yet."""
    done = LearnerRecord.objects.completed().filter(activity=OuterRef("pk"), person=OuterRef(OuterRef("person")))
    undone = ScormActivity.objects.filter(offer=OuterRef("activity__offer")).exclude(Exists(done))
    issued = Certificate.objects.filter(person=OuterRef("person"), completed_offer=OuterRef("activity__offer"))
    return (
        LearnerRecord.objects.completed()
        .filter(activity__offer__format=Offer.Format.SELF_PACED)
        .exclude(Exists(undone))
        .exclude(Exists(issued))
        .order_by("pk")
    )


@transaction.atomic
def issue_for_completion(person: User, offer: Offer, *, at: datetime) -> Certificate | None:
    """Give somebody who has completed an offer's modules their certificate; ``None`` while a module is missing.

    Nobody ordered it, so no employer learns of it. Of the learning record only completion and day are read.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    if existing := Certificate.objects.filter(person=person, completed_offer=offer).first():
        return existing
    records = list(
        completions_owed().filter(person=person, activity__offer=offer).values_list("completed_at", flat=True)
    )
    if not records:
        return None
    if obstacles := _obstacles_in_the_name(person):
        raise NotCertifiable(" ".join(obstacles))
    day = max(moment for moment in records if moment).astimezone(BERLIN).date()
    minutes = offer.net_minutes
    return _issue(Earned(person=person, offer=offer, days=[day], minutes=minutes, planned_minutes=minutes), at=at)


# --- Putting it on paper ------------------------------------------------------------------------------------


def _obstacles_in_the_name(person: User) -> list[str]:
    unknown = pdf.unprintable(person.full_name())
    sentence = _("No font of ours can print these characters: %(signs)s") % {"signs": " ".join(unknown)}
    return [sentence] if unknown else []


def _issue(earned: Earned, *, at: datetime) -> Certificate:
    number, code = f"KA-{at.astimezone(BERLIN).year}-{_random(8)}", f"{_random(4)}-{_random(4)}-{_random(4)}"
    facts = _facts(earned, number=number, code=code, at=at)
    certificate = Certificate.objects.create(
        registration=earned.registration,
        completed_offer=None if earned.registration else earned.offer,
        person=earned.person,
        municipality=earned.municipality,
        protection=earned.offer.protection,
        number=number,
        code=code,
        given_name_as_issued=earned.person.given_name,
        family_name_as_issued=earned.person.family_name,
        title_as_issued=facts.title,
        taught_from=facts.days[0],
        taught_until=facts.days[-1],
        minutes=facts.minutes,
        as_issued=asdict(facts) | {"days": [day.isoformat() for day in facts.days], "on": facts.on.isoformat()},
        issued_at=at,
    )
    paper = pdf.draw(facts)
    Paper.objects.create(certificate=certificate, pdf=paper, sha256=hashlib.sha256(paper).hexdigest())
    recording.record(certificate, "issued", by=None, at=at)
    sending.post(letters.certificate_issued(certificate, at=at))
    return certificate


def _facts(earned: Earned, *, number: str, code: str, at: datetime) -> pdf.Facts:
    """What the paper says. German always: it is shown to German offices, whatever language its owner reads here."""
    offer = earned.offer
    open_about_it = offer.protection == Offer.Protection.NORMAL
    with translation.override("de"):
        return pdf.Facts(
            programme=settings.PROGRAMME_NAME,
            issuer=settings.ISSUER_NAME,
            issuer_address=settings.ISSUER_ADDRESS,
            funding_notice=settings.FUNDING_NOTICE,
            name=earned.person.full_name(),
            salutation=earned.person.salutation,
            title=offer.title if open_about_it else offer.neutral_title,
            format=str(offer.get_format_display()) if open_about_it else "Fortbildung",
            online=offer.is_online(),
            days=earned.days,
            minutes=earned.minutes,
            planned_minutes=earned.planned_minutes,
            contents=offer.objective_list() if open_about_it else [],
            trainer=earned.trainer if open_about_it else "",
            number=number,
            code=code,
            on=at.astimezone(BERLIN).date(),
            verification_url=f"{settings.SITE_ORIGIN}/certificates/verification/",
        )


def _random(length: int) -> str:
    return "".join(secrets.choice(SIGNS) for _ in range(length))
