"""Taking a whole list of staff into a municipality: upload, look, confirm."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext

from lms.kit.refusal import Refusal
from lms.people import importing, inviting
from lms.people.forms import StaffListForm
from lms.people.models import Membership, Municipality, User
from lms.people.requests import PersonRequest

SHOWN = 200


def staff_import(request: PersonRequest, pk: int) -> HttpResponse:
    """Upload or paste a list, see what it would do, confirm. One with a broken row does nothing and stays editable."""
    municipality = get_object_or_404(Municipality.objects.led_by(request.user), pk=pk)
    form = StaffListForm(request.POST or None, request.FILES or None)
    context = {"municipality": municipality, "form": form, "limit": importing.MAX_ROWS}
    if not form.is_valid():
        return render(request, "people/import.html", context)
    text = form.cleaned_data["text"]
    try:
        rows = importing.read(text)
    except Refusal as no:
        return render(request, "people/import.html", context | {"form": _with(text), "refusal": no})
    broken = [row for row in rows if row.faults]
    if broken:
        context |= {"form": _with(text), "broken": broken[:SHOWN], "broken_count": len(broken), "count": len(rows)}
        return render(request, "people/import.html", context)
    if "confirmed" not in request.POST:
        here = _already_here(municipality, request.user, [row.invitee.email for row in rows])
        context |= {
            "text": text,
            "rows": [{"row": row, "here": row.invitee.email in here} for row in rows[:SHOWN]],
            "count": len(rows),
            "more": max(0, len(rows) - SHOWN),
            "fresh": sum(row.invitee.email not in here for row in rows),
            "form": _with(text),
        }
        return render(request, "people/import_preview.html", context)
    people = [row.invitee for row in rows]
    inviting.invite_to(municipality, people, Membership.Role.STAFF, by=request.user, at=timezone.now())
    messages.success(
        request,
        ngettext(
            "The list is taken in: %(count)d row. Whoever was not there yet gets a letter.",
            "The list is taken in: %(count)d rows. Whoever was not there yet gets a letter.",
            len(rows),
        )
        % {"count": len(rows)},
    )
    return redirect("people:invited", pk)


def _with(text: str) -> StaffListForm:
    """The form anew, with the list as text: the browser would not upload the file a second time by itself."""
    return StaffListForm(initial={"text": text})


def _already_here(municipality: Municipality, user: User, emails: list[str]) -> set[str]:
    """Which addresses the asker knows to be members or invited already; nobody else's account shows through."""
    role = Membership.Role.STAFF
    members = Membership.objects.listed_for(user).filter(municipality=municipality, role=role)
    invited = municipality.invitations.filter(Q(role=role, email__in=emails))
    return set(members.filter(person__email__in=emails).values_list("person__email", flat=True)) | set(
        invited.values_list("email", flat=True)
    )
