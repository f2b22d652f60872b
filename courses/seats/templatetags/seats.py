"""``{% load seats %}``: the state of a registration as a badge."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from courses.seats.models import Registration

register = template.Library()
Status = Registration.Status

KINDS = {
    Status.CONFIRMED: "success",
    Status.WAITING: "warning",
    Status.RUN_CANCELLED: "danger",
    Status.ATTENDED: "success",
}


@register.inclusion_tag("kern/badge.html")
def state(registration: Registration) -> dict[str, Any]:
    """For the person and for who leads the run: what became of a registration."""
    status = Status(registration.status)
    return {"text": status.label, "kind": KINDS.get(status, "neutral")}


@register.inclusion_tag("kern/badge.html")
def state_for_employer(registration: Registration) -> dict[str, Any]:
    """Employers learn whether somebody completed a training, not how much of it they missed."""
    if registration.status in {Status.PARTLY_ATTENDED, Status.NO_SHOW, Status.EXPIRED}:
        return {"text": _("not completed"), "kind": "neutral"}
    if registration.status == Status.ATTENDED:
        return {"text": _("completed"), "kind": "success"}
    return state(registration)
