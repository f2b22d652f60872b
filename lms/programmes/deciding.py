"""Deciding on the applications of a call, and publishing all outcomes in one moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.journal import recording
from lms.kit.news import announce
from lms.kit.refusal import Refusal
from lms.kit.templatetags import komma
from lms.mail import sending
from lms.people.models import Membership, User
from lms.programmes import letters
from lms.programmes.models import Application, Call, Decision, Standing
from lms.programmes.signals import outcomes_published

Outcome = Decision.Outcome
FOLLOWS = {Outcome.SELECTED: Standing.Kind.MODEL, Outcome.NOT_SELECTED: Standing.Kind.PRIORITY}
"""What a town becomes by an outcome. An application that was not admitted changes nothing."""


class CannotDecide(Refusal):
    """It is no application (any more), or its outcome is published."""


class CannotPublish(Refusal):
    """Names every obstacle at once."""

    def __init__(self, obstacles: list[str]) -> None:
        super().__init__(" ".join(obstacles))
        self.obstacles = obstacles


@transaction.atomic
def propose(application: Application, *, outcome: str, reason: str, by: User, at: datetime) -> Decision:
    """Note what the office means to decide, and why. Nobody else sees it before the publication."""
    call = Call.objects.select_for_update().get(pk=application.call_id)
    application.refresh_from_db(from_queryset=Application.objects.select_for_update())
    _must_be_undecided(call)
    if not application.is_submitted():
        raise CannotDecide(_("Only an application that was submitted can be decided on."))
    if not reason.strip():
        raise CannotDecide(_("Give a reason: it stands in the letter."))
    facts = {"outcome": outcome, "reason": reason.strip(), "decided_by": by, "decided_at": at}
    decision, _new = Decision.objects.update_or_create(application=application, defaults=facts)
    recording.record(application, "outcome_proposed", by=by, at=at, outcome=outcome)
    return decision


@transaction.atomic
def propose_for_the_rest(call: Call, *, outcome: str, reason: str, by: User, at: datetime) -> int:
    """Note the same for all applications about which nothing is noted yet; returns how many they were."""
    call.refresh_from_db(from_queryset=Call.objects.select_for_update())
    _must_be_undecided(call)
    if not reason.strip():
        raise CannotDecide(_("Give a reason: it stands in the letter."))
    rest = list(call.applications.submitted().without_proposal())
    Decision.objects.bulk_create(
        [
            Decision(application=each, outcome=outcome, reason=reason.strip(), decided_by=by, decided_at=at)
            for each in rest
        ],
        batch_size=500,
    )
    recording.record_many(list(rest), "outcome_proposed", by=by, at=at, outcome=outcome)
    return len(rest)


@dataclass(frozen=True)
class Preview:
    """What a publication would do, in numbers."""

    submitted: int
    selected: int
    not_selected: int
    not_admitted: int
    letters: int

    @property
    def open(self) -> int:
        return self.submitted - self.selected - self.not_selected - self.not_admitted


def preview(call: Call) -> Preview:
    """Count with one statement."""
    outcomes = {f"{outcome.value}": Count("pk", filter=Q(decision__outcome=outcome)) for outcome in Outcome}
    another_contact = ~Q(contact_email__iexact=F("applicant__email"))
    counts = call.applications.submitted().aggregate(
        submitted=Count("pk"), contacts=Count("pk", filter=another_contact), **outcomes
    )
    return Preview(letters=counts["submitted"] + counts.pop("contacts"), **counts)


def obstacles_to_publishing(call: Call, *, at: datetime) -> list[str]:
    """Everything that stands between the proposals and their publication."""
    if call.status == Call.Status.DRAFT:
        return [_("This call has not been published yet.")]
    if call.is_decided():
        return [_("The outcomes of this call are published already.")]
    obstacles, counts = [], preview(call)
    if at < call.deadline_at:
        when = komma.moment(call.deadline_at)
        obstacles.append(_("Applications are possible until %(when)s; the outcomes come after that.") % {"when": when})
    if counts.open:
        obstacles.append(
            ngettext(
                "%(count)d application is still without outcome and reason.",
                "%(count)d applications are still without outcome and reason.",
                counts.open,
            )
            % {"count": counts.open}
        )
    if counts.selected > call.places:
        obstacles.append(
            ngettext(
                "%(selected)d applications are selected, but the call has only %(places)d place.",
                "%(selected)d applications are selected, but the call has only %(places)d places.",
                call.places,
            )
            % {"selected": counts.selected, "places": call.places}
        )
    return obstacles


@transaction.atomic
def publish(call: Call, *, by: User, at: datetime) -> Preview:
    """Publish all outcomes at once: standings, roles and letters come into being with them, or nothing does.

    Works on sets, so that two thousand applications cost as many statements as two.
    """
    call.refresh_from_db(from_queryset=Call.objects.select_for_update())
    if obstacles := obstacles_to_publishing(call, at=at):
        raise CannotPublish(obstacles)
    counts = preview(call)
    applications = list(call.applications.submitted().select_related("municipality", "applicant", "decision"))
    Decision.objects.of(call).update(published_at=at)
    Standing.objects.bulk_create(_standings(applications, at=at), batch_size=500)
    Membership.objects.bulk_create(_roles(applications, at=at), batch_size=500, ignore_conflicts=True)
    sending.post_many([letter for each in applications for letter in letters.outcome(each, each.decision, at=at)])
    call.status = Call.Status.DECIDED
    call.decided_at = at
    call.save(update_fields=["status", "decided_at"])
    recording.record_many(list(applications), "outcome_published", by=by, at=at)
    recording.record(
        call, "outcomes_published", by=by, at=at, selected=counts.selected, not_selected=counts.not_selected
    )
    announce(outcomes_published, call_id=call.pk, at=at)
    return counts


def _standings(applications: list[Application], *, at: datetime) -> list[Standing]:
    return [
        Standing(
            municipality=each.municipality,
            unit=each.unit,
            kind=FOLLOWS[Outcome(each.decision.outcome)],
            decision=each.decision,
            since=at,
        )
        for each in applications
        if each.decision.outcome in FOLLOWS
    ]


def _roles(applications: list[Application], *, at: datetime) -> list[Membership]:
    """Who applied for a town coordinates it from now on, and is its lead contact where it has none yet."""
    admitted = [each for each in applications if each.decision.outcome in FOLLOWS]
    towns = {each.municipality_id for each in admitted}
    led = set(
        Membership.objects.in_role(Membership.Role.LEAD_CONTACT)
        .filter(municipality__in=towns)
        .values_list("municipality_id", flat=True)
    )
    roles = []
    for each in admitted:
        names = [Membership.Role.COORDINATOR]
        if each.municipality_id not in led:
            led.add(each.municipality_id)
            names.append(Membership.Role.LEAD_CONTACT)
        roles += [
            Membership(person=each.applicant, municipality=each.municipality, role=name, unit=each.unit, since=at)
            for name in names
        ]
    return roles


def _must_be_undecided(call: Call) -> None:
    if call.is_decided():
        raise CannotDecide(_("The outcomes of this call are published and can no longer be changed."))
