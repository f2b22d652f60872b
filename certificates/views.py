"""Pages about certificates: mine, HR's, and the public question whether one is genuine."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from certificates import employer
from certificates.forms import PeriodForm, VerificationForm
from certificates.models import Certificate
from lms.kit import limits
from lms.people.requests import PersonRequest


@require_GET
def mine(request: PersonRequest) -> HttpResponse:
    """Everything ever issued to me, newest first."""
    certificates = Certificate.objects.filter(person=request.user).newest_first()
    page = Paginator(certificates, 50).get_page(request.GET.get("page"))
    context = {"page": page, "sees_staff": bool(request.user.hats().hr())}
    return render(request, "certificates/mine.html", context)


@require_GET
@never_cache
def certificate(request: PersonRequest, pk: int) -> HttpResponse:
    """The file as it was issued."""
    found = get_object_or_404(Certificate.objects.visible_to(request.user).select_related("paper"), pk=pk)
    response = HttpResponse(bytes(found.paper.pdf), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{found.number}.pdf"'
    return response


@login_not_required
@require_GET
@never_cache
def verification(request: HttpRequest) -> HttpResponse:
    """Is this certificate genuine? Yes or no and the date of issue; no name, no title, no municipality.

    An unknown number and a wrong code get the same answer, and an address gets thirty tries in ten minutes.
    """
    asked = "number" in request.GET or "code" in request.GET
    form = VerificationForm(request.GET if asked else None)
    context: dict[str, Any] = {"form": form}
    status = 200
    if asked and limits.too_many(request, "verification", most=30, seconds=600):
        context["refused"] = _("Too many questions from your address. Please try again in ten minutes.")
        status = 429
    elif asked and form.is_valid():
        found = Certificate.objects.filter(number=form.cleaned_data["number"]).first()
        expected = found.code if found else "-"
        genuine = secrets.compare_digest(expected.encode(), form.cleaned_data["code"].encode())
        context |= {"answered": True, "certificate": found if genuine else None}
    response = render(request, "certificates/verification.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _period(request: PersonRequest) -> PeriodForm:
    own = request.user.hats().hr()
    if not own:
        raise Http404
    today = timezone.localdate()
    start = {"first": today.replace(month=1, day=1).isoformat(), "last": today.isoformat()}
    if len(own) == 1:
        start["municipality"] = str(next(iter(own)))
    return PeriodForm({**start, **{key: request.GET[key] for key in request.GET}}, municipality_ids=own)


@require_GET
def employer_page(request: PersonRequest) -> HttpResponse:
    """HR: the certificates of one's own people in a period, and how many the file will hold."""
    form = _period(request)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        period = form.cleaned_data
        chosen = (
            Certificate.objects.for_employer(period["municipality"], user=request.user)
            .taught_between(period["first"], period["last"])
            .by_name()
        )
        page = Paginator(chosen, 50).get_page(request.GET.get("page"))
        context |= {"page": page, "count": page.paginator.count, "period": period}
    return render(request, "certificates/employer.html", context)


@require_GET
@never_cache
def employer_file(request: PersonRequest) -> HttpResponse | FileResponse:
    """HR: the ZIP for the period; a period that makes no sense leads back to the page that says so."""
    form = _period(request)
    if not form.is_valid():
        return render(request, "certificates/employer.html", {"form": form}, status=400)
    period = form.cleaned_data
    bundle = employer.bundle(
        period["municipality"], first=period["first"], last=period["last"], by=request.user, at=timezone.now()
    )
    name = f"Teilnahmebescheinigungen_{period['first']}_{period['last']}.zip"
    return FileResponse(bundle, as_attachment=True, filename=name, content_type="application/zip")
