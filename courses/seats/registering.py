"""Asking for a seat: who may, and in which class they are served."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from courses.catalogue.models import Offer
from courses.seats import letters, waiting
from courses.seats.models import Registration
from courses.sessions.models import Run
from lms.journal import recording as journal
from lms.kit.refusal import Refusal
from lms.kit.templatetags import komma
from lms.mail.sending import post
from lms.people.models import Membership, Municipality, MunicipalityQuerySet, User
from lms.programmes import standing


class CannotRegister(Refusal):
    """The person, the run or the moment does not allow it; the sentence says why."""


class NotTheirMunicipality(Refusal):
    """Nobody registers under an employer they do not belong to."""


@transaction.atomic
def register(run: Run, person: User, municipality: Municipality | None, *, at: datetime) -> Registration:
    """Take a place in the run's line and, if a free seat is due to this person, the seat.

    The run is held still before its seats are counted, so of two people asking for the last seat at once exactly
    one gets it. Everybody joins the line first: one rule gives out seats, and nobody can slip past who waits.
    """
    run = waiting.hold_still(run)
    if causes := obstacles(run, person, at=at):
        raise CannotRegister(" ".join(causes))
    _check_employer(run, person, municipality)
    registration = Registration.objects.create(
        run=run,
        person=person,
        municipality=municipality,
        tier=tier_of(run, municipality, at=at),
        status=Registration.Status.WAITING,
        registered_at=at,
    )
    journal.record(registration, "registered", by=person, at=at, run=run.pk, tier=registration.tier)
    served = waiting.fill_free_seats(run, at=at)
    waiting.tell_moved_up((other for other in served if other != registration), at=at)
    if registration in served:
        registration = served[served.index(registration)]
        waiting.post_all(letters.confirmed(registration, at=at))
    else:
        with translation.override(person.language):
            reason = waiting.why(registration, at=at)
        post(letters.waiting(registration, reason=reason, at=at))
    return registration


def obstacles(run: Run, person: User, *, at: datetime) -> list[str]:
    """Everything that keeps this person from registering for this run now, as sentences; empty if nothing does."""
    found = _closed_for_everybody(run, at=at)
    if run.trainer_id == person.pk:
        found.append(_("You lead this training yourself."))
    gone = [Registration.Status.CANCELLED, Registration.Status.RUN_CANCELLED]
    if run.registrations.of(person).exclude(status__in=gone).exists():
        found.append(_("You are already registered."))
    return found


def _closed_for_everybody(run: Run, *, at: datetime) -> list[str]:
    no_longer_or_not_yet = {
        Run.Status.CANCELLED: _("This training has been cancelled by the organiser."),
        Run.Status.CLOSED: _("This training is over."),
        Run.Status.DRAFT: _("This training has not been published yet."),
    }
    if sentence := no_longer_or_not_yet.get(Run.Status(run.status)):
        return [sentence]
    if at < run.registration_opens_at:
        return [_("Registration opens on %(moment)s.") % {"moment": komma.moment(run.registration_opens_at)}]
    first = waiting.begins_at(run)
    if first is None:
        return [_("The dates of this training have not been set yet.")]
    if first <= at:
        return [_("This training has already begun.")]
    return []


def employers_of(person: User) -> MunicipalityQuerySet:
    """The municipalities under which the person can register, by name."""
    return Municipality.objects.filter(memberships__person=person).distinct().alphabetical()


def may_name_no_employer(run: Run, person: User) -> bool:
    """People who work for the programme have none; for a confidential offer nobody has to name theirs."""
    return run.offer.protection == Offer.Protection.CONFIDENTIAL or not person.hats().municipalities()


def tier_of(run: Run, municipality: Municipality | None, *, at: datetime) -> Registration.Tier:
    """In which class somebody registering for this municipality is served."""
    ids = [municipality.pk] if municipality is not None else []
    return Registration.Tier.PRIORITY if with_priority(run, ids, at=at) else Registration.Tier.OPEN


def with_priority(run: Run, municipality_ids: Collection[int], *, at: datetime) -> set[int]:
    """Which of these municipalities are served first in this run: none where it has no priority window."""
    if run.priority_until is None or not municipality_ids:
        return set()
    return standing.with_priority(municipality_ids, at=at)


def _check_employer(run: Run, person: User, municipality: Municipality | None) -> None:
    if municipality is None:
        if not may_name_no_employer(run, person):
            raise NotTheirMunicipality(_("Please choose the municipality for which you take part."))
    elif not Membership.objects.filter(person=person, municipality=municipality).exists():
        raise NotTheirMunicipality(_("You can only register for a municipality to which you belong."))
