"""Those who work for the programme: office, review, training, coaching."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.kit.refusal import Refusal
from lms.people import inviting, joining
from lms.people.forms import ColleagueForm
from lms.people.models import ProgrammeRole
from lms.people.requests import PersonRequest


def programme_people(request: PersonRequest) -> HttpResponse:
    """All roles in the programme. The list is short, as the programme is: a few dozen people."""
    if not request.user.hats().is_office:
        raise Http404
    roles = ProgrammeRole.objects.select_related("person").by_name()
    return render(request, "people/programme_people.html", {"roles": roles})


def programme_person_new(request: PersonRequest) -> HttpResponse:
    """Invite somebody into the programme with a role, or give a further role to somebody already there."""
    if not request.user.hats().is_office:
        raise Http404
    form = ColleagueForm(request.POST or None)
    if form.is_valid():
        typed, at = form.cleaned_data, timezone.now()
        with transaction.atomic():
            person = inviting.invite(typed["email"], typed["given_name"], typed["family_name"], by=request.user, at=at)
            joining.appoint(person, typed["role"], by=request.user, at=at)
        messages.success(request, _("%(name)s has the role from now on.") % {"name": person.full_name()})
        return redirect("people:programme_people")
    return render(request, "people/programme_person_new.html", {"form": form})


def programme_role_end(request: PersonRequest, pk: int) -> HttpResponse:
    """End a role in the programme, after saying what that means."""
    role = get_object_or_404(ProgrammeRole.objects.visible_to(request.user).select_related("person"), pk=pk)
    if request.method == "POST":
        try:
            joining.dismiss(role, by=request.user, at=timezone.now())
        except Refusal as no:
            messages.error(request, str(no))
        else:
            messages.success(request, _("The role is ended."))
        return redirect("people:programme_people" if request.user.hats().is_office else "desk")
    return render(request, "people/programme_role_end.html", {"role": role})
