"""What we write to people about their account and where they belong."""

from __future__ import annotations

from datetime import datetime

from allauth.account.forms import EmailAwarePasswordResetTokenGenerator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from lms.mail.models import Letter
from lms.people.models import User


class OneAddressTokens(EmailAwarePasswordResetTokenGenerator):  # type: ignore[misc]
    """allauth's keys for setting a password, for people with exactly one address: made without asking the database.

    allauth looks up a person's addresses for each key. Five hundred invitations would be a thousand queries.
    """

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return PasswordResetTokenGenerator._make_hash_value(self, user, timestamp) + user.email


def password_path(person: User) -> str:
    """The personal link by which somebody without a password sets one. Ends when it is used, or after
    ``PASSWORD_RESET_TIMEOUT`` seconds; after that "forgotten password" brings a new one."""
    return reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(person), "key": OneAddressTokens().make_token(person)},
    )


def welcome(person: User, *, at: datetime, municipality: str = "") -> Letter:
    """To somebody who has an account from now on: set a password, then come in."""
    return _letter(person, "people.welcome", "people/letters/welcome.txt", password_path(person), municipality, at=at)


def invitation(person: User, *, at: datetime, municipality: str) -> Letter:
    """To somebody who already has an account: a municipality asks; the answer is given on the desk."""
    return _letter(person, "people.invitation", "people/letters/invitation.txt", reverse("desk"), municipality, at=at)


def _letter(person: User, about: str, template: str, path: str, municipality: str, *, at: datetime) -> Letter:
    with translation.override(person.language):
        body = render_to_string(
            template,
            {
                "person": person,
                "municipality": municipality,
                "programme": settings.PROGRAMME_NAME,
                "link": settings.SITE_ORIGIN + path,
                "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
            },
        )
        subject = _("Your access to %(programme)s") % {"programme": settings.PROGRAMME_NAME}
    return Letter(
        to_address=person.email,
        to_person=person,
        subject=subject,
        body=body,
        about=about,
        confidential=True,
        created_at=at,
        not_before=at,
    )
