from datetime import timedelta
from typing import Any

from django.utils import timezone

from lms.people.models import Municipality
from lms.programmes.models import Application, Call, Decision, Standing
from tests.make.people import municipality, office, person
from tests.make.time import MONDAY


def call(**facts: Any) -> Call:
    """A published call, open since a week and for four weeks more."""
    facts.setdefault("title", "Modellkommunen gesucht")
    facts.setdefault("text", "Zehn Kommunen werden begleitet.")
    facts.setdefault("publishes_at", MONDAY - timedelta(days=7))
    facts.setdefault("deadline_at", MONDAY + timedelta(days=28))
    facts.setdefault("status", Call.Status.PUBLISHED)
    return Call.objects.create(**facts)


def current_call(**facts: Any) -> Call:
    """A call that is open on the clock of the machine, for tests of pages that read it."""
    now = timezone.now()
    facts.setdefault("publishes_at", now - timedelta(days=7))
    facts.setdefault("deadline_at", now + timedelta(days=28))
    return call(**facts)


def application(**facts: Any) -> Application:
    """A draft that lacks only its endorsement and submission; ``status="submitted"`` gives a frozen one."""
    if "call" not in facts:
        facts["call"] = call()
    if "applicant" not in facts:
        facts["applicant"] = person()
    if "municipality" not in facts:
        facts["municipality"] = municipality()
    facts.setdefault("scope", Application.Scope.UNIT if facts.get("unit") else Application.Scope.WHOLE)
    facts.setdefault("needs", "Wege für Betroffene fehlen.")
    facts.setdefault("contact_name", "Kim Beispiel")
    facts.setdefault("contact_email", "kim@example.org")
    facts.setdefault("head_name", "Toni Muster")
    facts.setdefault("head_office", "Bürgermeisteramt")
    facts.setdefault("head_email", "leitung@example.org")
    facts.setdefault("created_at", MONDAY)
    facts.setdefault("changed_at", MONDAY)
    if facts.get("status") == Application.Status.SUBMITTED:
        facts.setdefault("endorsed_at", MONDAY)
        facts.setdefault("submitted_at", MONDAY)
        facts.setdefault("as_submitted", {"needs": facts["needs"]})
    return Application.objects.create(**facts)


def endorsed(**facts: Any) -> Application:
    """A draft to which nothing is missing any more but its submission."""
    return application(endorsed_at=MONDAY, **facts)


def decision(**facts: Any) -> Decision:
    if "application" not in facts:
        facts["application"] = application(status=Application.Status.SUBMITTED)
    if "decided_by" not in facts:
        facts["decided_by"] = office()
    facts.setdefault("outcome", Decision.Outcome.NOT_SELECTED)
    facts.setdefault("reason", "Es gab mehr gute Bewerbungen als Plätze.")
    facts.setdefault("decided_at", MONDAY)
    return Decision.objects.create(**facts)


def standing(of: Municipality | None = None, **facts: Any) -> Standing:
    facts.setdefault("kind", Standing.Kind.PRIORITY)
    facts.setdefault("since", MONDAY - timedelta(days=1))
    return Standing.objects.create(municipality=of or municipality(), **facts)
