"""Playing a module, and the shelf of packages for those who prepare them."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courses.scorm import playing, shelving
from courses.scorm.forms import PackageForm, UseForm
from courses.scorm.models import LearnerRecord, Package, ScormActivity
from lms.kit.refusal import Refusal
from lms.people.models import User
from lms.people.requests import PersonRequest

PACKAGES_PER_PAGE = 30


@require_safe
def module(request: PersonRequest, pk: int) -> HttpResponse:
    """The page around a module: how long it takes, whether all is saved, and the module itself in a frame."""
    activity = get_object_or_404(ScormActivity.objects.visible_to(request.user).select_related("offer"), pk=pk)
    record = LearnerRecord.objects.of(request.user).filter(activity=activity).first()
    address = playing.address_of_module(activity, person=request.user, at=timezone.now())
    context = {"activity": activity, "offer": activity.offer, "record": record}
    return render(request, "scorm/module.html", context | _frame(address))


@require_safe
def packages(request: PersonRequest) -> HttpResponse:
    _allow_trainers(request.user)
    shelf = Package.objects.visible_to(request.user).with_uses().select_related("uploaded_by").newest_first()
    page = Paginator(shelf, PACKAGES_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "scorm/packages.html", {"page": page})


def package_new(request: PersonRequest) -> HttpResponse:
    """Upload a package; whatever is wrong with it stands at the file."""
    _allow_trainers(request.user)
    form = PackageForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            package = shelving.take_in(facts["file"], title=facts["title"], by=request.user, at=timezone.now())
        except Refusal as no:
            form.add_error("file", str(no))
        else:
            messages.success(request, _("The package is unpacked. Look at it, then put it into an offer."))
            return redirect(package)
    return render(request, "scorm/package_new.html", {"form": form})


@require_safe
def package(request: PersonRequest, pk: int) -> HttpResponse:
    package = _package(request.user, pk)
    return _show(request, package, UseForm(user=request.user, initial={"title": package.title}))


@require_POST
def use_new(request: PersonRequest, pk: int) -> HttpResponse:
    """Put the package into an offer."""
    package = _package(request.user, pk)
    form = UseForm(request.POST, user=request.user)
    if not form.is_valid():
        return _show(request, package, form)
    facts = form.cleaned_data
    activity = shelving.attach(
        package, to=facts["offer"], title=facts["title"], minutes=facts["minutes"], by=request.user, at=timezone.now()
    )
    messages.success(request, _("“%(title)s” is now part of the offer.") % {"title": activity.title})
    return redirect(package)


@require_POST
def use_removal(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a module out of its offer."""
    _allow_trainers(request.user)
    activity = get_object_or_404(ScormActivity.objects.visible_to(request.user).select_related("package"), pk=pk)
    try:
        shelving.detach(activity, by=request.user, at=timezone.now())
    except Refusal as no:
        messages.error(request, str(no))
    else:
        messages.success(request, _("The module is no longer part of the offer."))
    return redirect(activity.package)


@require_POST
def package_deletion(request: PersonRequest, pk: int) -> HttpResponse:
    package = _package(request.user, pk)
    try:
        shelving.discard(package, by=request.user, at=timezone.now())
    except Refusal as no:
        messages.error(request, str(no))
        return redirect(package)
    messages.success(request, _("The package and its files are deleted."))
    return redirect("scorm:packages")


@require_safe
def preview(request: PersonRequest, pk: int) -> HttpResponse:
    """Look at a package as a learner would, without a trace."""
    package = _package(request.user, pk)
    address = playing.address_of_preview(package, at=timezone.now())
    return render(request, "scorm/preview.html", {"package": package} | _frame(address))


def _show(request: PersonRequest, package: Package, form: UseForm) -> HttpResponse:
    uses = ScormActivity.objects.filter(package=package).select_related("offer").order_by("offer__code", "position")
    return render(request, "scorm/package.html", {"package": package, "uses": uses, "form": form})


def _frame(address: str) -> dict[str, str]:
    """What a page needs to show a module: nothing, where no second origin is set up to play it on."""
    return {"address": address if settings.CONTENT_ORIGIN else "", "content_origin": settings.CONTENT_ORIGIN}


def _package(user: User, pk: int) -> Package:
    return get_object_or_404(Package.objects.visible_to(user).select_related("uploaded_by"), pk=pk)


def _allow_trainers(user: User) -> None:
    """For everybody else there is no shelf."""
    hats = user.hats()
    if not (hats.is_office or hats.is_trainer):
        raise Http404
