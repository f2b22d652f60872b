"""The selection, as the office makes it. Nobody else learns that these pages exist."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from lms.kit.refusal import Refusal
from lms.people.requests import PersonRequest
from lms.programmes import deciding, rules
from lms.programmes.forms import DecisionForm, RestForm
from lms.programmes.models import Application, Call, Decision

PER_PAGE = 50


@require_safe
def decisions(request: PersonRequest, pk: int) -> HttpResponse:
    """Every submitted application with what is noted for it, undecided ones first in reach."""
    call = _call(request, pk)
    now = timezone.now()
    found = call.applications.submitted().for_reading().select_related("applicant").by_place()
    wanted = request.GET.get("outcome", "")
    if wanted == "open":
        found = found.without_proposal()
    elif wanted in Decision.Outcome.values:
        found = found.filter(decision__outcome=wanted)
    context = {
        "call": call,
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "wanted": wanted,
        "outcomes": Decision.Outcome.choices,
        "counts": deciding.preview(call),
        "obstacles": deciding.obstacles_to_publishing(call, at=now),
        "form": RestForm(),
        "may_decide": call.status == Call.Status.PUBLISHED,
    }
    return render(request, "programmes/decisions.html", context)


@require_POST
def rest(request: PersonRequest, pk: int) -> HttpResponse:
    call = _call(request, pk)
    form = RestForm(request.POST)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, " ".join(str(error) for error in errors))
        return redirect("programmes:decisions", pk)
    try:
        count = deciding.propose_for_the_rest(call, **form.cleaned_data, by=request.user, at=timezone.now())
    except Refusal as no:
        messages.error(request, str(no))
    else:
        noted = ngettext("Noted for %(count)d application.", "Noted for %(count)d applications.", count)
        messages.success(request, noted % {"count": count})
    return redirect("programmes:decisions", pk)


@require_POST
def decision(request: PersonRequest, pk: int) -> HttpResponse:
    """Note an outcome and go on to the next application without one."""
    if not rules.runs_the_selection(request.user):
        raise Http404
    submitted = Application.objects.visible_to(request.user).for_reading().select_related("applicant")
    application = get_object_or_404(submitted, pk=pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        context = {
            "application": application,
            "office": True,
            "decision_form": form,
            "may_decide": True,
            "signs": rules.worth_a_second_look(application),
        }
        return render(request, "programmes/application.html", context)
    try:
        deciding.propose(application, **form.cleaned_data, by=request.user, at=timezone.now())
    except Refusal as no:
        messages.error(request, str(no))
        return redirect("programmes:application", pk)
    messages.success(request, _("Noted for %(place)s.") % {"place": application.applying_for()})
    following = application.call.applications.submitted().without_proposal().by_place().first()
    if following is None:
        return redirect("programmes:decisions", application.call_id)
    return redirect("programmes:application", following.pk)


def outcome_publication(request: PersonRequest, pk: int) -> HttpResponse:
    """First in numbers what will happen, then the deed."""
    call = _call(request, pk)
    now = timezone.now()
    if request.method == "POST":
        try:
            counts = deciding.publish(call, by=request.user, at=now)
        except deciding.CannotPublish as no:
            for obstacle in no.obstacles:
                messages.error(request, obstacle)
        else:
            told = _("The outcomes are published. %(letters)d letters stand in the outbox.")
            messages.success(request, told % {"letters": counts.letters})
        return redirect("programmes:decisions", pk)
    context = {
        "call": call,
        "counts": deciding.preview(call),
        "obstacles": deciding.obstacles_to_publishing(call, at=now),
    }
    return render(request, "programmes/outcome_publication.html", context)


def _call(request: PersonRequest, pk: int) -> Call:
    if not rules.runs_the_selection(request.user):
        raise Http404
    return get_object_or_404(Call, pk=pk)
