"""Pages about seats: asking for one, seeing where one stands, giving it back."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.seats import cancelling, registering, rules, waiting
from courses.seats.forms import RegistrationForm
from courses.seats.models import Registration
from courses.sessions.models import Run, Session
from lms.kit.refusal import Refusal
from lms.people.models import Municipality
from lms.people.requests import PersonRequest

PER_PAGE = 25


@require_safe
def mine(request: PersonRequest) -> HttpResponse:
    """My registrations: what is coming, with state, place and reason; and what is past, newest first."""
    at = timezone.now()
    rows = Registration.objects.of(request.user).with_span().select_related("run__offer")
    upcoming = rows.upcoming(at=at).with_place().with_seats_taken().soonest_first()
    upcoming = upcoming.prefetch_related(Prefetch("run__sessions", Session.objects.soonest_first()))
    past = rows.over(at=at).latest_first()
    page = Paginator(past, PER_PAGE).get_page(request.GET.get("page"))
    waits = Registration.Status.WAITING
    return render(
        request,
        "seats/mine.html",
        {
            "upcoming": [(row, waiting.why(row, at=at) if row.status == waits else "") for row in upcoming],
            "page": page,
        },
    )


@require_safe
def registration(request: PersonRequest, pk: int) -> HttpResponse:
    """One registration of mine: dates, state, place in line and why; the venue once it may be known."""
    at = timezone.now()
    row = get_object_or_404(
        Registration.objects.of(request.user)
        .with_span()
        .with_place()
        .with_seats_taken()
        .select_related("run__offer", "run__trainer", "municipality"),
        pk=pk,
    )
    return render(
        request,
        "seats/registration.html",
        {
            "registration": row,
            "sessions": row.run.sessions.soonest_first(),
            "why": waiting.why(row, at=at) if row.status == Registration.Status.WAITING else "",
            "shows_venue": rules.may_see_venue(row, starts_at=row.starts_at, at=at),
            "may_cancel": row.is_active() and row.starts_at is not None and at < row.starts_at,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def registration_new(request: PersonRequest, run_pk: int) -> HttpResponse:
    """Says what will happen, a seat or a place in line and why, and registers."""
    at = timezone.now()
    run = get_object_or_404(Run.objects.visible_to(request.user).select_related("offer"), pk=run_pk)
    form = RegistrationForm(request.POST if request.method == "POST" else None, run=run, person=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            made = registering.register(run, request.user, form.chosen(), at=at)
        except Refusal as no:
            messages.error(request, str(no))
        else:
            if made.status == Registration.Status.CONFIRMED:
                messages.success(request, _("You have a seat."))
            else:
                messages.success(request, _("You are registered and stand on the waiting list."))
            return redirect("seats:registration", made.pk)
    served_first = registering.with_priority(run, [town.pk for town in form.employers], at=at)
    counts = Registration.objects.counts([run.pk])[run.pk]
    tier = Registration.Tier
    prospects = [
        (
            town,
            waiting.prospect(
                run, counts, tier.PRIORITY if town is not None and town.pk in served_first else tier.OPEN, at=at
            ),
        )
        for town in form.options()
    ]
    return render(
        request,
        "seats/registration_new.html",
        {
            "run": run,
            "sessions": run.sessions.soonest_first(),
            "form": form,
            "obstacles": registering.obstacles(run, request.user, at=at),
            "prospects": [(town, position.in_words(at=at) if position else "") for town, position in prospects],
            "all_wait": all(position for _town, position in prospects),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def cancellation(request: PersonRequest, pk: int) -> HttpResponse:
    """Says what cancelling means, and cancels."""
    at = timezone.now()
    row = get_object_or_404(Registration.objects.of(request.user).select_related("run__offer"), pk=pk)
    if request.method == "POST":
        try:
            cancelling.cancel(row, by=request.user, at=at)
        except Refusal as no:
            messages.error(request, str(no))
        else:
            messages.success(request, _("You have cancelled your registration."))
        return redirect("seats:registration", pk)
    if not row.is_active():
        return redirect("seats:registration", pk)
    counts = Registration.objects.counts([row.run_id])[row.run_id]
    return render(
        request,
        "seats/cancellation.html",
        {
            "registration": row,
            "sessions": row.run.sessions.soonest_first(),
            "somebody_waits": counts.waiting > 0,
            "has_seat": row.status == Registration.Status.CONFIRMED,
        },
    )


@require_safe
def employer(request: PersonRequest, municipality_pk: int) -> HttpResponse:
    """For coordination and human resources: who of us goes where. Confidential offers do not exist on this page."""
    if municipality_pk not in request.user.hats().leading():
        raise Http404
    at = timezone.now()
    ours = Registration.objects.shown_to_employer([municipality_pk], user=request.user)
    rows = ours.with_span().select_related("run__offer", "person")
    shows_past = "past" in request.GET
    rows = rows.over(at=at).latest_first() if shows_past else rows.upcoming(at=at).soonest_first()
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "seats/employer.html",
        {
            "municipality": get_object_or_404(Municipality, pk=municipality_pk),
            "page": page,
            "shows_past": shows_past,
        },
    )
