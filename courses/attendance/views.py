"""Pages about attendance: the sheet of a date, and closing a run."""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from courses.attendance import closing, marking
from courses.attendance.forms import WHOLLY, PersonForm
from courses.seats.models import Registration
from courses.sessions.models import Run, Session
from lms.kit.refusal import Refusal
from lms.people.requests import PersonRequest

TOOK_PLACE = [Run.Status.PUBLISHED, Run.Status.CLOSED]


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: PersonRequest, pk: int) -> HttpResponse:
    """Who was there at this date. What was typed is kept when something is wrong with it."""
    at = timezone.now()
    runs = Run.objects.planned_by(request.user).filter(status__in=TOOK_PLACE)
    session = get_object_or_404(Session.objects.filter(run__in=runs).select_related("run__offer"), pk=pk)
    group = _by_name(session.run)
    marked = dict(session.attendances.values_list("registration_id", "minutes"))
    data = _typed(request, group)
    forms = [
        PersonForm(data, registration=row, session=session, marked=marked.get(row.pk), auto_id="id_%s") for row in group
    ]
    if request.method == "POST" and "fill" not in request.POST and all(form.is_valid() for form in forms):
        answers = {form.registration.pk: form.answer() for form in forms}
        try:
            marking.mark(
                session,
                {pk: minutes for pk, minutes in answers.items() if minutes is not None},
                by=request.user,
                at=at,
            )
        except Refusal as no:
            messages.error(request, str(no))
        else:
            _say_what_was_saved(request, list(answers.values()))
            return redirect("attendance:sheet", pk)
    return render(
        request,
        "attendance/sheet.html",
        {
            "session": session,
            "run": session.run,
            "forms": forms,
            "has_errors": any(form.errors for form in forms),
            "rows": [(row, marked.get(row.pk)) for row in group],
            "unmarked": sum(1 for row in group if row.pk not in marked),
            "is_open": session.run.status == Run.Status.PUBLISHED and session.starts_at <= at,
            "is_closed": session.run.status == Run.Status.CLOSED,
            "filled": "fill" in request.POST,
        },
    )


def _by_name(run: Run) -> list[Registration]:
    rows = run.registrations.seated().select_related("person")
    return sorted(rows, key=lambda row: (row.person.name_towards_others().casefold(), row.pk))


def _typed(request: PersonRequest, group: list[Registration]) -> QueryDict | None:
    """What was posted; the button for everybody fills in who has no answer yet, for the eye and not for the record."""
    if request.method != "POST":
        return None
    if "fill" not in request.POST:
        return request.POST
    data = request.POST.copy()
    for row in group:
        name = PersonForm.prefix_of(row)
        if not data.get(f"{name}-presence") and not data.get(f"{name}-minutes"):
            data[f"{name}-presence"] = WHOLLY
    return data


def _say_what_was_saved(request: PersonRequest, answers: list[int | None]) -> None:
    marked = sum(1 for minutes in answers if minutes is not None)
    left = len(answers) - marked
    messages.success(
        request,
        ngettext("Saved: %(count)d person is marked.", "Saved: %(count)d people are marked.", marked)
        % {"count": marked},
    )
    if left:
        messages.info(
            request,
            ngettext("%(count)d person is not marked yet.", "%(count)d people are not marked yet.", left)
            % {"count": left},
        )


@require_http_methods(["GET", "HEAD", "POST"])
def closing_page(request: PersonRequest, pk: int) -> HttpResponse:
    """Says what closing will make of everybody, or what is still missing, and closes."""
    at = timezone.now()
    runs = Run.objects.planned_by(request.user).filter(status__in=TOOK_PLACE)
    run = get_object_or_404(runs.select_related("offer"), pk=pk)
    if run.status == Run.Status.CLOSED:
        messages.info(request, _("This run is closed already."))
        return redirect("sessions:run", pk)
    if request.method == "POST":
        try:
            closing.close(run, by=request.user, at=at)
        except Refusal as no:
            messages.error(request, str(no))
            return redirect("attendance:closing", pk)
        messages.success(request, _("The run is closed. Certificates are issued to everybody who attended enough."))
        return redirect("sessions:run", pk)
    ledger = closing.Ledger.of(run)
    numbers = Counter(ledger.verdicts().values())
    status = Registration.Status
    return render(
        request,
        "attendance/closing.html",
        {
            "run": run,
            "obstacles": ledger.obstacles(at=at),
            "attended": numbers[status.ATTENDED],
            "partly_attended": numbers[status.PARTLY_ATTENDED],
            "no_show": numbers[status.NO_SHOW],
            "waiting": run.registrations.waiting().count(),
        },
    )
