"""Asking people in: an account without a password, a personal letter, and a place that waits for their yes.

Whoever invites learns nothing about the address: with or without an account, known elsewhere or not, the answer and
the list look the same, and only the letter, which its owner alone reads, differs. An account that existed before is
never taken over: it joins when its owner says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lms.journal import recording
from lms.mail import sending
from lms.mail.models import Letter
from lms.people import joining, letters, rules
from lms.people.models import Invitation, Membership, Municipality, User


@dataclass(frozen=True)
class Invitee:
    """Whom to invite, as typed; the address counts, whatever its capitals."""

    email: str
    given_name: str
    family_name: str
    unit: str = ""


@transaction.atomic
def invite(email: str, given_name: str, family_name: str, *, by: User, at: datetime, language: str = "de") -> User:
    """The person with this address: found, or made without a password and written to. Said twice, one letter goes out.

    Only people in charge somewhere invite. The letter's link sets the password and thereby confirms the address.
    """
    if not (by.hats().is_office or by.hats().leading()):
        raise joining.NotYours(_("Only the programme office and those in charge in a municipality invite people."))
    found = _find_or_make([Invitee(email, given_name, family_name)], language=language)[email.lower()]
    if found.new:
        recording.record(found.person, "invited", by=by, at=at)
        sending.post(letters.welcome(found.person, at=at))
    return found.person


@transaction.atomic
def invite_to(
    municipality: Municipality, invitees: Iterable[Invitee], role: str, *, by: User, at: datetime, language: str = "de"
) -> int:
    """Invite people to a municipality; returns how many are newly invited. Who is invited or there already stays so.

    Somebody there whom ``by`` must not find on a list is invited like a stranger, and may say yes once more: if nothing
    happened, a coordinator would learn who is under enhanced protection by inviting all colleagues anew.
    A handful of statements, however many people. Only those who may give the role may invite into it.
    """
    if not rules.may_grant(by, municipality, role):
        raise joining.NotYours(_("Only the programme office, or those in charge in this municipality, may invite."))
    typed = {invitee.email.lower(): invitee for invitee in invitees}
    people = _find_or_make(typed.values(), language=language)
    ids = [found.person.pk for found in people.values()]
    listed = Membership.objects.listed_for(by).filter(municipality=municipality)
    settled = set(listed.filter(role=role, person__in=ids).values_list("person_id", flat=True))
    settled |= set(municipality.invitations.filter(role=role, person__in=ids).values_list("person_id", flat=True))
    fresh = {email: found for email, found in people.items() if found.person.pk not in settled}
    Invitation.objects.bulk_create(
        (
            Invitation(
                person=found.person,
                municipality=municipality,
                role=role,
                unit=typed[email].unit,
                given_name=typed[email].given_name,
                family_name=typed[email].family_name,
                email=email,
                invited_by=by,
                invited_at=at,
            )
            for email, found in fresh.items()
        ),
        ignore_conflicts=True,  # a colleague may be inviting the same people at this moment
    )
    recording.record_many(
        [found.person for found in fresh.values()],
        "invited to a municipality",
        by=by,
        at=at,
        municipality=municipality.pk,
        role=role,
    )
    sending.post_many([_letter(found.person, municipality, arrived=found.arrived, at=at) for found in fresh.values()])
    return len(fresh)


@transaction.atomic
def remind(invitation: Invitation, *, by: User, at: datetime) -> None:
    """Write to an invited person once more, with a fresh link if they have never been here."""
    if not rules.may_grant(by, invitation.municipality, invitation.role):
        raise joining.NotYours(_("Only the programme office, or those in charge in this municipality, may invite."))
    person = invitation.person
    recording.record(person, "reminded of an invitation", by=by, at=at, municipality=invitation.municipality_id)
    sending.post(_letter(person, invitation.municipality, arrived=has_arrived(person), at=at))


@transaction.atomic
def arrive(person: User, *, at: datetime) -> None:
    """Somebody has used the link from our letter: the address is theirs.

    If exactly one municipality has asked for them so far, they also accept: its letter is the one they followed. If
    several have, they choose on their desk. Acts once; later new passwords change nothing here.
    """
    if has_arrived(person):
        return
    EmailAddress.objects.update_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})
    recording.record(person, "arrived", by=person, at=at)
    waiting = list(Invitation.objects.addressed_to(person).select_related("municipality").oldest_first())
    if len({invitation.municipality_id for invitation in waiting}) == 1:
        for invitation in waiting:
            joining.accept(invitation, by=person, at=at)


def has_arrived(person: User) -> bool:
    """Whether somebody has ever shown that this account's mailbox is theirs."""
    return bool(EmailAddress.objects.filter(user=person, verified=True).exists())


@dataclass(frozen=True)
class _Found:
    """A person behind an address, whether they have ever come in, and whether this invitation is their beginning."""

    person: User
    arrived: bool
    new: bool


def _find_or_make(invitees: Iterable[Invitee], *, language: str) -> dict[str, _Found]:
    """By address, in a constant number of statements.

    Somebody may have signed up with a stranger's address and never confirmed it. Such a password is forgotten here: it
    must not come to life when the address's owner, invited by us, confirms.
    """
    typed = {invitee.email.lower(): invitee for invitee in invitees}
    known = _by_address(typed)
    User.objects.bulk_create(
        (
            User(
                email=email,
                given_name=invitee.given_name,
                family_name=invitee.family_name,
                language=language,
                password=make_password(None),
            )
            for email, invitee in typed.items()
            if email not in known
        ),
        ignore_conflicts=True,  # and read again below: a colleague may have made the same person just now
    )
    people = _by_address(typed)
    EmailAddress.objects.bulk_create(
        (
            EmailAddress(user=person, email=email, primary=True, verified=False)
            for email, person in people.items()
            if email not in known
        ),
        ignore_conflicts=True,
    )
    confirmed = EmailAddress.objects.filter(user__in=people.values(), verified=True)
    arrived = set(confirmed.values_list("user_id", flat=True))
    unconfirmed = [one for one in people.values() if one.pk not in arrived and one.has_usable_password()]
    for person in unconfirmed:
        invitee = typed[person.email]
        person.given_name, person.family_name = invitee.given_name, invitee.family_name
        person.set_unusable_password()
    User.objects.bulk_update(unconfirmed, ["given_name", "family_name", "password"], batch_size=500)
    begun = {person.email for person in unconfirmed}
    return {
        email: _Found(person, arrived=person.pk in arrived, new=email not in known or email in begun)
        for email, person in people.items()
    }


def _by_address(emails: Iterable[str]) -> dict[str, User]:
    return {person.email: person for person in User.objects.filter(email__in=list(emails))}


def _letter(person: User, municipality: Municipality, *, arrived: bool, at: datetime) -> Letter:
    write = letters.invitation if arrived else letters.welcome
    return write(person, at=at, municipality=municipality.name)
