"""The catalogue as a page shows it: what passes the filters, how much each filter would leave, and lean cards.

The whole catalogue is a few hundred rows, so two queries fetch it and the rest is counted here; that way each filter
can say how many offers it would leave given all the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _

from courses.catalogue.models import Audience, Offer, OfferQuerySet
from lms.kit import durations

BASE, ADD_ON = "base", "addon"
MODULES = [(module.value, format_lazy("{} {}", module.value, module.label)) for module in Offer.Module]
"""Modules as people call them: with their number."""

Chosen = dict[str, str]
"""A value for each filter that is set: module (or all base or all add-on modules), audience, format."""


class Item(NamedTuple):
    """An offer on the shelf: only what cards and filters need."""

    pk: int
    code: str
    title: str
    summary: str
    module: str
    format: str
    net_minutes: int
    is_published: bool
    groups: frozenset[str]


@dataclass(frozen=True)
class Card:
    """An offer as the list shows it, every word ready: templates that translate row by row are slow."""

    href: str
    code: str
    title: str
    summary: str
    module: str
    audience: str
    length: str
    format: str
    is_draft: bool


def fetch(offers: OfferQuerySet) -> list[Item]:
    """The offers in their order, with their audiences: two queries however many there are."""
    groups: dict[int, set[str]] = {}
    for pk, group in Audience.objects.filter(offer__in=offers.order_by()).values_list("offer_id", "group"):
        groups.setdefault(pk, set()).add(group)
    rows = offers.values_list("pk", "code", "title", "summary", "module", "format", "net_minutes", "is_published")
    return [Item(*row, groups=frozenset(groups.get(row[0], ()))) for row in rows]


def groups_served(item: Item) -> Iterable[str]:
    """Every group that finds itself here: an offer for all employees is for leaders and teams, too."""
    return Audience.Group.values if Audience.Group.ALL in item.groups else item.groups


VALUES: dict[str, Callable[[Item], Iterable[str]]] = {
    "module": lambda item: [item.module, BASE if item.module.startswith("M") else ADD_ON],
    "audience": groups_served,
    "format": lambda item: [item.format],
}
"""For each filter, the values under which an offer is found."""


def passing(items: Iterable[Item], chosen: Chosen) -> list[Item]:
    """Those that pass every filter that is set."""
    return [item for item in items if all(value in VALUES[name](item) for name, value in chosen.items() if value)]


def counts(items: Sequence[Item], chosen: Chosen) -> dict[str, Counter[str]]:
    """For each filter and value, how many offers it would leave while all other filters stay as they are."""
    return {
        name: Counter(
            value
            for item in passing(items, {other: wanted for other, wanted in chosen.items() if other != name})
            for value in values(item)
        )
        for name, values in VALUES.items()
    }


def cards(items: Iterable[Item]) -> list[Card]:
    """Ready for the page, in the reader's language; nothing is translated or formatted twice."""
    shelf = reverse("catalogue:offers")
    modules = {value: str(label) for value, label in Offer.Module.choices}
    formats = {value: str(label) for value, label in Offer.Format.choices}
    groups = {value: str(label) for value, label in Audience.Group.choices}
    lengths: dict[int, str] = {}
    audiences: dict[frozenset[str], str] = {}
    made = []
    for item in items:
        if item.net_minutes not in lengths:
            lengths[item.net_minutes] = durations.in_words(item.net_minutes)
        if item.groups not in audiences:
            audiences[item.groups] = _and(groups[value] for value in Audience.Group.values if value in item.groups)
        made.append(
            Card(
                href=f"{shelf}{item.code}/",
                code=item.code,
                title=item.title,
                summary=item.summary,
                module=modules[item.module],
                audience=audiences[item.groups],
                length=lengths[item.net_minutes],
                format=formats[item.format],
                is_draft=not item.is_published,
            )
        )
    return made


def _and(words: Iterable[str]) -> str:
    """ "leaders, teams and coordination": listed as a sentence would."""
    *first, last = list(words) or [""]
    return _("%(words)s and %(last)s") % {"words": ", ".join(first), "last": last} if first else last
