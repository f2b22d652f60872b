"""The content origin: the frame a package plays in, its files, the address it saves at. Nobody is logged in here."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from courses.scorm import playing, saving, serving, tickets
from courses.scorm.models import Package, ScormActivity, shelf
from lms.kit.refusal import Refusal
from lms.people.models import User

P = ParamSpec("P")
log = logging.getLogger(__name__)


def on_content_origin(
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """A view for strangers who hold a ticket: without login, without cookies, framed by us alone."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Content-Security-Policy", serving.policy(own=True))
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return xframe_options_exempt(login_not_required(guarded))


@on_content_origin
@never_cache
@require_safe
def play(request: HttpRequest, ticket: str) -> HttpResponse:
    """The frame around a module, with everything it may know of its learner."""
    now = timezone.now()
    try:
        allowed = tickets.PlayTicket.read(ticket, at=now)
    except tickets.Invalid:
        return _expired(request)
    person = get_object_or_404(User, pk=allowed.person_id, is_active=True)
    activity = get_object_or_404(
        ScormActivity.objects.visible_to(person).select_related("package"), pk=allowed.activity_id
    )
    with translation.override(person.language):
        return render(request, "scorm/play.html", {"stage": playing.open_for(person, activity, at=now)})


@on_content_origin
@never_cache
@require_safe
def preview(request: HttpRequest, ticket: str) -> HttpResponse:
    """The same frame for somebody who only looks."""
    now = timezone.now()
    try:
        allowed = tickets.PreviewTicket.read(ticket, at=now)
    except tickets.Invalid:
        return _expired(request)
    package = get_object_or_404(Package, pk=allowed.package_id)
    return render(request, "scorm/play.html", {"stage": playing.preview(package, at=now)})


@on_content_origin
@require_safe
def file(request: HttpRequest, ticket: str, path: str) -> HttpResponseBase:
    try:
        allowed = tickets.FilesTicket.read(ticket, at=timezone.now())
    except tickets.Invalid:
        raise Http404 from None
    return serving.answer(request, shelf() / allowed.folder, path)


@on_content_origin
@csrf_exempt
@never_cache
@require_POST
def commit(request: HttpRequest, ticket: str) -> JsonResponse:
    """Save, and say "true" only when it is really saved (``result`` and ``errorCode`` as scorm-again reads them)."""
    now = timezone.now()
    if not _comes_from_our_frame(request):
        return _not_saved(403)
    try:
        allowed = tickets.CommitTicket.read(ticket, at=now)
    except tickets.Invalid:
        return _not_saved(403)
    if not _length(request) <= saving.MAX_BYTES:
        return _not_saved(413)
    try:
        saving.keep(saving.Commit.read(request.body), allowed, at=now)
    except Refusal as no:
        log.info("A commit of record %s was refused: %s", allowed.record_id, type(no).__name__)
        return _not_saved(STATUS[type(no)])
    return JsonResponse({"result": "true", "errorCode": 0, "saved_at": now.isoformat()})


STATUS: dict[type[Refusal], int] = {saving.Unintelligible: 400, saving.Gone: 404, saving.Superseded: 409}


def _not_saved(status: int) -> JsonResponse:
    return JsonResponse({"result": "false", "errorCode": 101}, status=status)


def _comes_from_our_frame(request: HttpRequest) -> bool:
    """Browsers name the origin of every POST; where one does not, it must say that it is the same."""
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    return (origin == settings.CONTENT_ORIGIN or (origin is None and site == "same-origin")) and site in {
        None,
        "same-origin",
    }


def _length(request: HttpRequest) -> int:
    """Bytes announced; a body without a length is not read at all."""
    try:
        return int(request.headers["Content-Length"])
    except (KeyError, ValueError):
        return saving.MAX_BYTES + 1


def _expired(request: HttpRequest) -> HttpResponse:
    return render(request, "scorm/expired.html", status=403)
