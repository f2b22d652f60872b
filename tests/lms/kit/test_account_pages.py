"""What allauth's pages say; what they do is told in ``tests/lms/people/test_accounts.py``."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from lms.mail.models import Letter
from lms.people.models import User
from tests import make

PASSWORD = "ein langes Kennwort"
YOU_AS_TO_A_CHILD = re.compile(r"\b(du|dein\w*|dir|dich)\b", re.IGNORECASE)
OPEN = [
    "/account/login/",
    "/account/signup/",
    "/account/inactive/",
    "/account/confirm-email/",
    "/account/confirm-email/no-such-key/",
    "/account/password/reset/",
    "/account/password/reset/done/",
    "/account/password/reset/key/1-no-such-key/",
    "/account/password/reset/key/done/",
]
INSIDE = [
    "/account/email/",
    "/account/logout/",
    "/account/password/change/",
    "/account/reauthenticate/",
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/2fa/recovery-codes/generate/",
]


def main(page: str) -> str:
    return page[page.index("<main") : page.index("</main>")]


@pytest.fixture
def ada() -> User:
    ada = make.staff(email="ada@example.org", password=PASSWORD)
    EmailAddress.objects.update_or_create(user=ada, email=ada.email, defaults={"verified": True, "primary": True})
    return ada


@pytest.fixture
def inside(client: Client, ada: User) -> Client:
    """Logged in, and has just shown once more who it is."""
    client.post("/account/login/", {"login": ada.email, "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


def code_of_now(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


@pytest.mark.parametrize("url", OPEN)
def test_the_pages_before_the_login_are_ours_and_open(client: Client, url: str) -> None:
    response = client.get(url)
    page = main(response.content.decode())

    assert response.status_code == 200
    assert page.count("<h1>") == 1
    assert not YOU_AS_TO_A_CHILD.search(page)


@pytest.mark.parametrize("url", INSIDE)
def test_the_pages_of_the_account_are_ours(inside: Client, url: str) -> None:
    response = inside.get(url)
    page = main(response.content.decode())

    assert response.status_code == 200
    assert page.count("<h1>") == 1
    assert page.count("kern-btn--primary") <= 1
    assert not YOU_AS_TO_A_CHILD.search(page)


@pytest.mark.parametrize("url", INSIDE)
def test_strangers_are_sent_to_the_door(client: Client, url: str) -> None:
    response = client.get(url)

    assert response.status_code == 302
    assert response.headers["Location"].startswith("/" if url == "/account/logout/" else "/account/login/?next=")


def test_wrong_input_is_answered_politely(inside: Client) -> None:
    wrong_login = Client().post("/account/login/", {"login": "ada@example.org", "password": "falsch"})
    unequal = Client().post(
        "/account/signup/", {"email": "x@example.org", "password1": "a" * 14, "password2": "b" * 14}
    )
    old_wrong = inside.post("/account/password/change/", {"oldpassword": "falsch", "password1": "x", "password2": "y"})

    for response in [wrong_login, unequal, old_wrong]:
        page = main(response.content.decode())
        assert 'role="alert"' in page
        assert not YOU_AS_TO_A_CHILD.search(page)
    assert "E-Mail-Adresse oder Passwort stimmen nicht." in wrong_login.content.decode()
    assert "Bitte geben Sie zweimal dasselbe Passwort ein." in unequal.content.decode()


def test_the_login_page_has_a_way_for_those_who_have_forgotten(client: Client) -> None:
    assert 'href="/account/password/reset/"' in main(client.get("/account/login/").content.decode())


def test_a_new_address_counts_once_it_is_confirmed(inside: Client, ada: User) -> None:
    inside.post("/account/email/", {"action_add": "", "email": "neu@example.org"})
    waiting = main(inside.get("/account/email/").content.decode())
    letter = Letter.objects.get(to_address="neu@example.org")
    link = re.search(r"/account/confirm-email/\S+", letter.body)

    assert "neu@example.org ist noch nicht bestätigt" in waiting
    assert link is not None
    assert "Ja, das ist meine Adresse" in inside.get(link[0]).content.decode()
    inside.post(link[0])
    ada.refresh_from_db()
    assert ada.email == "neu@example.org"


def test_the_old_address_can_be_kept(inside: Client, ada: User) -> None:
    inside.post("/account/email/", {"action_add": "", "email": "neu@example.org"})
    inside.post("/account/email/", {"action_remove": "", "email": "neu@example.org"})

    assert "noch nicht bestätigt" not in main(inside.get("/account/email/").content.decode())


def test_a_change_of_password_is_told_by_letter_without_saying_from_where(inside: Client) -> None:
    new = "ein anderes langes Kennwort"
    inside.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    letter = Letter.objects.latest("pk")
    assert letter.subject == "Ihr Konto wurde geändert"
    assert "hat ein neues Passwort" in letter.body
    assert "127.0.0.1" not in letter.body
    assert letter.confidential


def test_the_second_step_is_set_up_by_picture_or_by_key(inside: Client, ada: User) -> None:
    page = main(inside.get("/account/2fa/totp/activate/").content.decode())
    secret = re.search(r'<dd class="komma-secret">(\w+)</dd>', page)

    assert 'src="data:image/svg+xml;' in page
    assert "derselbe Schlüssel steht darunter als Text" in page
    assert secret is not None
    codes = inside.post("/account/2fa/totp/activate/", {"code": code_of_now(secret[1])}, follow=True)
    assert "<h1>Wiederherstellungscodes</h1>" in codes.content.decode()
    assert "eingeschaltet" in main(inside.get("/account/2fa/").content.decode())
    assert Authenticator.objects.filter(user=ada, type="totp").exists()


def test_a_wrong_code_keeps_the_same_key(inside: Client) -> None:
    before = main(inside.get("/account/2fa/totp/activate/").content.decode())
    after = main(inside.post("/account/2fa/totp/activate/", {"code": "000000"}).content.decode())

    assert re.findall(r"komma-secret.>(\w+)<", before) == re.findall(r"komma-secret.>(\w+)<", after)
    assert "Falscher Code." in after


def test_recovery_codes_are_shown_counted_and_replaced(inside: Client, ada: User) -> None:
    TOTP.activate(ada, "JBSWY3DPEHPK3PXP")
    inside.post("/account/2fa/recovery-codes/generate/")
    page = main(inside.get("/account/2fa/recovery-codes/").content.decode())

    assert "10 von 10 Codes sind noch übrig." in page
    assert page.count("<li>") == 10
    assert "10 von 10 Codes" in main(inside.get("/account/2fa/").content.decode())
    warned = main(inside.get("/account/2fa/recovery-codes/generate/").content.decode())
    assert "Die 10 noch übrigen Codes gelten danach nicht mehr." in warned
    assert inside.get("/account/2fa/recovery-codes/download/").headers["Content-Type"].startswith("text/plain")


def test_switching_the_second_step_off_names_what_follows(inside: Client, ada: User) -> None:
    TOTP.activate(ada, "JBSWY3DPEHPK3PXP")

    page = main(inside.get("/account/2fa/totp/deactivate/").content.decode())

    assert "Danach öffnet allein Ihr Passwort Ihr Konto" in page


def test_the_second_step_at_the_door_can_be_left(ada: User) -> None:
    TOTP.activate(ada, "JBSWY3DPEHPK3PXP")
    client = Client()

    page = client.post("/account/login/", {"login": ada.email, "password": PASSWORD}, follow=True).content.decode()

    assert "Der zweite Schritt" in page
    assert "Abbrechen" in page


def test_the_pages_speak_english_to_those_who_chose_it(inside: Client) -> None:
    inside.cookies["django_language"] = "en"
    outside = Client()
    outside.cookies["django_language"] = "en"
    words = "".join(main(inside.get(url).content.decode()) for url in INSIDE)
    words += "".join(main(outside.get(url).content.decode()) for url in OPEN)

    assert re.findall(r"\b(und|oder|Sie|Passwort|Konto)\b", words) == []
