"""The list of runs, a run, and the forms in which it is planned."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from courses.catalogue.models import Offer
from courses.sessions import doubts, moving, planning, rules
from courses.sessions.forms import MORE_ROWS, MOST_ROWS, ROWS_AT_FIRST, PlaceForm, RunForm
from courses.sessions.models import Run, RunQuerySet
from courses.sessions.sections import run_sections
from lms.kit.refusal import Refusal
from lms.people.requests import PersonRequest

RUNS_PER_PAGE = 30
SHELVES = {
    "upcoming": gettext_lazy("Coming up"),
    "owed": gettext_lazy("To be closed"),
    "drafts": gettext_lazy("Drafts"),
    "past": gettext_lazy("Past"),
}


@require_safe
def runs(request: PersonRequest) -> HttpResponse:
    """A trainer's own runs, for the office all: what is coming, what still waits for its closing, drafts, the past."""
    if not rules.may_plan(request.user):
        raise Http404
    now = timezone.now()
    mine = Run.objects.planned_by(request.user)
    shelf = request.GET.get("show", "upcoming")
    shelf = shelf if shelf in SHELVES else "upcoming"
    found: RunQuerySet = {
        "upcoming": mine.upcoming(at=now).exclude(status=Run.Status.DRAFT),
        "owed": mine.owing_a_closing(at=now),
        "drafts": mine.drafts(),
        "past": mine.over(at=now).exclude(status=Run.Status.DRAFT),
    }[shelf]
    rows = found.select_related("offer", "trainer").with_span()
    rows = rows.latest_first() if shelf == "past" else rows.soonest_first()
    return render(
        request,
        "sessions/runs.html",
        {
            "page": Paginator(rows, RUNS_PER_PAGE).get_page(request.GET.get("page")),
            "shelves": SHELVES.items(),
            "shelf": shelf,
            "owed": mine.owing_a_closing(at=now).count(),
            "drafts": mine.drafts().count(),
            "sees_all": rules.may_choose_trainer(request.user),
        },
    )


@require_safe
def run(request: PersonRequest, pk: int) -> HttpResponse:
    """A run as its trainer and the office see it; participants have their registration, everybody else the offer."""
    run = _run(request, pk)
    now = timezone.now()
    sessions = list(run.sessions.soonest_first())
    is_draft, is_published = run.status == Run.Status.DRAFT, run.status == Run.Status.PUBLISHED
    begun = any(session.starts_at <= now for session in sessions)
    return render(
        request,
        "sessions/run.html",
        {
            "run": run,
            "dates": [(session, is_published and session.starts_at > now) for session in sessions],
            "net_minutes": sum(session.net_minutes() for session in sessions),
            "doubts": doubts.about(run, sessions) if is_draft else [],
            "is_draft": is_draft,
            "may_revise": is_published,
            "may_cancel": is_published and not begun,
            "sections": run_sections.of(run, user=request.user, at=now),
        },
    )


def run_new(request: PersonRequest, code: str) -> HttpResponse:
    """Plan a run of an offer."""
    if not rules.may_plan(request.user):
        raise Http404
    offer = get_object_or_404(Offer.objects.visible_to(request.user), code=code)
    if not offer.has_dates():
        raise Http404
    return _plan(request, offer, None)


def run_edit(request: PersonRequest, pk: int) -> HttpResponse:
    """A draft is planned anew as a whole; of a published run only seats, place and trainer change here."""
    run = _run(request, pk)
    if run.status == Run.Status.DRAFT:
        return _plan(request, run.offer, run)
    if run.status != Run.Status.PUBLISHED:
        raise Http404
    return _revise(request, run)


def _plan(request: PersonRequest, offer: Offer, run: Run | None) -> HttpResponse:
    """Show the form; "more dates" adds rows and checks nothing yet, so that nothing typed is lost."""
    facts: dict[str, Any] = {"offer": offer, "by": request.user, "run": run}
    rows = _typed_rows(request)
    if "more_dates" in request.POST:
        rows = min(rows + MORE_ROWS, MOST_ROWS)
        form = RunForm(initial=request.POST.dict() | {"rows": rows}, rows=rows, **facts)
        return _show_plan(request, form, offer, run)
    form = RunForm(request.POST or None, rows=rows, **facts)
    now = timezone.now()
    if form.is_bound and not form.is_valid():
        form.show(planning.obstacles_of_slots(form.slots(), at=now))
    elif form.is_bound:
        try:
            if run is None:
                run = planning.draft(offer, form.plan(), by=request.user, at=now)
            else:
                planning.redraft(run, form.plan(), by=request.user, at=now)
        except planning.CannotPlan as no:
            form.show(no.obstacles)
        except Refusal as no:
            messages.error(request, str(no))
            return redirect("sessions:run", run.pk) if run else redirect("sessions:runs")
        else:
            messages.success(request, _("The draft is saved. Only its trainer and the office see it yet."))
            return redirect("sessions:run", run.pk)
    return _show_plan(request, form, offer, run)


def _show_plan(request: PersonRequest, form: RunForm, offer: Offer, run: Run | None) -> HttpResponse:
    context = {"form": form, "offer": offer, "run": run, "may_add_dates": form.row_count < MOST_ROWS}
    return render(request, "sessions/run_form.html", context)


def _revise(request: PersonRequest, run: Run) -> HttpResponse:
    form = PlaceForm(request.POST or None, offer=run.offer, by=request.user, run=run)
    if request.method == "POST" and form.is_valid():
        try:
            moving.revise(run, **form.facts(), by=request.user, at=timezone.now())
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("The changes are saved."))
            return redirect("sessions:run", run.pk)
    return render(request, "sessions/run_revision.html", {"form": form, "run": run})


def _typed_rows(request: PersonRequest) -> int:
    typed = request.POST.get("rows", "")
    is_number = typed.isascii() and typed.isdigit() and len(typed) <= 4
    return max(1, min(int(typed), MOST_ROWS)) if is_number else ROWS_AT_FIRST


def _run(request: PersonRequest, pk: int) -> Run:
    return get_object_or_404(Run.objects.planned_by(request.user).select_related("offer", "trainer"), pk=pk)
