"""The outbox, for the office: what we wrote, and what could not be sent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from lms.kit.forms import FilterForm
from lms.kit.refusal import Refusal
from lms.mail import occasions, sending
from lms.mail.models import Letter

if TYPE_CHECKING:
    from lms.people.requests import PersonRequest

PER_PAGE = 50


class OutboxFilter(FilterForm):
    """Narrows the outbox by state and by what occasioned the letter."""

    status = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    about = forms.ChoiceField(label=gettext_lazy("Occasion"), required=False)

    def __init__(self, *args: Any, codes: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", _("all"))
        self.fields["status"] = forms.ChoiceField(
            label=gettext_lazy("State"), choices=[every, *Letter.Status.choices], required=False
        )
        named = sorted(((code, occasions.in_words(code)) for code in codes), key=lambda choice: choice[1])
        self.fields["about"] = forms.ChoiceField(
            label=gettext_lazy("Occasion"), choices=[every, *named], required=False
        )


def outbox(request: PersonRequest) -> HttpResponse:
    """All letters but the confidential ones, which are only counted. An unknown filter is no filter."""
    if not request.user.hats().is_office:
        raise Http404
    counted = Letter.objects.values("about", "status", "confidential").annotate(count=Count("pk")).order_by("about")
    tally = list(counted)
    form = OutboxFilter(request.GET, codes={row["about"] for row in tally if not row["confidential"]})
    form.is_valid()
    chosen = {name: value for name, value in form.cleaned_data.items() if value}
    letters = Letter.objects.visible_to(request.user).filter(**chosen).newest_first()
    page = Paginator(letters.defer("body", "calendar"), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "confidential": sum(row["count"] for row in tally if row["confidential"]),
        "confidential_failed": sum(
            row["count"] for row in tally if row["confidential"] and row["status"] == Letter.Status.FAILED
        ),
        "failed": sum(row["count"] for row in tally if row["status"] == Letter.Status.FAILED),
    }
    return render(request, "mail/outbox.html", context)


def letter(request: PersonRequest, pk: int) -> HttpResponse:
    """One letter as it was or will be sent. A confidential one is not there for anybody."""
    found = get_object_or_404(Letter.objects.visible_to(request.user), pk=pk)
    return render(request, "mail/letter.html", {"letter": found, "failed": found.status == Letter.Status.FAILED})


@require_POST
def resending(request: PersonRequest, pk: int) -> HttpResponse:
    """Try a letter that could not be sent once more."""
    found = get_object_or_404(Letter.objects.visible_to(request.user), pk=pk)
    try:
        sending.resend(found, by=request.user, at=timezone.now())
    except Refusal as no:
        messages.error(request, str(no))
    else:
        messages.success(request, _("The letter is on its way again."))
    return redirect("mail:letter", pk)


@require_POST
def resending_of_all(request: PersonRequest) -> HttpResponse:
    """Try everything that could not be sent once more, confidential letters included: nobody need read them for it."""
    if not request.user.hats().is_office:
        raise Http404
    count = sending.resend_all(by=request.user, at=timezone.now())
    messages.success(request, _("Letters on their way again: %(count)d.") % {"count": count})
    return redirect("mail:outbox")
