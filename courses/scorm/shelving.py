"""Taking packages in, putting them to use, and giving them away again."""

from __future__ import annotations

import hashlib
import shutil
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import IO
from urllib.parse import quote
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from courses.catalogue.models import Offer
from courses.scorm import archives, manifest
from courses.scorm.models import LearnerRecord, Package, ScormActivity, shelf
from lms.journal.recording import record
from lms.kit.refusal import Refusal
from lms.people.models import User


class LaunchPageMissing(Refusal):
    """The manifest names a first page that is not in the archive."""


class InUse(Refusal):
    """The package is part of an offer, or somebody has begun the module."""


def take_in(file: IO[bytes], *, title: str = "", by: User, at: datetime) -> Package:
    """Unpack an uploaded ZIP and put it on the shelf; refuse with the reason and keep nothing.

    The folder is complete before the row that names it exists, so no page ever meets half a package. A folder
    without a row is nobody's: the transaction that should have written it did not come to its end, and a chore
    clears it away.
    """
    folder = uuid4()
    place = shelf() / str(folder)
    place.mkdir(parents=True)
    try:
        unpacked = archives.unpack(file, place)
        with (place / unpacked.root / archives.MANIFEST).open("rb") as source:
            found = manifest.read(source.read(manifest.MAX_BYTES + 1))
        launch = _first_page(place, unpacked.root, found)
        with transaction.atomic():
            package = Package.objects.create(
                title=title.strip() or found.title or gettext("Learning package"),
                uploaded_by=by,
                uploaded_at=at,
                folder=folder,
                launch=launch,
                launch_data=found.launch_data,
                units=found.units,
                size=unpacked.size,
                file_count=unpacked.file_count,
                sha256=_digest(file),
                mastery_score=found.mastery_score,
            )
            record(package, "uploaded", by=by, at=at, files=unpacked.file_count, size=unpacked.size)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    return package


@transaction.atomic
def attach(package: Package, *, to: Offer, title: str, minutes: int, by: User, at: datetime) -> ScormActivity:
    """Make the package the last activity of an offer. ``minutes`` is what a learner will need, net.

    The offer is locked, so two modules attached at once get two places.
    """
    offer = Offer.objects.select_for_update().get(pk=to.pk)
    activity: ScormActivity = ScormActivity.objects.create(
        offer=offer, position=offer.next_position(), title=title, minutes=minutes, package=package
    )
    record(package, "attached", by=by, at=at, offer=offer.pk, activity=activity.pk)
    return activity


@transaction.atomic
def detach(activity: ScormActivity, *, by: User, at: datetime) -> None:
    """Take a module out of its offer again, as long as nobody has begun it.

    Its row is locked before anybody is counted: a record that is just being written waits for it.
    """
    ScormActivity.objects.select_for_update().get(pk=activity.pk)
    begun = LearnerRecord.objects.filter(activity=activity).count()
    if begun:
        raise InUse(
            ngettext(
                "One person has begun this module; it stays, so that what they did is not lost.",
                "%(count)s persons have begun this module; it stays, so that what they did is not lost.",
                begun,
            )
            % {"count": begun}
        )
    record(activity.package, "detached", by=by, at=at, offer=activity.offer_id, activity=activity.pk)
    activity.delete()


@transaction.atomic
def discard(package: Package, *, by: User, at: datetime) -> None:
    """Delete a package that no offer uses, with its files."""
    Package.objects.select_for_update().get(pk=package.pk)
    if package.activities.non_polymorphic().exists():
        raise InUse(_("This package is part of an offer. Take it out of the offer first, then delete it."))
    record(package, "deleted", by=by, at=at)
    transaction.on_commit(partial(shutil.rmtree, package.path(), ignore_errors=True))
    package.delete()


def _first_page(place: Path, root: str, found: manifest.Manifest) -> str:
    """The launch address relative to the package's folder, once the page is known to be there."""
    inside = (place / root).resolve()
    page = (inside / found.file).resolve()
    if not (page.is_relative_to(inside) and page.is_file()):
        raise LaunchPageMissing(
            _("The package starts with the page “%(page)s”, but the archive does not contain it.")
            % {"page": found.file[:200]}
        )
    return quote(root) + found.launch


def _digest(file: IO[bytes]) -> str:
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
