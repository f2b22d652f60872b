"""What programmes writes to people. Subjects say nothing about outcomes or topics: they are read on lock screens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.kit.templatetags import komma
from lms.mail.models import Letter
from lms.mail.occasions import occasion
from lms.people.models import User
from lms.programmes.models import Application, Decision

occasion("programmes.outcome", gettext_lazy("outcome of an application"))
occasion("programmes.receipt", gettext_lazy("receipt of an application"))
occasion("programmes.withdrawn", gettext_lazy("application withdrawn"))


def endorsement_asked(application: Application, *, path: str, at: datetime) -> Letter:
    """To the head: the personal link, and names only. The text itself is read on the page, behind the link."""
    with translation.override(settings.LANGUAGE_CODE):
        return Letter(
            to_address=application.head_email,
            subject=_("Please confirm: an application of your administration"),
            body=_paragraphs(
                _("Good day, %(name)s,") % {"name": application.head_name},
                _(
                    "%(applicant)s is preparing an application in the programme %(programme)s for %(place)s. "
                    "It can be submitted only if the head stands behind it."
                )
                % _names(application),
                _("Please read what is to be submitted and confirm it with one click. You need no account:"),
                settings.SITE_ORIGIN + path,
                _("The link is meant for you alone; please do not pass it on. It is valid until %(deadline)s.")
                % {"deadline": komma.moment(application.call.deadline_at)},
                _("If you know nothing of this application, you need not do anything: nothing is submitted."),
            ),
            about="programmes.endorsement_asked",
            confidential=True,
            created_at=at,
            not_before=at,
        )


def endorsed(application: Application, *, at: datetime) -> Letter:
    """To the person who applies: the head has confirmed. Confidential like every draft."""
    person = application.applicant
    with translation.override(person.language):
        return _to_person(
            person,
            _("News about your application"),
            _("The head has confirmed the endorsement for %(place)s.") % _names(application),
            _("The application is not submitted yet. You can do so until %(deadline)s:")
            % {"deadline": komma.moment(application.call.deadline_at)},
            _link_to(application),
            about="programmes.endorsed",
            confidential=True,
            at=at,
        )


def receipt(application: Application, *, at: datetime) -> list[Letter]:
    """To the person who applies and the contact person: it has arrived, at this moment."""

    def body() -> list[str]:
        return [
            _("The application for %(place)s has arrived on %(when)s.")
            % {**_names(application), "when": komma.moment(at)},
            _("It is now fixed and will be read as it stands. Until the decision it can be withdrawn."),
            _("The outcome will be published for all applications at the same moment."),
        ]

    return _to_both(application, body, about="programmes.receipt", at=at)


def withdrawn(application: Application, *, at: datetime) -> list[Letter]:
    def body() -> list[str]:
        return [_("The application for %(place)s has been withdrawn and will not be decided on.") % _names(application)]

    return _to_both(application, body, about="programmes.withdrawn", at=at)


def outcome(application: Application, decision: Decision, *, at: datetime) -> list[Letter]:
    """To the person who applies and the contact person: what was decided, why, and what follows from it."""

    def body() -> list[str]:
        return [*_OUTCOMES[Decision.Outcome(decision.outcome)](application), _("Reason:"), decision.reason]

    return _to_both(application, body, about="programmes.outcome", at=at)


def _selected(application: Application) -> list[str]:
    return [
        _("We are pleased to tell you: the application for %(place)s was selected.") % _names(application),
        _("%(town)s is a model municipality of the programme from today on. We will get in touch about the next steps.")
        % _names(application),
    ]


def _not_selected(application: Application) -> list[str]:
    return [
        _("The application for %(place)s could not be selected this time.") % _names(application),
        _(
            "You are not leaving empty-handed: from today on the employees of %(town)s take part in the online "
            "training and transfer programme with priority."
        )
        % _names(application),
    ]


def _not_admitted(application: Application) -> list[str]:
    return [_("The application for %(place)s could not be admitted to the selection.") % _names(application)]


_OUTCOMES = {
    Decision.Outcome.SELECTED: _selected,
    Decision.Outcome.NOT_SELECTED: _not_selected,
    Decision.Outcome.NOT_ADMITTED: _not_admitted,
}


def _to_both(application: Application, body: Callable[[], list[str]], *, about: str, at: datetime) -> list[Letter]:
    """One letter to the person who applies, in their language, and one to the contact person if that is another."""
    person = application.applicant
    with translation.override(person.language):
        subject = _("News about your application")
        letters = [_to_person(person, subject, *body(), _link_to(application), about=about, at=at)]
    if application.contact_email.lower() != person.email.lower():
        with translation.override(settings.LANGUAGE_CODE):
            greeting = _("Good day, %(name)s,") % {"name": application.contact_name}
            letters.append(
                Letter(
                    to_address=application.contact_email,
                    subject=_("News about your application"),
                    body=_paragraphs(greeting, *body()),
                    about=about,
                    created_at=at,
                    not_before=at,
                )
            )
    return letters


def _to_person(
    person: User, subject: str, *paragraphs: str, about: str, at: datetime, confidential: bool = False
) -> Letter:
    return Letter(
        to_address=person.email,
        to_person=person,
        subject=subject,
        body=_paragraphs(_("Good day, %(name)s,") % {"name": person.full_name()}, *paragraphs),
        about=about,
        confidential=confidential,
        created_at=at,
        not_before=at,
    )


def _paragraphs(*texts: str) -> str:
    closing = _("Kind regards") + "\n" + settings.ISSUER_NAME
    return "\n\n".join([*texts, closing])


def _names(application: Application) -> dict[str, str]:
    return {
        "applicant": application.applicant.full_name(),
        "programme": settings.PROGRAMME_NAME,
        "place": application.applying_for(),
        "town": application.municipality.name,
    }


def _link_to(application: Application) -> str:
    return str(settings.SITE_ORIGIN) + reverse("programmes:application", args=[application.pk])
