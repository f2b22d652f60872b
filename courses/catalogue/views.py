"""The catalogue: looking for an offer, reading what it is about, writing one."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from courses.catalogue import authoring, rules, searching, shelves
from courses.catalogue.forms import CatalogueFilter, OfferForm, PageForm
from courses.catalogue.models import Audience, Offer, PageActivity
from courses.catalogue.sections import offer_sections
from lms.kit import durations, markdown
from lms.people.requests import PersonRequest

OFFERS_PER_PAGE = 30


@require_safe
def offers(request: PersonRequest) -> HttpResponse:
    """Search and filters narrow the list; the address says it all, so it can be sent to a colleague."""
    form = CatalogueFilter(request.GET)
    found = searching.find(form.words(), user=request.user)
    items = shelves.fetch(found.offers)
    chosen = form.chosen()
    page = Paginator(shelves.passing(items, chosen), OFFERS_PER_PAGE).get_page(request.GET.get("page"))
    form.show_counts(shelves.counts(items, chosen))
    context = {
        "form": form,
        "page": page,
        "cards": shelves.cards(page),
        "instead": found.instead,
        "words": form.words(),
        "is_narrowed": bool(chosen or form.words()),
        "may_write": rules.may_write_offers(request.user),
    }
    piece = "#results" if request.htmx and not request.htmx.history_restore_request else ""
    return render(request, f"catalogue/offers.html{piece}", context)


@require_safe
def offer(request: PersonRequest, code: str) -> HttpResponse:
    """What an offer is about and what there is to do; the floors above add dates, registration, coaching."""
    offer = get_object_or_404(Offer.objects.visible_to(request.user), code=code)
    context = _facts(offer, offer.audiences.values_list("group", flat=True)) | {
        "activities": offer.activities_in_order,
        "sections": offer_sections.of(offer, user=request.user, at=timezone.now()),
        "may_write": rules.may_write_offers(request.user),
    }
    return render(request, "catalogue/offer.html", context)


def _facts(offer: Offer, groups: Iterable[str]) -> dict[str, object]:
    """What ``_facts.html`` shows, of a saved offer or of one that is only being tried out."""
    meant = set(groups)
    return {
        "offer": offer,
        "length": durations.in_words(offer.net_minutes),
        "audiences": [label for value, label in Audience.Group.choices if value in meant],
    }


def offer_new(request: PersonRequest) -> HttpResponse:
    return _write(request, Offer())


def offer_edit(request: PersonRequest, code: str) -> HttpResponse:
    return _write(request, get_object_or_404(Offer.objects.visible_to(request.user), code=code))


def _write(request: PersonRequest, offer: Offer) -> HttpResponse:
    """One form for a new offer and an old one; "preview" shows what it would look like and saves nothing."""
    if not rules.may_write_offers(request.user):
        raise Http404
    is_new = offer.pk is None
    form = OfferForm(request.POST or None, instance=offer)
    preview = None
    if request.method == "POST" and form.is_valid():
        groups = form.cleaned_data["audiences"]
        if "preview" not in request.POST:
            authoring.keep_offer(
                form.instance, audiences=groups, changed=form.changed_data, by=request.user, at=timezone.now()
            )
            messages.success(request, _("The offer is saved."))
            return redirect(form.instance)
        preview = _facts(form.instance, groups)
    context = {"form": form, "offer": None if is_new else offer, "preview": preview}
    return render(request, "catalogue/offer_form.html", context)


@require_safe
def page(request: PersonRequest, pk: int) -> HttpResponse:
    """Something to read, on a page of its own."""
    page = get_object_or_404(
        PageActivity.objects.select_related("offer"), pk=pk, offer__in=Offer.objects.visible_to(request.user)
    )
    context = {
        "page": page,
        "offer": page.offer,
        "body": markdown.to_html(page.body),
        "may_write": rules.may_write_offers(request.user),
    }
    return render(request, "catalogue/page.html", context)


def page_new(request: PersonRequest, code: str) -> HttpResponse:
    offer = get_object_or_404(Offer.objects.visible_to(request.user), code=code)
    return _write_page(request, PageActivity(offer=offer))


def page_edit(request: PersonRequest, pk: int) -> HttpResponse:
    return _write_page(request, get_object_or_404(PageActivity.objects.select_related("offer"), pk=pk))


def _write_page(request: PersonRequest, page: PageActivity) -> HttpResponse:
    if not rules.may_write_offers(request.user):
        raise Http404
    is_new = page.pk is None
    form = PageForm(request.POST or None, instance=page)
    preview = None
    if request.method == "POST" and form.is_valid():
        if "preview" not in request.POST:
            authoring.keep_activity(form.instance, by=request.user, at=timezone.now())
            messages.success(request, _("The page is saved."))
            return redirect(form.instance)
        preview = markdown.to_html(form.instance.body, top=3)
    context = {"form": form, "offer": page.offer, "is_new": is_new, "preview": preview}
    return render(request, "catalogue/page_form.html", context)
