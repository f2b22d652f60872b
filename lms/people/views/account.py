"""One's own account, and the invitations that wait for one's answer."""

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lms.journal import recording
from lms.kit.refusal import Refusal
from lms.people import joining
from lms.people.forms import AccountForm
from lms.people.models import Invitation
from lms.people.requests import PersonRequest


def account(request: PersonRequest) -> HttpResponse:
    """My data. The chosen language is also the one the pages speak from now on, in this browser."""
    form = AccountForm(request.POST or None, instance=request.user)
    if not form.is_valid():
        return render(request, "people/account.html", {"form": form})
    with transaction.atomic():
        person = form.save()
        if form.changed_data:
            recording.record(person, "changed own account", by=person, at=timezone.now(), fields=form.changed_data)
    with translation.override(person.language):
        messages.success(request, _("Your data are saved."))
    response = redirect("people:account")
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        person.language,
        max_age=365 * 24 * 60 * 60,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response


def invitations(request: PersonRequest) -> HttpResponse:
    """Who asks me in; I say yes or no."""
    waiting = Invitation.objects.addressed_to(request.user).select_related("municipality").oldest_first()
    return render(request, "people/invitations.html", {"invitations": waiting})


@require_POST
def invitation_acceptance(request: PersonRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation.objects.addressed_to(request.user), pk=pk)
    joining.accept(invitation, by=request.user, at=timezone.now())
    messages.success(request, _("You now belong to %(municipality)s.") % {"municipality": invitation.municipality})
    return redirect("desk")


@require_POST
def invitation_end(request: PersonRequest, pk: int) -> HttpResponse:
    """Decline an invitation addressed to me, or withdraw one that my municipality has sent."""
    invitation = get_object_or_404(Invitation.objects.visible_to(request.user), pk=pk)
    mine = invitation.person_id == request.user.pk
    municipality_id = invitation.municipality_id
    try:
        joining.withdraw(invitation, by=request.user, at=timezone.now())
    except Refusal as no:
        messages.error(request, str(no))
    else:
        messages.success(request, _("You have declined.") if mine else _("The invitation is withdrawn."))
    return redirect("people:invitations") if mine else redirect("people:invited", municipality_id)
