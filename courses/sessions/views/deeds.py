"""Deeds that others feel: each has a page that names what will happen, before it happens."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.sessions import doubts, moving, planning, publishing
from courses.sessions.forms import DateForm, ReasonForm
from courses.sessions.models import Run, Session
from courses.sessions.sections import consequence_sections
from lms.kit.refusal import Refusal
from lms.people.requests import PersonRequest


def publication(request: PersonRequest, pk: int) -> HttpResponse:
    """Let people see the run and register."""
    run, now = _run(request, pk), timezone.now()
    if request.method == "POST":
        try:
            publishing.publish(run, by=request.user, at=now)
        except Refusal as no:
            messages.error(request, str(no))
        else:
            messages.success(
                request, _("The run is published. Each date goes to the calendar of the trainer by e-mail.")
            )
        return redirect("sessions:run", pk)
    if run.status != Run.Status.DRAFT:
        return redirect("sessions:run", pk)
    sessions = list(run.sessions.soonest_first())
    return render(
        request,
        "sessions/publication.html",
        {
            "run": run,
            "dates": sessions,
            "window": publishing.window(run, at=now),
            "obstacles": publishing.obstacles_to_publishing(run, at=now),
            "doubts": doubts.about(run, sessions),
        },
    )


def cancellation(request: PersonRequest, pk: int) -> HttpResponse:
    """Call off a published run, with a reason for those who wanted to come."""
    run, now = _run(request, pk), timezone.now()
    if run.status != Run.Status.PUBLISHED:
        return redirect("sessions:run", pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            publishing.cancel(run, reason=form.cleaned_data["reason"], by=request.user, at=now)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("The run is cancelled. Everybody who was registered is told."))
            return redirect("sessions:run", pk)
    return render(
        request,
        "sessions/cancellation.html",
        {
            "run": run,
            "form": form,
            "dates": run.sessions.soonest_first(),
            "sections": consequence_sections.of(run, user=request.user, at=now),
        },
    )


def removal(request: PersonRequest, pk: int) -> HttpResponse:
    """Discard a draft."""
    run = _run(request, pk)
    if request.method == "POST":
        try:
            planning.discard(run, by=request.user, at=timezone.now())
        except Refusal as no:
            messages.error(request, str(no))
            return redirect("sessions:run", pk)
        messages.success(request, _("The draft is discarded."))
        return redirect("sessions:runs")
    if run.status != Run.Status.DRAFT:
        return redirect("sessions:run", pk)
    return render(request, "sessions/removal.html", {"run": run, "dates": run.sessions.soonest_first()})


def session_time(request: PersonRequest, pk: int) -> HttpResponse:
    """Move a date of a published run."""
    planned = Run.objects.planned_by(request.user)
    session = get_object_or_404(Session.objects.select_related("run__offer", "run__trainer"), pk=pk, run__in=planned)
    run, now = session.run, timezone.now()
    if run.status != Run.Status.PUBLISHED or session.starts_at <= now:
        return redirect("sessions:run", run.pk)
    form = DateForm(request.POST or None, initial=DateForm.of(session))
    if request.method == "POST" and form.is_valid():
        slot = form.cleaned_data["slot"]
        try:
            moving.move(
                session,
                starts_at=slot.starts_at,
                ends_at=slot.ends_at,
                break_minutes=slot.break_minutes,
                by=request.user,
                at=now,
            )
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("The date is moved. Everybody who has a seat is told."))
            return redirect("sessions:run", run.pk)
    return render(
        request,
        "sessions/session_time.html",
        {
            "run": run,
            "session": session,
            "form": form,
            "sections": consequence_sections.of(run, user=request.user, at=now),
        },
    )


def _run(request: PersonRequest, pk: int) -> Run:
    return get_object_or_404(Run.objects.planned_by(request.user).select_related("offer", "trainer"), pk=pk)
