"""Looking a municipality up in the official list."""

import re

from django.http import HttpResponse
from django.shortcuts import render

from lms.people import fields
from lms.people.requests import PersonRequest

FIELD_NAME = re.compile(r"[A-Za-z][\w-]{0,60}")


def municipality_search(request: PersonRequest) -> HttpResponse:
    """Municipalities by name or key: a page of its own, or for htmx the radio buttons of a form's field.

    The list is public; it tells nothing about who takes part.
    """
    name = request.GET.get("name", "")
    if not FIELD_NAME.fullmatch(name):
        name = "municipality"
    typed = request.GET.get("q", request.GET.get(f"{name}-typed", ""))[:160].strip()
    found, more = fields.matches(typed)
    context = {"name": name, "id": f"id_{name}", "typed": typed, "picked": "", "matches": found, "more": more}
    context["asked"] = len(typed) > 1
    if request.htmx:
        return render(request, "people/_found.html", context)
    return render(request, "people/municipality_search.html", context)
