"""The one page the head of an administration needs: no login, one link, one button."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from lms.kit.refusal import Refusal
from lms.programmes import endorsing
from lms.programmes.models import Application


@login_not_required
@never_cache
def endorsement(request: HttpRequest, token: str) -> HttpResponse:
    """Shows what is to be endorsed; only the button confirms, as mail programs open links on their own.

    An unknown, used, replaced or belated link gets one and the same page.
    """
    now = timezone.now()
    application = endorsing.application_for(token, at=now)
    if application is None:
        return _private(render(request, "programmes/endorsement_gone.html", status=404))
    refused = ""
    if request.method == "POST":
        try:
            endorsing.confirm(application, read=request.POST.get("read", ""), at=now)
        except endorsing.TextHasChanged as no:
            refused = str(no)
            application = Application.objects.for_reading().select_related("applicant").get(pk=application.pk)
        except Refusal:
            return _private(render(request, "programmes/endorsement_gone.html", status=404))
        else:
            return redirect("programmes:endorsement_confirmed")
    context = {"application": application, "read": endorsing.fingerprint(application), "refused": refused}
    return _private(render(request, "programmes/endorsement.html", context))


@login_not_required
def confirmed(request: HttpRequest) -> HttpResponse:
    """Thanks, and nothing about what was confirmed: the address stays in the browser's history."""
    return render(request, "programmes/endorsement_confirmed.html")


def _private(response: HttpResponse) -> HttpResponse:
    """Out of search engines. The house's referrer policy (same-origin) keeps the address from others; ``no-referrer``
    would make browsers send ``Origin: null``, and the form would fail its CSRF check."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
