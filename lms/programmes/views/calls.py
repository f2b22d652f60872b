"""Calls, as everybody reads them and as the office writes them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lms.kit.refusal import Refusal
from lms.people.requests import PersonRequest
from lms.programmes import deadlines, opening, rules
from lms.programmes.forms import CallForm
from lms.programmes.models import Application, Call


@require_safe
def calls(request: PersonRequest) -> HttpResponse:
    now = timezone.now()
    visible = Call.objects.visible_to(request.user, at=now).newest_first()
    office = rules.runs_the_selection(request.user)
    shown = [
        {"call": call, "is_open": call.is_open(at=now), "is_over": call.deadline_at <= now}
        for call in (visible.with_progress() if office else visible)
    ]
    return render(request, "programmes/calls.html", {"calls": shown, "office": office})


@require_safe
def call(request: PersonRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    found = get_object_or_404(Call.objects.visible_to(request.user, at=now), pk=pk)
    context = {
        "call": found,
        "is_open": found.is_open(at=now),
        "is_over": found.deadline_at <= now,
        "time_left": deadlines.time_left(found.deadline_at, at=now),
        "office": rules.runs_the_selection(request.user),
        "mine": Application.objects.filter(call=found, applicant=request.user).for_reading().by_place(),
    }
    return render(request, "programmes/call.html", context)


def call_new(request: PersonRequest) -> HttpResponse:
    if not rules.runs_the_selection(request.user):
        raise Http404
    form = CallForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        call = opening.draft(form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("The draft is saved. Only the office sees it."))
        return redirect("programmes:call", call.pk)
    return render(request, "programmes/call_form.html", {"form": form})


def call_edit(request: PersonRequest, pk: int) -> HttpResponse:
    if not rules.runs_the_selection(request.user):
        raise Http404
    call = get_object_or_404(Call, pk=pk)
    if call.status != Call.Status.DRAFT and request.method != "POST":
        messages.error(request, _("The call is published and can no longer be changed: people rely on what they read."))
        return redirect("programmes:call", call.pk)
    form = CallForm(request.POST or None, instance=call)
    if request.method == "POST" and form.is_valid():
        try:
            opening.revise(call, form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as no:
            messages.error(request, str(no))
        else:
            messages.success(request, _("The draft is saved. Only the office sees it."))
        return redirect("programmes:call", call.pk)
    return render(request, "programmes/call_form.html", {"form": form, "call": call})


@require_POST
def publication(request: PersonRequest, pk: int) -> HttpResponse:
    if not rules.runs_the_selection(request.user):
        raise Http404
    call = get_object_or_404(Call, pk=pk)
    try:
        opening.publish(call, by=request.user, at=timezone.now())
    except Refusal as no:
        messages.error(request, str(no))
    else:
        messages.success(request, _("The call is published."))
    return redirect("programmes:call", call.pk)
