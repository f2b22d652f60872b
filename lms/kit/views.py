"""Pages of the house itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from lms.kit.desk import cards_for


def desk(request: HttpRequest) -> HttpResponse:
    """The start page: one card for each thing that waits for this person."""
    return render(request, "desk.html", {"cards": cards_for(request.user, at=timezone.now())})  # type: ignore[arg-type]
