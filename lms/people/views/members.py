"""The people of a municipality: who belongs to it, who is invited, who leaves."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lms.kit.refusal import Refusal
from lms.people import entering, inviting, joining, rules
from lms.people.forms import InviteeForm, MunicipalityForm, NameFilter
from lms.people.models import Invitation, Membership, Municipality
from lms.people.requests import PersonRequest

PER_PAGE = 50


def municipalities(request: PersonRequest) -> HttpResponse:
    """The municipalities somebody belongs to; for the office those that have people, and any other by its name."""
    form = NameFilter(request.GET)
    wanted = form.wanted()
    found = Municipality.objects.visible_to(request.user)
    if request.user.hats().is_office:
        found = found.matching(wanted) if wanted else found.filter(memberships__isnull=False).distinct().alphabetical()
    else:
        found = found.alphabetical()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    led = request.user.hats().leading()
    is_office = request.user.hats().is_office
    rows = [{"municipality": municipality, "led": is_office or municipality.pk in led} for municipality in page]
    context = {"form": form, "page": page, "rows": rows, "is_office": is_office}
    return render(request, "people/municipalities.html", context)


def municipality_new(request: PersonRequest) -> HttpResponse:
    """For the office: enter what the official list lacks, a county, say."""
    if not request.user.hats().is_office:
        raise Http404
    form = MunicipalityForm(request.POST or None)
    if form.is_valid():
        municipality = entering.enter(form.save(commit=False), by=request.user, at=timezone.now())
        messages.success(request, _("%(name)s can be chosen from now on.") % {"name": municipality.name})
        return redirect("people:members", municipality.pk)
    return render(request, "people/municipality_new.html", {"form": form})


def members(request: PersonRequest, pk: int) -> HttpResponse:
    """Who belongs to a municipality, for those in charge there and the office."""
    municipality = get_object_or_404(Municipality.objects.led_by(request.user), pk=pk)
    form = NameFilter(request.GET)
    memberships = Membership.objects.listed_for(request.user).filter(municipality=municipality)
    if wanted := form.wanted():
        memberships = memberships.filter(
            Q(person__family_name__icontains=wanted)
            | Q(person__given_name__icontains=wanted)
            | Q(person__email__icontains=wanted)
        )
    page = Paginator(memberships.select_related("person").by_name(), PER_PAGE).get_page(request.GET.get("page"))
    grantable = rules.roles_to_grant(request.user, municipality)
    context = {
        "municipality": municipality,
        "form": form,
        "page": page,
        "rows": [{"membership": membership, "may_end": membership.role in grantable} for membership in page],
        "sees_protected": rules.sees_protected_names(request.user, municipality),
        "invited": municipality.invitations.count(),
        "wanted": wanted,
    }
    return render(request, "people/members.html", context)


def invited(request: PersonRequest, pk: int) -> HttpResponse:
    """Who is invited to a municipality and has not answered yet, with the names as typed when inviting."""
    municipality = get_object_or_404(Municipality.objects.led_by(request.user), pk=pk)
    waiting = municipality.invitations.order_by("family_name", "given_name", "pk")
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    grantable = rules.roles_to_grant(request.user, municipality)
    rows = [{"invitation": invitation, "may_end": invitation.role in grantable} for invitation in page]
    return render(request, "people/invited.html", {"municipality": municipality, "page": page, "rows": rows})


def member_new(request: PersonRequest, pk: int) -> HttpResponse:
    """Invite one person to a municipality."""
    municipality = get_object_or_404(Municipality.objects.led_by(request.user), pk=pk)
    form = InviteeForm(request.POST or None, roles=rules.roles_to_grant(request.user, municipality))
    if form.is_valid():
        typed = form.cleaned_data
        invitee = inviting.Invitee(typed["email"], typed["given_name"], typed["family_name"], typed["unit"])
        try:
            inviting.invite_to(municipality, [invitee], typed["role"], by=request.user, at=timezone.now())
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            messages.success(
                request, _("%(email)s is invited; a letter is on its way.") % {"email": invitee.email.lower()}
            )
            return redirect("people:members", pk)
    return render(request, "people/member_new.html", {"municipality": municipality, "form": form})


@require_POST
def invitation_reminder(request: PersonRequest, pk: int) -> HttpResponse:
    """Write to an invited person once more."""
    led = Municipality.objects.led_by(request.user)
    invitation = get_object_or_404(Invitation.objects.filter(municipality__in=led), pk=pk)
    try:
        inviting.remind(invitation, by=request.user, at=timezone.now())
    except Refusal as no:
        messages.error(request, str(no))
    else:
        messages.success(request, _("A new letter to %(email)s is on its way.") % {"email": invitation.email})
    return redirect("people:invited", invitation.municipality_id)


def membership_end(request: PersonRequest, pk: int) -> HttpResponse:
    """End somebody's role in a municipality, after saying what that means."""
    led = Municipality.objects.led_by(request.user)
    visible = Membership.objects.listed_for(request.user).filter(municipality__in=led)
    membership = get_object_or_404(visible.select_related("person", "municipality"), pk=pk)
    if request.method == "POST":
        try:
            joining.leave(membership, by=request.user, at=timezone.now())
        except Refusal as no:
            messages.error(request, str(no))
        else:
            messages.success(request, _("The role is ended."))
        if membership.municipality_id in request.user.hats().leading() or request.user.hats().is_office:
            return redirect("people:members", membership.municipality_id)
        return redirect("desk")
    return render(request, "people/membership_end.html", {"membership": membership})
