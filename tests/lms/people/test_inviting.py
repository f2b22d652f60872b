import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lms.journal.models import Entry
from lms.mail.models import Letter
from lms.people import inviting, joining
from lms.people.inviting import Invitee
from lms.people.models import Invitation, Membership, User
from tests import make
from tests.make import MONDAY

OnCommit = Callable[..., Any]
ADA = Invitee("Ada@Musterstadt.example", "Ada", "Łuczak", "Ordnungsamt")
PASSWORD = "ein recht langes Kennwort"


def link_in(letter: Letter) -> str:
    found = re.search(r"http://localhost:8000(/\S*)", letter.body)
    assert found
    return found[1]


def set_password(client: Client, letter: Letter, password: str = PASSWORD) -> None:
    form = client.get(link_in(letter), follow=True)
    answer = client.post(form.redirect_chain[-1][0], {"password1": password, "password2": password})
    assert answer.status_code == 302, answer.text


def log_in(client: Client, email: str, password: str = PASSWORD) -> bool:
    client.post(reverse("account_login"), {"login": email, "password": password})
    return "_auth_user_id" in client.session


def test_an_invited_person_sets_a_password_by_the_link_and_comes_in(client: Client) -> None:
    town = make.municipality()

    assert inviting.invite_to(town, [ADA], "staff", by=make.hr(of=town), at=MONDAY) == 1

    letter = Letter.objects.get()
    ada = User.objects.get(email="ada@musterstadt.example")
    assert (letter.to_address, letter.confidential, letter.subject) == (ada.email, True, "Ihr Zugang zu Komm.A")
    assert not ada.has_usable_password()
    assert not ada.memberships.exists()

    set_password(client, letter)
    assert log_in(client, ada.email)
    assert EmailAddress.objects.get(user=ada).verified
    assert [(one.municipality, one.role, one.unit) for one in ada.memberships.all()] == [(town, "staff", "Ordnungsamt")]
    assert not Invitation.objects.exists()


def test_the_link_works_once(client: Client) -> None:
    town = make.municipality()
    inviting.invite_to(town, [ADA], "staff", by=make.hr(of=town), at=MONDAY)
    letter = Letter.objects.get()
    set_password(client, letter)

    again = Client().get(link_in(letter), follow=True)

    assert b"password1" not in again.content
    assert not log_in(Client(), "ada@musterstadt.example", "ein anderes langes Kennwort")


def test_inviting_twice_writes_one_letter() -> None:
    town = make.municipality()
    hr = make.hr(of=town)

    assert [inviting.invite_to(town, [ADA], "staff", by=hr, at=MONDAY) for _ in range(3)] == [1, 0, 0]
    office = make.office()
    people = [inviting.invite("bo@example.org", "Bo", "Li", by=office, at=MONDAY) for _ in range(3)]

    assert len(set(people)) == 1
    assert sorted(Letter.objects.values_list("to_address", flat=True)) == ["ada@musterstadt.example", "bo@example.org"]


def test_inviting_does_not_tell_the_coordination_who_is_under_enhanced_protection() -> None:
    town = make.municipality()
    hidden = make.staff(of=town, enhanced_protection=True)
    typed = Invitee(hidden.email, "Wer", "Auchimmer")

    assert inviting.invite_to(town, [typed], "staff", by=make.hr(of=town), at=MONDAY) == 0
    assert inviting.invite_to(town, [typed, ADA], "staff", by=make.coordinator(of=town), at=MONDAY) == 2
    joining.accept(Invitation.objects.get(person=hidden), by=hidden, at=MONDAY)

    assert hidden.memberships.count() == 1


def test_somebody_with_an_account_elsewhere_is_asked_and_never_taken_over() -> None:
    here, elsewhere = make.municipality(), make.municipality()
    bo = make.staff(of=elsewhere, password=PASSWORD, email="bo@anderstadt.example", given_name="Bo", family_name="Li")
    hr = make.hr(of=here)

    typed = Invitee(bo.email, "Wer", "Auchimmer")
    assert inviting.invite_to(here, [typed, ADA], "staff", by=hr, at=MONDAY) == 2

    bo.refresh_from_db()
    assert (bo.full_name(), bo.check_password(PASSWORD)) == ("Bo Li", True)
    assert [one.municipality for one in bo.memberships.all()] == [elsewhere]
    asked, new = Invitation.objects.order_by("-pk")[:2][::-1]
    assert {asked.full_name(), new.full_name()} == {"Wer Auchimmer", "Ada Łuczak"}
    letters = {letter.to_address: letter for letter in Letter.objects.all()}
    assert reverse("desk") == link_in(letters[bo.email])
    assert "möchte Sie auf Komm.A zu den eigenen Leuten zählen" in letters[bo.email].body


def test_accepting_is_the_invited_persons_own_deed() -> None:
    town = make.municipality()
    bo, hr = make.person(password=PASSWORD), make.hr(of=town)
    inviting.invite_to(town, [Invitee(bo.email, "Bo", "Li")], "staff", by=hr, at=MONDAY)
    invitation = Invitation.objects.get()

    with pytest.raises(joining.NotYours, match="nur die eingeladene Person"):
        joining.accept(invitation, by=hr, at=MONDAY)
    joining.accept(invitation, by=bo, at=MONDAY)

    assert town.pk in bo.hats().municipalities()
    assert Entry.objects.about(bo).newest_first()[0].deed == "joined a municipality"


def test_a_strangers_unconfirmed_sign_up_does_not_come_to_life(client: Client) -> None:
    """Somebody signed up with Ada's address and a password of theirs, hoping she would confirm one day."""
    squatter = make.person(email="ada@musterstadt.example", password="das Kennwort des Fremden", given_name="Eva")
    EmailAddress.objects.filter(user=squatter).update(verified=False)
    town = make.municipality()

    inviting.invite_to(town, [ADA], "staff", by=make.hr(of=town), at=MONDAY)

    set_password(client, Letter.objects.get())
    assert not log_in(Client(), "ada@musterstadt.example", "das Kennwort des Fremden")
    assert User.objects.get(email="ada@musterstadt.example").full_name() == "Ada Łuczak"


def test_asked_by_two_municipalities_at_once_the_person_chooses(client: Client) -> None:
    one, other = make.municipality(), make.municipality()
    inviting.invite_to(one, [ADA], "staff", by=make.hr(of=one), at=MONDAY)
    inviting.invite_to(other, [ADA], "staff", by=make.hr(of=other), at=MONDAY)

    set_password(client, Letter.objects.order_by("pk")[0])

    ada = User.objects.get(email="ada@musterstadt.example")
    assert not ada.memberships.exists()
    assert ada.invitations.count() == 2


def test_a_reminder_carries_a_fresh_link(client: Client) -> None:
    town = make.municipality()
    hr = make.hr(of=town)
    inviting.invite_to(town, [ADA], "staff", by=hr, at=MONDAY)

    inviting.remind(Invitation.objects.get(), by=hr, at=MONDAY)

    set_password(client, Letter.objects.order_by("pk")[1])
    assert log_in(client, "ada@musterstadt.example")


def test_only_those_in_charge_invite() -> None:
    town = make.municipality()
    for outsider in (make.staff(of=town), make.hr(), make.coordinator(), make.trainer(), make.person()):
        with pytest.raises(joining.NotYours):
            inviting.invite_to(town, [ADA], "staff", by=outsider, at=MONDAY)
    with pytest.raises(joining.NotYours):
        inviting.invite("bo@example.org", "Bo", "Li", by=make.staff(of=town), at=MONDAY)

    assert not User.objects.filter(email__in=["ada@musterstadt.example", "bo@example.org"]).exists()


def test_letters_speak_the_persons_language() -> None:
    inviting.invite("bo@example.org", "Bo", "Li", by=make.office(), at=MONDAY, language="en")

    letter = Letter.objects.get()
    assert letter.subject == "Your access to Komm.A"
    assert letter.body.startswith("Good day Bo Li,")


def test_a_hundred_invitations_cost_hardly_more_statements_than_three() -> None:
    town = make.municipality()
    hr = make.hr(of=town)
    hr.hats()

    def cost(count: int, place: str) -> int:
        people = [Invitee(f"person{number}@{place}.example", "Ada", "Muster") for number in range(count)]
        with CaptureQueriesContext(connection) as queries:
            assert inviting.invite_to(town, people, "staff", by=hr, at=MONDAY) == count
        return len(queries)

    few, many = cost(3, "klein"), cost(100, "gross")
    assert few <= 15
    assert many <= few + 6  # SQLite takes a thousand values per statement, so large inserts come in a few pieces
    assert Entry.objects.filter(deed="invited to a municipality").count() == 103


def test_after_the_commit_the_letters_leave(django_capture_on_commit_callbacks: OnCommit, time_machine: Any) -> None:
    time_machine.move_to(MONDAY, tick=False)
    town = make.municipality()
    with django_capture_on_commit_callbacks(execute=True):
        inviting.invite_to(town, [ADA], "staff", by=make.hr(of=town), at=MONDAY)

    assert [message.to for message in mail.outbox] == [["ada@musterstadt.example"]]


def test_an_invitation_can_be_declined_and_withdrawn() -> None:
    town = make.municipality()
    hr, bo = make.hr(of=town), make.person()
    inviting.invite_to(town, [ADA, Invitee(bo.email, "Bo", "Li")], "staff", by=hr, at=MONDAY)

    joining.withdraw(Invitation.objects.get(person=bo), by=bo, at=MONDAY)
    with pytest.raises(joining.NotYours):
        joining.withdraw(Invitation.objects.get(), by=make.coordinator(), at=MONDAY)
    joining.withdraw(Invitation.objects.get(), by=hr, at=MONDAY)

    assert [entry.deed for entry in Entry.objects.about(town).order_by("pk")] == [
        "invitation declined",
        "invitation withdrawn",
    ]
    assert not Invitation.objects.exists()
    assert not Membership.objects.filter(person=bo).exists()
