"""Applications, as those who apply write them and as others read what was submitted."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lms.kit.refusal import Refusal
from lms.people.requests import PersonRequest
from lms.programmes import deadlines, drafting, endorsing, rules, submitting
from lms.programmes.forms import ApplicationForm, DecisionForm, PlaceForm
from lms.programmes.models import Application, Call


@require_safe
def applications(request: PersonRequest) -> HttpResponse:
    """One's own, and those submitted for the municipalities one coordinates."""
    shown = Application.objects.concerning(request.user).for_reading().order_by("-changed_at", "-pk")
    return render(request, "programmes/applications.html", {"applications": shown})


def application_new(request: PersonRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    call = get_object_or_404(Call.objects.visible_to(request.user, at=now), pk=pk)
    if not call.is_open(at=now):
        messages.error(request, _("This call is not open for applications."))
        return redirect("programmes:call", call.pk)
    form = PlaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            begun = drafting.start(call, **form.cleaned_data, by=request.user, at=now)
        except Refusal as no:
            messages.error(request, str(no))
            return redirect("programmes:call", call.pk)
        return redirect("programmes:application", begun.pk)
    return render(request, "programmes/application_new.html", {"form": form, "call": call})


def application(request: PersonRequest, pk: int) -> HttpResponse:
    found = _visible(request, pk)
    if request.method == "POST":
        form = _keep(request, found)
        if form is None or form.is_valid():
            return redirect("programmes:application", pk)
        return _page(request, found, form)
    return _page(request, found, ApplicationForm.showing(found))


@require_POST
def endorsement_request(request: PersonRequest, pk: int) -> HttpResponse:
    """The button stands inside the form of the draft: what was typed is kept first, then the head is asked."""
    found = _own(request, pk)
    if (answer := _kept_first(request, found)) is not None:
        return answer
    try:
        endorsing.ask(found, by=request.user, at=timezone.now())
    except Refusal as no:
        messages.error(request, str(no))
    else:
        told = _("We have written to %(email)s. You will hear from us when the head has confirmed.")
        messages.success(request, told % {"email": found.head_email})
    return redirect("programmes:application", pk)


@require_POST
def submission(request: PersonRequest, pk: int) -> HttpResponse:
    """What was typed is kept first, also when it comes too late to be submitted."""
    found = _own(request, pk)
    if (answer := _kept_first(request, found)) is not None:
        return answer
    try:
        submitting.submit(found, by=request.user, at=timezone.now())
    except submitting.CannotSubmit as no:
        for obstacle in no.obstacles:
            messages.error(request, obstacle)
    except Refusal as no:
        messages.error(request, str(no))
    else:
        messages.success(request, _("The application is submitted. We have sent you a receipt."))
    return redirect("programmes:application", pk)


@require_POST
def withdrawal(request: PersonRequest, pk: int) -> HttpResponse:
    found = _own(request, pk)
    try:
        submitting.withdraw(found, by=request.user, at=timezone.now())
    except Refusal as no:
        messages.error(request, str(no))
    else:
        messages.success(request, _("The application is withdrawn."))
    return redirect("programmes:application", pk)


@require_POST
def removal(request: PersonRequest, pk: int) -> HttpResponse:
    found = _own(request, pk)
    try:
        drafting.discard(found, by=request.user, at=timezone.now())
    except Refusal as no:
        messages.error(request, str(no))
        return redirect("programmes:application", pk)
    messages.success(request, _("The draft is thrown away."))
    return redirect("programmes:applications")


def _visible(request: PersonRequest, pk: int) -> Application:
    visible = Application.objects.visible_to(request.user).for_reading().select_related("applicant")
    return get_object_or_404(visible, pk=pk)


def _own(request: PersonRequest, pk: int) -> Application:
    """Only who wrote an application acts on it; others may read it at most."""
    return get_object_or_404(Application.objects.filter(applicant=request.user).for_reading(), pk=pk)


def _keep(request: PersonRequest, found: Application) -> ApplicationForm | None:
    """Keep every value that can be kept; the others stay in the form that comes back. ``None``: nothing may change."""
    form = ApplicationForm(request.POST)
    complete = form.is_valid()
    own = get_object_or_404(Application.objects.filter(applicant=request.user), pk=found.pk)
    try:
        lapsed = drafting.revise(own, form.cleaned_data, by=request.user, at=timezone.now())
    except Refusal as no:
        messages.error(request, str(no))
        return None
    if lapsed:
        messages.warning(
            request, _("The head confirmed an earlier text, so the endorsement lapsed. Please ask for it once more.")
        )
    if complete:
        clock = date_format(timezone.localtime(), "G:i")
        messages.success(request, _("Saved at %(time)s.") % {"time": clock})
    else:
        messages.warning(request, _("What is marked below could not be saved yet; everything else is."))
    found.refresh_from_db(from_queryset=Application.objects.for_reading().select_related("applicant"))
    return form


def _kept_first(request: PersonRequest, found: Application) -> HttpResponse | None:
    """The page to answer with instead, if what came along could not be kept completely."""
    if "municipality" not in request.POST or not found.is_draft():
        return None
    form = _keep(request, found)
    if form is None:
        return redirect("programmes:application", found.pk)
    return None if form.is_valid() else _page(request, found, form)


def _page(request: PersonRequest, found: Application, form: ApplicationForm) -> HttpResponse:
    now = timezone.now()
    mine = found.applicant_id == request.user.pk
    office = rules.runs_the_selection(request.user)
    is_open = found.call.is_open(at=now)
    context = {
        "application": found,
        "mine": mine,
        "office": office and not found.is_draft(),
        "outcome": found.published_outcome(),
        "may_withdraw": mine and found.is_submitted() and not found.call.is_decided(),
    }
    if found.is_draft():
        missing = rules.missing(found)
        context |= {
            "form": form,
            "is_open": is_open,
            "time_left": deadlines.time_left(found.call.deadline_at, at=now),
            "missing": missing,
            "may_ask": is_open and not endorsing.obstacles_to_asking(found, at=now),
            "may_submit": is_open and not missing,
        }
    elif context["office"]:
        context |= {
            "decision_form": DecisionForm(instance=found.proposal()),
            "may_decide": found.is_submitted() and not found.call.is_decided(),
            "signs": rules.worth_a_second_look(found),
        }
    return render(request, "programmes/application.html", context)
