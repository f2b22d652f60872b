"""Pages about talks: the person's, the coach's, and the accounts of consulting minutes."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coaching import account, talking
from coaching.forms import BaseDatesFormSet, DatesFormSet, MinutesForm, RequestForm
from coaching.models import Coaching, Slot, SlotQuerySet
from coaching.rules import accounts_visible_to
from lms.kit.refusal import Refusal
from lms.people.requests import PersonRequest
from lms.programmes import standing

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


# --- The person who asks -----------------------------------------------------------------------------


@require_GET
def requests(request: PersonRequest) -> HttpResponse:
    """My requests, newest first, and the way to a new one."""
    mine = Coaching.objects.filter(person=request.user).newest_first().prefetch_related(_agreed())
    entitled = standing.is_model(request.user.hats().municipalities(), at=timezone.now())
    under_way = any(coaching.status not in ("delivered", "withdrawn") for coaching in mine)
    return render(
        request,
        "coaching/requests.html",
        {"coachings": mine, "may_ask": entitled and not under_way, "entitled": entitled},
    )


@get_or_post
def request_new(request: PersonRequest) -> HttpResponse:
    """What a talk is and who learns of it; then one click asks for it."""
    entitled = standing.is_model(request.user.hats().municipalities(), at=timezone.now())
    if not entitled:
        raise Http404
    form = RequestForm(request.POST or None, municipality_ids=entitled)
    if request.method == "POST" and form.is_valid():
        try:
            coaching = talking.request(request.user, form.cleaned_data["municipality"], at=timezone.now())
        except Refusal as no:
            messages.error(request, str(no))
            return redirect("coaching:requests")
        messages.success(request, _("Your request has been passed on. You will get a letter once dates are offered."))
        return redirect("coaching:request", coaching.pk)
    return render(request, "coaching/request_new.html", {"form": form})


@require_GET
def request_page(request: PersonRequest, pk: int) -> HttpResponse:
    """My request: dates to choose from, the agreed date and where, or that it still waits."""
    coaching = get_object_or_404(Coaching.objects.filter(person=request.user).select_related("coach"), pk=pk)
    slots = list(coaching.slots.soonest_first())
    context = {
        "coaching": coaching,
        "open_slots": [slot for slot in slots if slot.status == Slot.Status.OFFERED],
        "agreed": next((slot for slot in slots if slot.status == Slot.Status.AGREED), None),
        "may_withdraw": coaching.status in ("requested", "offered", "agreed"),
    }
    return render(request, "coaching/request.html", context)


@require_POST
def acceptance(request: PersonRequest, pk: int) -> HttpResponse:
    """Choose one of the dates offered to me."""
    slot = get_object_or_404(Slot.objects.filter(coaching__person=request.user).select_related("coaching"), pk=pk)
    done = _("Your date is agreed. You will find it in your calendar as “Appointment”.")
    return _do(
        request,
        lambda: talking.agree(slot, by=request.user, at=timezone.now()),
        done,
        "coaching:request",
        slot.coaching_id,
    )


@require_POST
def refusal(request: PersonRequest, pk: int) -> HttpResponse:
    """None of the dates suits me."""
    coaching = get_object_or_404(Coaching.objects.filter(person=request.user), pk=pk)
    done = _("Your request has gone back to all coaches. You will get a letter once other dates are offered.")
    return _do(
        request, lambda: talking.decline(coaching, by=request.user, at=timezone.now()), done, "coaching:request", pk
    )


@get_or_post
def withdrawal(request: PersonRequest, pk: int) -> HttpResponse:
    """Take back my request, after a page that says what follows."""
    coaching = get_object_or_404(Coaching.objects.filter(person=request.user), pk=pk)
    if request.method == "POST":
        done = _("Your request has been withdrawn.")
        return _do(
            request,
            lambda: talking.withdraw(coaching, by=request.user, at=timezone.now()),
            done,
            "coaching:request",
            pk,
        )
    return render(request, "coaching/withdrawal.html", {"coaching": coaching})


# --- The coach ---------------------------------------------------------------------------------------


@require_GET
def offers(request: PersonRequest) -> HttpResponse:
    """For a coach: requests that wait, and my talks."""
    if not request.user.hats().is_coach:
        raise Http404
    waiting = (
        Coaching.objects.waiting_for_a_coach()
        .exclude(person=request.user)
        .select_related("municipality")
        .order_by("requested_at", "pk")
    )
    mine = (
        Coaching.objects.filter(coach=request.user)
        .select_related("person", "municipality")
        .prefetch_related(_agreed())
        .newest_first()
    )
    return render(request, "coaching/offers.html", {"waiting": waiting, "mine": mine})


@get_or_post
def offer_new(request: PersonRequest, pk: int) -> HttpResponse:
    """For a coach: take up a request and offer up to three dates."""
    coaching = get_object_or_404(
        Coaching.objects.visible_to(request.user).exclude(person=request.user).select_related("municipality"), pk=pk
    )
    dates = cast(BaseDatesFormSet, DatesFormSet(request.POST or None, prefix="date"))
    if request.method == "POST" and dates.is_valid():
        try:
            talking.offer(coaching, dates.dates(), by=request.user, at=timezone.now())
        except Refusal as no:
            messages.error(request, str(no))
        else:
            messages.success(request, _("Your dates have been offered."))
            return redirect("coaching:talk", pk)
    return render(request, "coaching/offer_new.html", {"coaching": coaching, "dates": dates})


@get_or_post
def talk(request: PersonRequest, pk: int) -> HttpResponse:
    """For its coach: dates, the person's name once a date is agreed, and the delivered minutes."""
    coaching = get_object_or_404(
        Coaching.objects.held_by(request.user).select_related("person", "municipality", "delivery"), pk=pk
    )
    held = coaching.status == Coaching.Status.DELIVERED
    form = MinutesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        verb = talking.put_right if held else talking.hold
        done = _("The minutes have been entered.")
        minutes = form.cleaned_data["minutes"]
        return _do(
            request,
            lambda: verb(coaching, minutes=minutes, by=request.user, at=timezone.now()),
            done,
            "coaching:talk",
            pk,
        )
    slots = list(coaching.slots.soonest_first())
    agreed = next((slot for slot in slots if slot.status == Slot.Status.AGREED), None)
    context = {
        "coaching": coaching,
        "slots": slots,
        "agreed": agreed,
        "held": held,
        "delivered": account.stands(coaching.delivery) if coaching.delivery else None,
        "begun": agreed is not None and agreed.starts_at <= timezone.now(),
        "form": form,
    }
    return render(request, "coaching/talk.html", context)


@get_or_post
def cancellation(request: PersonRequest, pk: int) -> HttpResponse:
    """For its coach: give the talk back, after a page that says what follows."""
    coaching = get_object_or_404(Coaching.objects.held_by(request.user), pk=pk)
    if request.method == "POST":
        done = _("The date is cancelled, and the request has gone back to all coaches.")
        try:
            talking.cancel(coaching, by=request.user, at=timezone.now())
        except Refusal as no:
            messages.error(request, str(no))
            return redirect("coaching:talk", pk)
        messages.success(request, done)
        return redirect("coaching:offers")
    return render(request, "coaching/cancellation.html", {"coaching": coaching})


# --- The accounts ------------------------------------------------------------------------------------


@require_GET
def account_page(request: PersonRequest, pk: int) -> HttpResponse:
    """A municipality's account: granted, planned, delivered, left; for the office also delivered minutes per month.

    Not for the employer: where talks are few, a month and a colleague's absences would tell who talks.
    """
    municipality = get_object_or_404(accounts_visible_to(request.user), pk=pk)
    context = {
        "municipality": municipality,
        "balance": account.balance(municipality),
        "is_office": request.user.hats().is_office,
        "months": account.delivered_by_month(municipality) if request.user.hats().is_office else [],
    }
    return render(request, "coaching/account.html", context)


@require_GET
def accounts(request: PersonRequest) -> HttpResponse:
    """All accounts I may see; for coordination mostly one."""
    municipalities = list(accounts_visible_to(request.user).alphabetical())
    if not (municipalities or request.user.hats().is_office):
        raise Http404
    balances = account.balances(municipalities)
    rows = [(municipality, balances[municipality.pk]) for municipality in municipalities]
    return render(request, "coaching/accounts.html", {"rows": rows})


def _agreed() -> Prefetch[str, SlotQuerySet, str]:
    return Prefetch("slots", queryset=Slot.objects.agreed(), to_attr="agreed_slots")


def _do(request: PersonRequest, deed: Callable[[], None], done: str, page: str, pk: int) -> HttpResponse:
    try:
        deed()
    except Refusal as no:
        messages.error(request, str(no))
    else:
        messages.success(request, done)
    return redirect(page, pk)
