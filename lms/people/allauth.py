"""How allauth behaves in this house."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ResetPasswordKeyForm, SignupForm
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone, translation

from lms.mail import sending
from lms.mail.models import Letter
from lms.people import inviting
from lms.people.models import User


@dataclass(frozen=True)
class Site:
    """What allauth's letters call us."""

    name: str
    domain: str


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Account letters take the same road as all others: a row in the outbox first, in the person's language.

    They are confidential, as nearly all of them carry a personal link. Links lead to ``SITE_ORIGIN``, whatever host
    name the request came with.
    """

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        person = User.objects.filter(email=email.lower()).first() or context.get("user")
        at = timezone.now()
        site = Site(settings.PROGRAMME_NAME, urlsplit(settings.SITE_ORIGIN).netloc)
        with translation.override(person.language if person else translation.get_language()):
            message = self.render_mail(
                template_prefix, email, {"request": self.request, "email": email, "current_site": site, **context}
            )
        sending.post(
            Letter(
                to_address=email,
                to_person=person,
                subject=message.subject,
                body=message.body,
                about=f"account.{template_prefix.rsplit('/', 1)[-1]}",
                confidential=True,
                created_at=at,
                not_before=at,
            )
        )

    def get_reset_password_from_key_url(self, key: str) -> str:
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return str(settings.SITE_ORIGIN) + path.replace("UID-KEY", key)

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return str(settings.SITE_ORIGIN) + reverse("account_confirm_email", args=[emailconfirmation.key])


class ChosenPasswordForm(ResetPasswordKeyForm):  # type: ignore[misc]
    """Setting a password by the link from a letter: whoever does so has shown that the mailbox is theirs."""

    @transaction.atomic
    def save(self) -> None:
        super().save()
        inviting.arrive(self.user, at=timezone.now())


class SignUpForm(SignupForm):  # type: ignore[misc]
    """Opening an account takes as long for an address that has one: the clock tells nobody who is here."""

    def try_save(self, request: HttpRequest) -> Any:
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])  # what costs the time with a new account
        return super().try_save(request)
