"""Demo data: the official list, four invented municipalities with their people, and those who work for the programme.

All names are invented; county part 999 does not exist in any state, so nobody takes these places for real ones.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _

from lms.kit import demo
from lms.people import inviting, joining, official_list
from lms.people.models import Membership, Municipality, ProgrammeRole, User

Role = Membership.Role
FOUNDED = timedelta(days=900)
"""How long before the demo's day everybody came."""

PROGRAMME = [
    ("office", "programmbuero@komma.example", "Rosa", "Büroweg"),
    ("office", "vertretung@komma.example", "Emil", "Nachfolger"),
    ("reviewer", "bewertung1@komma.example", "Ines", "Gutacht"),
    ("reviewer", "bewertung2@komma.example", "Omar", "Abwägen"),
    ("trainer", "training1@komma.example", "Jule", "Seminar"),
    ("trainer", "training2@komma.example", "Piotr", "Übungsweg"),
    ("coach", "coaching1@komma.example", "Nele", "Zuhör"),
    ("coach", "coaching2@komma.example", "Deniz", "Begleit"),
]

TOWNS = [
    {"name": "Musterstadt", "kind": "municipality", "designation": "Stadt", "ags": "05999001", "state": "05"},
    {"name": "Anderstadt", "kind": "municipality", "designation": "Stadt", "ags": "05999002", "state": "05"},
    {"name": "Neuenmuster", "kind": "municipality", "designation": "Gemeinde", "ags": "09999003", "state": "09"},
    {"name": "Landkreis Musterkreis", "kind": "county", "designation": "Landkreis", "ags": "03999", "state": "03"},
]

PEOPLE: dict[str, list[tuple[Role, str, str, str, str]]] = {
    "05999001": [
        (Role.LEAD_CONTACT, "koordination", "Miriam", "Ansprech", "Büro der Bürgermeisterin"),
        (Role.COORDINATOR, "integration", "Jakub", "Wójcik-Beispiel", "Integrationsbüro"),
        (Role.HR, "personal", "Gerda", "Personalis", "Personalamt"),
        (Role.STAFF, "teamleitung", "Bülent", "Leitner", "Ordnungsamt"),
        (Role.STAFF, "beschaeftigt", "Thị Hương", "Nguyễn-Muster", "Bürgerbüro"),
        (Role.STAFF, "buergerbuero", "Łukasz", "Żółtek", "Bürgerbüro"),
        (Role.STAFF, "jugend", "Ελένη", "Παράδειγμα", "Jugendamt"),
        (Role.STAFF, "geschuetzt", "Sina", "Unbenannt", "Sozialamt"),
        (Role.STAFF, "presse", "Hanno", "Wortmann", "Pressestelle"),
    ],
    "05999002": [
        (Role.LEAD_CONTACT, "koordination", "Solveig", "Bündnis", "Stabsstelle Vielfalt"),
        (Role.HR, "personal", "Ole", "Stellenplan", "Fachbereich Personal"),
        (Role.STAFF, "teamleitung", "Frauke", "Vorsteher", "Ausländerbehörde"),
        (Role.STAFF, "beschaeftigt", "Şule", "Çelik-Probe", "Standesamt"),
        (Role.STAFF, "bauamt", "Tomáš", "Dvořák-Probe", "Bauamt"),
    ],
    "09999003": [
        (Role.LEAD_CONTACT, "koordination", "Vinzenz", "Marktl", "Hauptamt"),
        (Role.HR, "personal", "Kreszenz", "Akt", "Hauptamt"),
        (Role.STAFF, "beschaeftigt", "Amina", "Gmeiner", "Bürgerservice"),
    ],
    "03999": [
        (Role.LEAD_CONTACT, "koordination", "Wiebke", "Kreislauf", "Kreisentwicklung"),
        (Role.HR, "personal", "Hinnerk", "Deichmann", "Zentrale Dienste"),
        (Role.STAFF, "beschaeftigt", "Ayşe", "Elbdeich", "Gesundheitsamt"),
    ],
}

PROTECTED = "geschuetzt@musterstadt.example"

demo.account("programmbuero@komma.example", _("programme office"))
demo.account("bewertung1@komma.example", _("reviewer"))
demo.account("training1@komma.example", _("trainer"))
demo.account("coaching1@komma.example", _("coach"))
demo.account("koordination@musterstadt.example", _("coordination of Musterstadt"))
demo.account("personal@musterstadt.example", _("human resources of Musterstadt"))
demo.account("teamleitung@musterstadt.example", _("team lead in Musterstadt"))
demo.account("beschaeftigt@musterstadt.example", _("staff of Musterstadt"))
demo.account(PROTECTED, _("staff of Musterstadt, under enhanced protection"))
demo.account("personal@anderstadt.example", _("human resources of Anderstadt"))
demo.account("beschaeftigt@anderstadt.example", _("staff of Anderstadt"))


@demo.scene
def the_official_list(at: datetime) -> None:
    official_list.load(official_list.read(official_list.OUR_EXTRACT))


@demo.scene
def the_programme(at: datetime) -> None:
    """The first of the office is simply there; she appoints all others."""
    people = _people([(email, given_name, family_name) for _role, email, given_name, family_name in PROGRAMME])
    founder = people[PROGRAMME[0][1]]
    ProgrammeRole.objects.get_or_create(person=founder, role="office", defaults={"since": at - FOUNDED})
    founder.forget_hats()
    for role, email, _given_name, _family_name in PROGRAMME[1:]:
        joining.appoint(people[email], role, by=founder, at=at - FOUNDED)


@demo.scene
def the_municipalities(at: datetime) -> None:
    """Their people have long come in; in Anderstadt somebody has been invited and has not answered yet."""
    office = User.objects.get(email=PROGRAMME[0][1])
    for facts in TOWNS:
        town, _new = Municipality.objects.get_or_create(ags=facts["ags"], defaults=facts)
        domain = town.name.split()[-1].lower() + ".example"
        staff = PEOPLE[facts["ags"]]
        people = _people([(f"{local}@{domain}", given, family) for _role, local, given, family, _unit in staff])
        for role, local, _given, _family, unit in staff:
            joining.join(people[f"{local}@{domain}"], town, role, by=office, at=at - FOUNDED, unit=unit)
    User.objects.filter(email=PROTECTED).update(enhanced_protection=True, display_name="Person 7")
    invitee = inviting.Invitee("neu@anderstadt.example", "Renate", "Neuland", "Stadtbücherei")
    anderstadt = Municipality.objects.get(ags="05999002")
    inviting.invite_to(anderstadt, [invitee], Role.STAFF, by=office, at=at - timedelta(days=3))


def _people(names: list[tuple[str, str, str]]) -> dict[str, User]:
    """People with confirmed addresses and the demo's password, hashed once for all of them; found if already there."""
    password = make_password(demo.PASSWORD)
    for email, given_name, family_name in names:
        person, new = User.objects.get_or_create(
            email=email, defaults={"given_name": given_name, "family_name": family_name, "password": password}
        )
        if new:
            EmailAddress.objects.create(user=person, email=email, primary=True, verified=True)
    emails = [email for email, _given_name, _family_name in names]
    return {person.email: person for person in User.objects.filter(email__in=emails)}
