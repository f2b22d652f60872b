"""Opening an account, coming in, forgetting a password: with Django's client through allauth's own pages."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.test import Client
from django.urls import reverse

from lms.mail.models import Letter
from lms.people.models import User
from tests import make

PASSWORD = "ein recht langes Kennwort"
OnCommit = Callable[..., Any]


def sign_up(client: Client, email: str = "bo@anderstadt.example") -> Any:
    typed = {"given_name": "Bo", "family_name": "Nguyễn", "email": email, "password1": PASSWORD, "password2": PASSWORD}
    return client.post(reverse("account_signup"), typed)


def log_in(client: Client, email: str, password: str = PASSWORD) -> Any:
    return client.post(reverse("account_login"), {"login": email, "password": password})


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def link_in(letter: Letter) -> str:
    found = re.search(r"http://localhost:8000(/\S+)", letter.body)
    assert found, letter.body
    return found[1]


def code(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def test_opening_an_account_works_as_hard_for_an_address_that_has_one(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = make.person()
    hashed = []
    encode = MD5PasswordHasher.encode

    def noted(hasher: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return encode(hasher, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", noted)

    unknown, known = sign_up(client), sign_up(Client(), person.email)

    assert hashed == [PASSWORD, PASSWORD]
    assert (unknown.status_code, unknown["Location"]) == (known.status_code, known["Location"])


def test_an_applicant_opens_an_account_confirms_the_address_and_comes_in(client: Client) -> None:
    assert sign_up(client).status_code == 302
    assert not is_in(client)
    log_in(client, "bo@anderstadt.example")
    assert not is_in(client)

    letter = Letter.objects.filter(about="account.email_confirmation_signup").get()
    assert (letter.to_address, letter.confidential) == ("bo@anderstadt.example", True)
    client.post(link_in(letter))
    log_in(client, "bo@anderstadt.example")

    assert is_in(client)
    bo = User.objects.get(email="bo@anderstadt.example")
    assert (bo.full_name(), bo.language) == ("Bo Nguyễn", "de")
    assert letter.to_person == bo
    assert client.get(reverse("desk")).status_code == 200


def test_account_letters_are_german_for_german_people_even_if_an_english_page_asked(client: Client) -> None:
    ada = make.person(password=PASSWORD)
    eve = make.person(password=PASSWORD, language="en")
    client.cookies["django_language"] = "en"

    client.post(reverse("account_reset_password"), {"email": ada.email})
    client.post(reverse("account_reset_password"), {"email": eve.email})

    subjects = dict(Letter.objects.values_list("to_address", "subject"))
    assert subjects[ada.email] == "Ihr Link"
    assert subjects[eve.email] == "Your link"


def test_a_forgotten_password_is_set_anew_by_the_link(client: Client) -> None:
    ada = make.person(password=PASSWORD)
    client.post(reverse("account_reset_password"), {"email": ada.email})

    form = client.get(link_in(Letter.objects.get(about="account.password_reset_key")), follow=True)
    new = {"password1": "ein ganz neues Kennwort", "password2": "ein ganz neues Kennwort"}
    client.post(form.redirect_chain[-1][0], new)

    log_in(client, ada.email, "ein ganz neues Kennwort")
    assert is_in(client)


def test_links_lead_home_whatever_host_name_somebody_sent(client: Client) -> None:
    ada = make.person(password=PASSWORD)

    client.post(reverse("account_reset_password"), {"email": ada.email}, headers={"host": "127.0.0.1"})

    assert "http://localhost:8000/" in Letter.objects.get().body


@pytest.mark.parametrize("page", ["account_reset_password", "account_signup"])
def test_known_and_unknown_addresses_are_answered_alike(client: Client, page: str) -> None:
    known = make.person(password=PASSWORD)

    def answer(email: str) -> tuple[int, str]:
        visitor = Client()
        if page == "account_signup":
            response = sign_up(visitor, email)
        else:
            response = visitor.post(reverse(page), {"email": email})
        after = visitor.get(response["Location"]).text.replace(email, "…")
        return response.status_code, re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]+"', "", after)

    assert answer(known.email) == answer("nobody@anderstadt.example")


def test_a_wrong_password_and_an_unknown_address_are_answered_alike() -> None:
    known = make.person(password=PASSWORD)

    def answer(email: str) -> str:
        text = log_in(Client(), email, "etwas ganz anderes").text.replace(email, "…")
        return re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]+"', "", text)

    assert answer(known.email) == answer("nobody@anderstadt.example")


def test_whoever_signs_up_with_a_taken_address_changes_nothing(client: Client) -> None:
    ada = make.person(password=PASSWORD, given_name="Ada")

    sign_up(client, ada.email)

    ada.refresh_from_db()
    assert (ada.given_name, ada.check_password(PASSWORD)) == ("Ada", True)
    assert Letter.objects.get().about == "account.account_already_exists"


def test_an_authenticator_app_is_set_up_and_asked_for_from_then_on(client: Client) -> None:
    ada = make.person(password=PASSWORD)
    log_in(client, ada.email)
    assert is_in(client)

    again = client.get(reverse("mfa_activate_totp"))["Location"]
    assert again.startswith(reverse("account_reauthenticate"))
    page = client.post(again, {"password": PASSWORD}, follow=True)
    secret = page.context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    assert Authenticator.objects.filter(user=ada, type=Authenticator.Type.TOTP).exists()

    later = Client()
    asked = log_in(later, ada.email)
    assert (asked.status_code, asked["Location"]) == (302, reverse("mfa_authenticate"))
    assert not is_in(later)
    later.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert not is_in(later)


def test_the_code_from_the_app_opens_the_door_once() -> None:
    ada = make.person(password=PASSWORD)
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(ada, secret)
    client, copycat = Client(), Client()

    log_in(client, ada.email)
    log_in(copycat, ada.email)
    client.post(reverse("mfa_authenticate"), {"code": code(secret)})
    copycat.post(reverse("mfa_authenticate"), {"code": code(secret)})

    assert is_in(client)
    assert not is_in(copycat)


def test_account_letters_leave_by_the_outbox(client: Client, django_capture_on_commit_callbacks: OnCommit) -> None:
    ada = make.person(password=PASSWORD)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("account_reset_password"), {"email": ada.email})

    assert [message.to for message in mail.outbox] == [[ada.email]]
    assert Letter.objects.get().status == "sent"


def test_an_invited_person_may_also_come_by_forgotten_password(client: Client) -> None:
    """The letter's link ends after a week; the login then helps just as well."""
    ada = make.person()

    client.post(reverse("account_reset_password"), {"email": ada.email})
    form = client.get(link_in(Letter.objects.get()), follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})
    log_in(client, ada.email)

    assert is_in(client)
    assert EmailAddress.objects.get(user=ada).verified
