"""What an application needs before it counts, and what the office should look at twice."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from lms.kit.templatetags import komma
from lms.people.models import User
from lms.programmes.models import Application

FREE_MAIL = {"gmail.com", "gmx.de", "gmx.net", "googlemail.com", "hotmail.com", "mail.de", "outlook.com", "outlook.de"}
FREE_MAIL |= {"posteo.de", "t-online.de", "web.de", "yahoo.com", "yahoo.de", "icloud.com", "proton.me", "freenet.de"}


def runs_the_selection(user: User) -> bool:
    """The office opens calls and decides on applications."""
    return user.hats().is_office


def closed(application: Application, *, at: datetime) -> list[str]:
    """The sentence for an application that comes too late (the deadline itself is too late), or no sentence."""
    call = application.call
    if call.is_open(at=at):
        return []
    if at < call.deadline_at:
        return [_("This call is not open for applications.")]
    when = komma.moment(call.deadline_at)
    return [
        _("The application deadline ended on %(when)s. Your draft is kept, but it cannot be submitted.")
        % {"when": when}
    ]


def missing(application: Application) -> list[str]:
    """What a draft still lacks, as sentences for the person who writes it."""
    lacks = missing_for_the_head(application)
    if not application.contact_name:
        lacks.append(_("The contact person is not named yet."))
    if not application.contact_email:
        lacks.append(_("The e-mail address of the contact person is missing."))
    if not application.is_endorsed():
        lacks.append(_("The head has not confirmed the endorsement yet."))
    return lacks


def missing_for_the_head(application: Application) -> list[str]:
    """What the head must be able to read before they are asked."""
    lacks = []
    if application.scope == Application.Scope.UNIT and not application.unit:
        lacks.append(_("The organisational unit that applies is not named yet."))
    if not application.needs:
        lacks.append(_("The needs are not described yet."))
    if not application.head_name:
        lacks.append(_("The head is not named yet."))
    if not application.head_office:
        lacks.append(_("The office of the head is missing."))
    if not application.head_email:
        lacks.append(_("The e-mail address of the head is missing."))
    return lacks


def obstacles_to_submitting(application: Application, *, at: datetime) -> list[str]:
    """Everything that stands between a draft and its submission.

    That the place has applied already is said last of all: whoever only types a town's name must not learn of it.
    """
    obstacles = closed(application, at=at) + missing(application)
    if not obstacles and Application.objects.submitted().of_same_place(application).exists():
        obstacles.append(already_there(application))
    return obstacles


def already_there(application: Application) -> str:
    place = {"place": application.applying_for()}
    return _("For %(place)s an application has already been submitted. Please talk to your coordination.") % place


def worth_a_second_look(application: Application) -> list[str]:
    """Signs that a stranger may write in a town's name; no proof of anything."""
    signs = []
    applicant, head = application.applicant.email.lower(), application.head_email.lower()
    if head == applicant:
        signs.append(_("The head and the person who applies use the same e-mail address."))
    if head.rpartition("@")[2] in FREE_MAIL:
        signs.append(_("The head uses an address that anybody can get, not one of the administration."))
    elif head.rpartition("@")[2] != applicant.rpartition("@")[2]:
        signs.append(_("The addresses of the head and of the person who applies belong to different domains."))
    return signs
