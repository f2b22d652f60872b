"""Reporting a barrier: a form for everybody, a letter to the office."""

from datetime import datetime, timedelta

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.kit.refusal import Refusal
from lms.mail import sending
from lms.mail.models import Letter
from lms.mail.occasions import occasion

ABOUT = "mail.barrier"
occasion(ABOUT, gettext_lazy("report of a barrier"))
AT_MOST = 30
"""Reports per hour that become letters: the form is open to everybody, the office's mailbox is not without end."""


class TooManyReports(Refusal):
    """Somebody is flooding the form."""


class BarrierForm(forms.Form):
    what = forms.CharField(
        label=gettext_lazy("What does not work?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )
    where = forms.CharField(
        label=gettext_lazy("On which page?"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Its address or its heading, if you know it."),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address for our answer"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy("Without it we cannot answer, but your report counts just the same."),
    )


def report(*, what: str, where: str, email: str, at: datetime) -> Letter:
    """Write to the office, in its language. Refused when reports come in floods."""
    if Letter.objects.filter(about=ABOUT, created_at__gt=at - timedelta(hours=1)).count() >= AT_MOST:
        raise TooManyReports(
            _("Very many reports are coming in at the moment. Please write to %(address)s instead.")
            % {"address": settings.OFFICE_EMAIL}
        )
    with translation.override(settings.LANGUAGE_CODE):
        unknown = _("not stated")
        subject = _("A barrier was reported")
        body = _("What does not work:\n%(what)s\n\nWhere: %(where)s\n\nAnswer to: %(email)s\n") % {
            "what": what,
            "where": where or unknown,
            "email": email or unknown,
        }
    return sending.post(
        Letter(to_address=settings.OFFICE_EMAIL, subject=subject, body=body, about=ABOUT, created_at=at, not_before=at)
    )


@login_not_required
def barrier(request: HttpRequest) -> HttpResponse:
    form = BarrierForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            report(**form.cleaned_data, at=timezone.now())
        except Refusal as no:
            messages.error(request, str(no))
        else:
            messages.success(request, _("Thank you. Your report has reached us."))
            return redirect("mail:barrier")
    return render(request, "pages/barrier.html", {"form": form})
