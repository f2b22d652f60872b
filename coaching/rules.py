"""Who may see accounts."""

from __future__ import annotations

from lms.people.models import Municipality, MunicipalityQuerySet, User


def accounts_visible_to(user: User) -> MunicipalityQuerySet:
    """Municipalities with consulting days: all for the office, one's own for coordination, lead contact and HR."""
    with_days = Municipality.objects.filter(consulting_entries__kind="grant").distinct()
    hats = user.hats()
    return with_days if hats.is_office else with_days.filter(pk__in=hats.leading())
