"""One's own dates: as a list, as files, and as a subscription for calendar programs."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from calendars import ics, spans, subscribing
from calendars.models import Feed
from lms.people.requests import PersonRequest

CALENDAR_TYPE = "text/calendar; charset=utf-8"


@require_safe
def mine(request: PersonRequest) -> HttpResponse:
    """My dates, next ones first; those of the last weeks below."""
    now = timezone.now()
    dates = spans.around(now, person=request.user).entries
    return render(
        request,
        "calendars/mine.html",
        {
            "upcoming": [entry for entry in dates if entry.ends_at > now],
            "past": [entry for entry in reversed(dates) if entry.ends_at <= now],
        },
    )


@require_safe
def entry(request: PersonRequest, uid: str) -> HttpResponse:
    """One of my dates as a file for a calendar program."""
    now = timezone.now()
    for date in spans.around(now, person=request.user).entries:
        if date.uid == uid:
            return HttpResponse(
                ics.single(date, at=now),
                content_type=CALENDAR_TYPE,
                headers={"Content-Disposition": 'attachment; filename="termin.ics"', "Cache-Control": "private"},
            )
    raise Http404


@require_safe
def subscription(request: PersonRequest) -> HttpResponse:
    """My feed's address and how calendar programs use it."""
    mine = Feed.objects.filter(person=request.user).first()
    address = ""
    if mine is not None:
        address = settings.SITE_ORIGIN + reverse("calendars:feed", args=[subscribing.token(mine)])
    # webcals rather than webcal where we speak HTTPS: the secret must not travel in the clear even once.
    webcal_address = address.replace("http", "webcal", 1)
    context = {"feed": mine, "address": address, "webcal_address": webcal_address}
    return render(request, "calendars/subscription.html", context)


@require_POST
def renewal(request: PersonRequest) -> HttpResponse:
    """Switch my feed on, or give it a new address."""
    had_one = Feed.objects.filter(person=request.user).exists()
    subscribing.renew(request.user, by=request.user, at=timezone.now())
    if had_one:
        messages.success(request, _("Your calendar has a new address. The old one leads nowhere any more."))
    else:
        messages.success(request, _("Your calendar has an address now. Copy it into your calendar program."))
    return redirect("calendars:subscription")


@require_POST
def switching_off(request: PersonRequest) -> HttpResponse:
    """Let no address lead to my dates."""
    subscribing.switch_off(request.user, by=request.user, at=timezone.now())
    messages.success(request, _("Your dates can no longer be fetched from outside."))
    return redirect("calendars:subscription")


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """A person's dates for the calendar program that knows the address; it asks often, so mostly "unchanged" will do.

    Unknown, renewed and switched-off addresses are the same 404. The tag is weak (RFC 9110 § 8.8.1): two answers may
    differ in the moment they were written, never in what they say.
    """
    found = subscribing.feed_behind(token)
    if found is None:
        raise Http404
    now = timezone.now()
    with translation.override(found.person.language):
        span = spans.around(now, person=found.person)
        etag = f'W/"{span.fingerprint(found.person.language)}"'
        changed_at = max(span.changed_at(), found.created_at)
        response = get_conditional_response(request, etag=etag, last_modified=int(changed_at.timestamp()))
        if response is None:
            response = HttpResponse(ics.feed(span.entries, at=now), content_type=CALENDAR_TYPE)
    response.headers["ETag"] = etag
    response.headers.setdefault("Last-Modified", http_date(changed_at.timestamp()))
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Content-Language"] = found.person.language
    return response
