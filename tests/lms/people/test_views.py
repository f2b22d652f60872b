from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lms.journal.models import Entry
from lms.mail.models import Letter
from lms.people.models import Invitation, Membership, ProgrammeRole, User
from tests import make
from tests.make import MONDAY
from tests.queries import queries_of, same_queries

HEADING = "E-Mail;Vorname;Nachname;Organisationseinheit\n"
ADA = "ada@musterstadt.example;Ada;Łuczak;Ordnungsamt\n"
BO = "bo@musterstadt.example;Bo;Nguyễn;\n"


# --- My account ---------------------------------------------------------------------------------------------------


def test_somebody_changes_their_data_and_the_pages_speak_their_language(client: Client) -> None:
    ada = make.person()
    client.force_login(ada)

    typed = {"given_name": "Ada", "family_name": "Łuczak", "language": "en", "salutation": "", "display_name": ""}
    answer = client.post(reverse("people:account"), typed, follow=True)

    ada.refresh_from_db()
    assert (ada.family_name, ada.language) == ("Łuczak", "en")
    assert "Your data are saved." in answer.text
    assert "<h1>My account</h1>" in answer.text
    assert Entry.objects.about(ada).get().facts == {"fields": ["family_name", "language"]}


def test_a_display_name_that_gives_the_name_away_is_refused_and_kept_for_correction(client: Client) -> None:
    ada = make.person(given_name="Ada", family_name="Łuczak")
    client.force_login(ada)

    typed = {"given_name": "Ada", "family_name": "Łuczak", "language": "de", "display_name": "ada L."}
    answer = client.post(reverse("people:account"), {**typed, "enhanced_protection": "on"})

    assert "Dieser Anzeigename verrät Ihren Namen." in answer.text
    assert 'value="ada L."' in answer.text
    ada.refresh_from_db()
    assert not ada.enhanced_protection


# --- People of a municipality -------------------------------------------------------------------------------------


def test_coordination_sees_nobody_under_enhanced_protection_but_hr_and_office_do(client: Client) -> None:
    town = make.municipality()
    make.staff(of=town, family_name="Sichtbar")
    make.staff(of=town, family_name="Geschützt", email="geheim@example.org", enhanced_protection=True)
    url = reverse("people:members", args=[town.pk])

    def page(person: User) -> str:
        client.force_login(person)
        return client.get(url, {"q": "e"}).text

    hint = "Personen unter erhöhtem Schutz stehen nicht auf dieser Liste"
    for person, sees in ((make.hr(of=town), True), (make.office(), True), (make.coordinator(of=town), False)):
        text = page(person)
        assert "Sichtbar" in text
        assert ("Geschützt" in text, "geheim@example.org" in text, hint in text) == (sees, sees, not sees)


def test_the_sentence_about_protection_stands_there_whether_anybody_is_protected_or_not(client: Client) -> None:
    town = make.municipality()
    client.force_login(make.coordinator(of=town))

    assert "unter erhöhtem Schutz stehen nicht" in client.get(reverse("people:members", args=[town.pk])).text


def test_the_list_of_people_costs_the_same_with_three_and_with_three_hundred(client: Client) -> None:
    town = make.municipality()
    client.force_login(make.hr(of=town))
    url = reverse("people:members", args=[town.pk])
    costs = []
    for count in (3, 300):
        while town.memberships.count() < count:
            make.staff(of=town)
        costs.append(queries_of(client, url))

    same_queries(*costs, at_most=8)


def test_the_list_of_the_invited_costs_the_same_with_three_and_with_sixty(client: Client) -> None:
    town = make.municipality()
    client.force_login(make.hr(of=town))
    url = reverse("people:invited", args=[town.pk])
    costs = []
    for count in (3, 60):
        while town.invitations.count() < count:
            bo = make.person()
            town.invitations.create(
                person=bo, role="staff", given_name="Bo", family_name="Li", email=bo.email, invited_at=MONDAY
            )
        costs.append(queries_of(client, url))

    same_queries(*costs, at_most=8)


def test_one_person_is_invited_and_appears_among_the_invited(client: Client) -> None:
    town = make.municipality()
    client.force_login(make.hr(of=town))

    typed = {"given_name": "Ada", "family_name": "Łuczak", "email": "Ada@Example.org", "unit": "", "role": "staff"}
    answer = client.post(reverse("people:member_new", args=[town.pk]), typed, follow=True)

    assert "ada@example.org ist eingeladen; ein Brief ist unterwegs." in answer.text
    assert "Ada Łuczak" in client.get(reverse("people:invited", args=[town.pk])).text
    assert (
        client.post(reverse("people:member_new", args=[town.pk]), {**typed, "role": "coordinator"}).status_code == 200
    )
    assert Invitation.objects.count() == 1


def test_inviting_somebody_known_elsewhere_looks_the_same_and_shows_the_typed_name(client: Client) -> None:
    town = make.municipality()
    known = make.staff(given_name="Geheim", family_name="Geheim", password="ein recht langes Kennwort")
    client.force_login(make.hr(of=town))

    def said(email: str) -> str:
        typed = {"given_name": "Wer", "family_name": "Auchimmer", "email": email, "role": "staff"}
        answer = client.post(reverse("people:member_new", args=[town.pk]), typed, follow=True)
        return next(str(message) for message in answer.context["messages"]).replace(email, "…")

    assert said(known.email) == said("nobody@example.org")
    page = client.get(reverse("people:invited", args=[town.pk])).text
    assert page.count("Wer Auchimmer</th>") == 2
    assert "Geheim" not in page


def test_a_role_is_ended_after_saying_what_that_means(client: Client) -> None:
    town = make.municipality()
    ada = make.staff(of=town)
    client.force_login(make.hr(of=town))
    url = reverse("people:membership_end", args=[ada.memberships.get().pk])

    assert "behält ihr Konto" in client.get(url).text
    assert Membership.objects.filter(person=ada).exists()
    assert "Die Rolle ist beendet." in client.post(url, follow=True).text
    assert not Membership.objects.filter(person=ada).exists()


def test_what_may_not_be_ended_is_refused_with_a_sentence(client: Client) -> None:
    town = make.municipality()
    coordinator = make.coordinator(of=town)
    client.force_login(coordinator)

    answer = client.post(reverse("people:membership_end", args=[coordinator.memberships.get().pk]), follow=True)

    assert "Jemand muss koordinieren." in answer.text


def test_an_invitation_is_answered_on_ones_own_page(client: Client) -> None:
    town, other = make.municipality(name="Musterstadt"), make.municipality(name="Anderstadt")
    bo = make.person()
    for place in (town, other):
        place.invitations.create(
            person=bo, role="staff", given_name="Bo", family_name="Li", email=bo.email, invited_at=MONDAY
        )
    client.force_login(bo)
    assert "Sie sind eingeladen" in client.get(reverse("desk")).text
    yes, no = Invitation.objects.order_by("pk")

    accepted = client.post(reverse("people:invitation_acceptance", args=[yes.pk]), follow=True)
    declined = client.post(reverse("people:invitation_end", args=[no.pk]), follow=True)

    assert "Sie gehören jetzt zu Musterstadt." in accepted.text
    assert "Sie haben abgelehnt." in declined.text
    assert [one.municipality for one in bo.memberships.all()] == [town]
    assert client.get(reverse("people:invitation_acceptance", args=[yes.pk])).status_code == 405


def test_the_office_finds_any_municipality_and_others_see_their_own(client: Client) -> None:
    make.municipality(name="Leerstadt")
    town = make.municipality(name="Musterstadt")
    staff = make.staff(of=town)
    url = reverse("people:municipalities")

    client.force_login(make.office())
    assert "Leerstadt" not in client.get(url).text
    assert "Leerstadt" in client.get(url, {"q": "leer"}).text
    client.force_login(staff)
    own = client.get(url, {"q": "leer"})
    assert "Musterstadt" in own.text
    assert reverse("people:members", args=[town.pk]) not in own.text


# --- A whole list -------------------------------------------------------------------------------------------------


@pytest.fixture
def desk_of_hr(client: Client) -> tuple[Client, str]:
    town = make.municipality()
    client.force_login(make.hr(of=town))
    return client, reverse("people:import", args=[town.pk])


def upload(text: str, encoding: str = "utf-8") -> dict[str, Any]:
    return {"file": SimpleUploadedFile("liste.csv", text.encode(encoding))}


def test_a_list_is_looked_at_first_and_taken_in_when_confirmed(desk_of_hr: tuple[Client, str]) -> None:
    client, url = desk_of_hr

    look = client.post(url, upload(HEADING + ADA + BO))
    assert "2 Personen werden" in look.text
    assert (User.objects.count(), Letter.objects.count()) == (1, 0)

    done = client.post(url, {"text": look.context["text"], "confirmed": "1"}, follow=True)
    assert "Die Liste ist aufgenommen: 2 Zeilen." in done.text
    assert sorted(Invitation.objects.values_list("email", "unit")) == [
        ("ada@musterstadt.example", "Ordnungsamt"),
        ("bo@musterstadt.example", ""),
    ]
    assert Letter.objects.count() == 2
    assert Entry.objects.filter(deed="invited to a municipality").count() == 2


def test_a_list_with_a_broken_row_changes_nothing_and_can_be_put_right_on_the_page(
    desk_of_hr: tuple[Client, str],
) -> None:
    client, url = desk_of_hr

    answer = client.post(url, upload(HEADING + "bo;Bo;Groß;\n", "cp1252"))

    assert "Eine Zeile muss berichtigt werden. Es wurde nichts geändert." in answer.text
    assert "Zeile 2: „bo“ ist keine E-Mail-Adresse." in answer.text
    assert "bo;Bo;Groß;" in answer.context["form"]["text"].value()
    assert not Invitation.objects.exists()

    confirmed = client.post(url, {"text": HEADING + ADA + "bo;Bo;Groß;\n", "confirmed": "1"})
    assert "Es wurde nichts geändert." in confirmed.text
    assert (User.objects.count(), Letter.objects.count()) == (1, 0)


def test_a_file_that_is_no_list_is_refused_with_a_sentence(desk_of_hr: tuple[Client, str]) -> None:
    client, url = desk_of_hr

    assert "Diese Spalten fehlen: Nachname" in client.post(url, upload("E-Mail;Vorname\na@b.example;Ada\n")).text
    assert "Das ist eine Tabellendatei" in client.post(url, {"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04")}).text
    assert "größer als 500 kB" in client.post(url, upload("x" * 600_000)).text
    assert "Wählen Sie eine Datei" in client.post(url, {"text": "  "}).text


def test_the_look_tells_nothing_about_accounts_elsewhere(client: Client) -> None:
    town = make.municipality()
    known = make.staff(password="ein recht langes Kennwort")
    member = make.staff(of=town)
    hidden = make.staff(of=town, enhanced_protection=True)
    rows = "".join(f"{one};Wer;Auchimmer;\n" for one in (known.email, "new@example.org", member.email, hidden.email))
    url = reverse("people:import", args=[town.pk])

    def here(person: User) -> list[bool]:
        client.force_login(person)
        return [entry["here"] for entry in client.post(url, {"text": HEADING + rows}).context["rows"]]

    assert here(make.coordinator(of=town)) == [False, False, True, False]
    assert here(make.hr(of=town)) == [False, False, True, True]


# --- People in the programme --------------------------------------------------------------------------------------


def test_the_office_invites_a_coach_and_dismisses_them(client: Client) -> None:
    client.force_login(make.office())

    typed = {"given_name": "Bo", "family_name": "Li", "email": "bo@coaching.example", "role": "coach"}
    assert (
        "Bo Li hat die Rolle ab sofort." in client.post(reverse("people:programme_person_new"), typed, follow=True).text
    )
    role = ProgrammeRole.objects.get(role="coach")
    assert Letter.objects.get().to_address == "bo@coaching.example"

    url = reverse("people:programme_role_end", args=[role.pk])
    assert "Bo Li" in client.get(url).text
    assert "Die Rolle ist beendet." in client.post(url, follow=True).text
    assert not ProgrammeRole.objects.filter(role="coach").exists()


def test_the_last_of_the_office_cannot_end_their_own_role(client: Client) -> None:
    office = make.office()
    client.force_login(office)

    answer = client.post(reverse("people:programme_role_end", args=[office.programme_roles.get().pk]), follow=True)

    assert "Das ist die letzte Person im Programmbüro." in answer.text


def test_people_in_the_programme_cost_the_same_with_three_and_with_thirty(client: Client) -> None:
    client.force_login(make.office())
    costs = []
    for count in (3, 30):
        while ProgrammeRole.objects.count() < count:
            make.coach()
        costs.append(queries_of(client, reverse("people:programme_people")))

    same_queries(*costs, at_most=8)


def test_hr_with_hardly_any_staff_is_shown_the_way_to_the_import(client: Client) -> None:
    town = make.municipality()
    client.force_login(make.hr(of=town))
    assert reverse("people:import", args=[town.pk]) in client.get(reverse("desk")).text

    for _ in range(5):
        make.staff(of=town)
    assert reverse("people:import", args=[town.pk]) not in client.get(reverse("desk")).text
