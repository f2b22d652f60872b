"""Belonging to a municipality, working for the programme, and ceasing to."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lms.journal import recording
from lms.kit.refusal import Refusal
from lms.people import rules
from lms.people.models import Invitation, Membership, Municipality, ProgrammeRole, User


class NotYours(Refusal):
    """Somebody gives or takes a role that is not theirs to give."""


class LastOne(Refusal):
    """Without this person nobody could do the office's or the coordination's work, or appoint a successor."""


@transaction.atomic
def join(person: User, municipality: Municipality, role: str, *, by: User, at: datetime, unit: str = "") -> Membership:
    """Give a person a role in a municipality; once only, however often it is said.

    Only the office, or that municipality's coordination or HR within their own roles. There is one lead contact: who
    becomes it takes over, and the one before goes on as coordination. The lead contact coordinates already: asked
    to coordinate, they stay what they are.
    """
    if not rules.may_grant(by, municipality, role):
        raise NotYours(_("Only the programme office, or those in charge in this municipality, may give this role."))
    return _enter(person, municipality, role, by=by, at=at, unit=unit)


@transaction.atomic
def accept(invitation: Invitation, *, by: User, at: datetime) -> Membership:
    """The invited person says yes; the invitation becomes a membership. Nobody can say yes for somebody else."""
    if invitation.person_id != by.pk:
        raise NotYours(_("Only the invited person may accept an invitation."))
    membership = _enter(by, invitation.municipality, invitation.role, by=by, at=at, unit=invitation.unit)
    invitation.delete()
    return membership


@transaction.atomic
def withdraw(invitation: Invitation, *, by: User, at: datetime) -> None:
    """Take an invitation back, or decline it: the invited person may, and whoever may give the role."""
    if invitation.person_id != by.pk and not rules.may_grant(by, invitation.municipality, invitation.role):
        raise NotYours(_("Only the invited person, or those in charge in this municipality, may end an invitation."))
    deed = "invitation declined" if invitation.person_id == by.pk else "invitation withdrawn"
    recording.record(invitation.municipality, deed, by=by, at=at, person=invitation.person_id, role=invitation.role)
    invitation.delete()


@transaction.atomic
def leave(membership: Membership, *, by: User, at: datetime) -> None:
    """End a membership. What the person attended and earned stays; so does their account.

    The municipality is locked first, so of two coordinators dismissing each other one stays. The last coordination
    can only be ended by the office.
    """
    municipality = Municipality.objects.select_for_update().get(pk=membership.municipality_id)
    if not rules.may_grant(by, municipality, membership.role):
        raise NotYours(_("Only the programme office, or those in charge in this municipality, may end this role."))
    coordinating = municipality.memberships.in_role(Membership.Role.COORDINATOR, Membership.Role.LEAD_CONTACT)
    if not by.hats().is_office and coordinating.exists() and not coordinating.exclude(pk=membership.pk).exists():
        raise LastOne(_("Somebody has to coordinate. Name a successor first, then end this role."))
    person = membership.person
    recording.record(person, "left a municipality", by=by, at=at, municipality=municipality.pk, role=membership.role)
    membership.delete()
    person.forget_hats()


@transaction.atomic
def appoint(person: User, role: str, *, by: User, at: datetime) -> ProgrammeRole:
    """Let a person work for the programme: office, review, training or coaching. Only the office appoints."""
    if not by.hats().is_office:
        raise NotYours(_("Only the programme office gives and ends roles in the programme."))
    programme_role, new = ProgrammeRole.objects.get_or_create(person=person, role=role, defaults={"since": at})
    if new:
        recording.record(person, "appointed", by=by, at=at, role=role)
        person.forget_hats()
    return programme_role


@transaction.atomic
def dismiss(programme_role: ProgrammeRole, *, by: User, at: datetime) -> None:
    """End a role in the programme. The last person of the office stays: nobody could appoint the next one.

    All rows of the office are locked before they are counted, so two who dismiss each other at once leave one.
    """
    if not by.hats().is_office:
        raise NotYours(_("Only the programme office gives and ends roles in the programme."))
    if programme_role.role == ProgrammeRole.Role.OFFICE:
        office = ProgrammeRole.objects.select_for_update().filter(role=ProgrammeRole.Role.OFFICE).order_by("pk")
        if {row.pk for row in office} <= {programme_role.pk}:
            raise LastOne(_("This is the last person in the programme office. Appoint somebody else first."))
    person = programme_role.person
    recording.record(person, "dismissed", by=by, at=at, role=programme_role.role)
    programme_role.delete()
    person.forget_hats()


def _enter(person: User, municipality: Municipality, role: str, *, by: User, at: datetime, unit: str) -> Membership:
    if role == Membership.Role.COORDINATOR:
        lead = municipality.memberships.filter(person=person, role=Membership.Role.LEAD_CONTACT).first()
        if lead is not None:
            return lead
    if role == Membership.Role.LEAD_CONTACT:
        _hand_over_lead(municipality, to=person, by=by, at=at)
    membership, new = Membership.objects.get_or_create(
        person=person, municipality=municipality, role=role, defaults={"since": at, "unit": unit}
    )
    if new:
        recording.record(person, "joined a municipality", by=by, at=at, municipality=municipality.pk, role=role)
        person.forget_hats()
    return membership


def _hand_over_lead(municipality: Municipality, *, to: User, by: User, at: datetime) -> None:
    """The lead contact so far goes on as coordination. The municipality's lock makes two successors queue up."""
    Municipality.objects.select_for_update().get(pk=municipality.pk)
    lead = municipality.memberships.in_role(Membership.Role.LEAD_CONTACT).exclude(person=to).first()
    if lead is None:
        return
    Membership.objects.get_or_create(
        person=lead.person,
        municipality=municipality,
        role=Membership.Role.COORDINATOR,
        defaults={"since": lead.since, "unit": lead.unit},
    )
    recording.record(lead.person, "handed over the lead", by=by, at=at, municipality=municipality.pk, to=to.pk)
    lead.delete()
