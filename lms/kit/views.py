"""Pages of the house itself: the desk, the pages in the footer, the choice of language."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.i18n import set_language

from lms.kit.desk import cards_for


def desk(request: HttpRequest) -> HttpResponse:
    """The start page: one card for each thing that waits for this person."""
    return render(request, "desk.html", {"cards": cards_for(request.user, at=timezone.now())})  # type: ignore[arg-type]


@login_not_required
def page(request: HttpRequest, template: str) -> HttpResponse:
    """A page that only says something, to everybody."""
    return render(request, template)


language = login_not_required(set_language)
