"""Pages of the house itself: the desk, the footer, the choice of language, and what is said when nothing works.

Error pages are drawn without request, person or database: they must stand when everything else has fallen.
"""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.i18n import set_language

from lms.kit import help as helping
from lms.kit.desk import cards_for


def desk(request: HttpRequest) -> HttpResponse:
    """The start page: one card for each thing that waits for this person."""
    return render(request, "desk.html", {"cards": cards_for(request.user, at=timezone.now())})  # type: ignore[arg-type]


@login_not_required
def page(request: HttpRequest, template: str) -> HttpResponse:
    """A page that only says something, to everybody."""
    return render(request, template)


@login_not_required
def help_page(request: HttpRequest) -> HttpResponse:
    """Short answers, those for the reader's own roles unfolded."""
    hats = request.user.hats() if request.user.is_authenticated else None
    context = {"roles": helping.roles(hats), "reset_url": reverse("account_reset_password")}
    return render(request, "pages/help.html", context)


language = login_not_required(set_language)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _plainly("400.html", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _plainly("403.html", 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _plainly("403_csrf.html", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _plainly("404.html", 404)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """allauth asks for it (``handler429``) where somebody logs in or opens accounts too often."""
    return _plainly("429.html", 429)


def server_error(request: HttpRequest) -> HttpResponse:
    return _plainly("500.html", 500)


def _plainly(template: str, status: int) -> HttpResponse:
    context = {
        "programme_name": settings.PROGRAMME_NAME,
        "office_email": settings.OFFICE_EMAIL,
        # Not {% static %}: that would ask the manifest, and a missing one may be the very error.
        "static_url": settings.STATIC_URL,
    }
    return HttpResponse(render_to_string(template, context), status=status)
