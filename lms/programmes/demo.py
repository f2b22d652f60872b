"""Demo data: one call of 2023 with its outcomes, and one that is open now with a draft to go on with.

The call of 2023 retells public facts about the programme in our own words; all municipalities and people are invented.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.kit import demo
from lms.mail.models import Letter
from lms.people.models import Membership, Municipality, ProgrammeRole, User
from lms.programmes import deciding, drafting, endorsing, opening, submitting
from lms.programmes.models import Application, Call, Decision

BERLIN = ZoneInfo("Europe/Berlin")
PUBLISHED = datetime(2022, 12, 28, 9, tzinfo=BERLIN)
DEADLINE = datetime(2023, 2, 28, 23, 59, tzinfo=BERLIN)
DECIDED = datetime(2023, 4, 20, 11, tzinfo=BERLIN)
OFFICE = "programmbuero@komma.example"
APPLICANT = "bewerbung@probenwalde.example"

TEXT_2023 = """## Worum es geht

Viele Menschen in Rathäusern und Kreishäusern erleben Hass und Anfeindung: in einer Befragung waren es 72 Prozent der
Bürgermeisterinnen und Bürgermeister und 79 Prozent der Beschäftigten. Das Programm begleitet Kommunen, die dem etwas
entgegensetzen und rassismuskritischer werden wollen.

## Was Modellkommunen bekommen

- rund **80 Beratungstage**, kostenfrei und ohne eigene Mittel
- ein Bündnis aus Verwaltung, Beratungsstellen und Sicherheitsbehörden
- Strategien und Strukturen gegen Rassismus, etwa ein Clearingverfahren oder eine Meldestelle
- Trainings und Coachings für Leitungen und Teams, nach Ihrem Bedarf

## Was wir brauchen

Die Leitung der Verwaltung oder der Einheit steht hinter der Bewerbung, und eine Ansprechperson koordiniert. Bewerben
kann sich die ganze Verwaltung oder eine einzelne Organisationseinheit.

## Wenn es mehr Bewerbungen gibt als Plätze

Wer nicht ausgewählt wird, geht nicht leer aus: Die Beschäftigten nehmen bevorzugt am Online-Schulungs- und
Transferprogramm teil."""

TEXT_NOW = """## Eine zweite Runde

Zehn weitere Kommunen können sich begleiten lassen. Wir fragen nach drei Dingen:

1. **Bündnisse und Strukturen**: Wer ist wofür zuständig, und wie arbeiten Sie zusammen?
2. **Nach innen**: Wie stärken Sie Betroffene, und wie lernen Teams dazu?
3. **Nach außen**: Wie sprechen und handeln Sie, wenn es darauf ankommt?

## So bewerben Sie sich

Sie beschreiben Ihren Bedarf, nennen eine Ansprechperson und bitten die Leitung um Unterstützung. Die Leitung bestätigt
mit einem persönlichen Link. Einen Entwurf können Sie jederzeit liegen lassen und später weiterschreiben."""

SELECTED, NOT_SELECTED = Decision.Outcome.SELECTED, Decision.Outcome.NOT_SELECTED
TOWNS = [
    ("05999001", "Musterstadt", SELECTED, "", "Wege für Beschäftigte, die bedroht werden, sind nicht geregelt."),
    ("06999001", "Beispielhausen", SELECTED, "Jugendamt", "Wir wünschen uns Fortbildung und einen festen Meldeweg."),
    ("14999001", "Probeburg", SELECTED, "", "Wir wollen Polizei und Beratungsstellen an einen Tisch holen."),
    ("05999002", "Anderstadt", NOT_SELECTED, "", "Teams im Publikumsverkehr brauchen Sicherheit im Umgang mit Hass."),
    ("09999003", "Neuenmuster", NOT_SELECTED, "", "Der Rat wird angefeindet; es fehlt ein gemeinsames Vorgehen."),
    ("03999001", "Demofelde", NOT_SELECTED, "Bürgeramt", "Beschwerden laufen heute ins Leere."),
    ("01999001", "Musterkoog", NOT_SELECTED, "", "Wir sind klein und möchten von anderen lernen."),
    ("16999001", "Beispielroda", NOT_SELECTED, "", "Führungskräfte fragen nach Begleitung."),
]
REASONS = {
    SELECTED: "Ihre Bewerbung verbindet klare Ziele mit einem Bündnis, das schon begonnen hat.",
    NOT_SELECTED: "Es gab mehr gute Bewerbungen als Plätze; wir haben auf Vielfalt von Größe und Lage geachtet.",
}

demo.account(APPLICANT, _("writes an application for a municipality that is new to the programme"))


@demo.scene
def call_of_2023(at: datetime) -> None:
    """Published, applied for, endorsed, submitted, decided: by the same verbs as everybody's, only long ago."""
    office = _office()
    call = _published(
        "Modellkommunen gegen Rassismus und Hass gesucht",
        TEXT_2023,
        office,
        publishes_at=PUBLISHED,
        deadline_at=DEADLINE,
    )
    for number, (ags, name, outcome, unit, needs) in enumerate(TOWNS):
        moment = DEADLINE - timedelta(days=20 - 2 * number, hours=6)
        application = _submitted(call, _town(ags, name), unit=unit, needs=needs, at=moment)
        deciding.propose(
            application, outcome=outcome, reason=REASONS[outcome], by=office, at=DECIDED - timedelta(days=number)
        )
    deciding.publish(call, by=office, at=DECIDED)
    for letter in Letter.objects.filter(about__startswith="programmes.", created_at__lte=DECIDED):
        letter.status, letter.sent_at = Letter.Status.SENT, letter.created_at
        letter.save(update_fields=["status", "sent_at"])


@demo.scene
def call_that_is_open(at: datetime) -> None:
    """Open for four more weeks, with a draft that lacks its endorsement."""
    last_day = timezone.localdate(at, BERLIN) + timedelta(days=28)
    deadline = datetime.combine(last_day, time(23, 59), tzinfo=BERLIN)
    call = _published(
        "Zweite Runde: zehn Modellkommunen gesucht",
        TEXT_NOW,
        _office(),
        publishes_at=at - timedelta(days=14),
        deadline_at=deadline,
    )
    person = _person(APPLICANT, "Robin", "Beispielmann")
    person.set_password(demo.PASSWORD)
    person.save(update_fields=["password"])
    EmailAddress.objects.update_or_create(user=person, email=APPLICANT, defaults={"verified": True, "primary": True})
    draft = drafting.start(call, municipality=_town("12999001", "Probenwalde"), by=person, at=at - timedelta(days=2))
    facts = {
        "needs": "Nach zwei Vorfällen fragen Beschäftigte, an wen sie sich wenden können.",
        "head_name": "Alex Muster",
    }
    drafting.revise(draft, facts, by=person, at=at - timedelta(days=1))


def _published(title: str, text: str, office: User, *, publishes_at: datetime, deadline_at: datetime) -> Call:
    facts = {"title": title, "text": text, "publishes_at": publishes_at, "deadline_at": deadline_at}
    call = opening.draft(facts, by=office, at=publishes_at)
    opening.publish(call, by=office, at=publishes_at)
    return call


def _submitted(call: Call, town: Municipality, *, unit: str, needs: str, at: datetime) -> Application:
    writer = _who_coordinates(town)
    scope = Application.Scope.UNIT if unit else Application.Scope.WHOLE
    application = drafting.start(call, municipality=town, scope=scope, unit=unit, by=writer, at=at - timedelta(days=9))
    head = {
        "head_name": "Toni Vorbild",
        "head_office": "Leitung der Verwaltung",
        "head_email": f"leitung@{_domain(town)}",
    }
    drafting.revise(application, {"needs": needs, **head}, by=writer, at=at - timedelta(days=8))
    endorsing.ask(application, by=writer, at=at - timedelta(days=7))
    endorsing.confirm(application, read=endorsing.fingerprint(application), at=at - timedelta(days=5))
    submitting.submit(application, by=writer, at=at)
    return application


def _town(ags: str, name: str) -> Municipality:
    """An invented municipality: county part 999 does not exist."""
    town, _new = Municipality.objects.get_or_create(ags=ags, defaults={"name": name, "state": ags[:2]})
    return town


def _who_coordinates(town: Municipality) -> User:
    """Who coordinates there already, else somebody invented without a way to log in."""
    coordinating = town.memberships.in_role(Membership.Role.LEAD_CONTACT, Membership.Role.COORDINATOR)
    membership = coordinating.select_related("person").order_by("pk").first()
    return membership.person if membership else _person(f"koordination@{_domain(town)}", "Kim", "Beispiel")


def _office() -> User:
    role = ProgrammeRole.objects.filter(role=ProgrammeRole.Role.OFFICE).select_related("person").order_by("pk").first()
    return role.person if role else _person(OFFICE, "Programmbüro", "Beispiel")


def _person(email: str, given_name: str, family_name: str) -> User:
    found = User.objects.filter(email=email).first()
    return found or User.objects.create_user(email, given_name=given_name, family_name=family_name)


def _domain(town: Municipality) -> str:
    return f"{town.name.lower()}.example"
