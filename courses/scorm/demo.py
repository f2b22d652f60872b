"""Four learning packages of our own, built with the tools that authors use, and put into their offers."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from courses.catalogue.models import Offer
from courses.scorm import playing, saving, shelving
from courses.scorm.models import LearnerRecord, Package, ScormActivity
from courses.scorm.tickets import CommitTicket
from lms.kit.demo import scene
from lms.people.models import User

SOURCES = Path(__file__).parent / "demo_package"
LEARNER = "beschaeftigt@musterstadt.example"
BUILT = Path(settings.BASE_DIR) / "build" / "scorm"


class NodeMissing(Exception):
    """Packages are built with node; neither the machine nor the virtual environment has one."""


def titles() -> dict[str, str]:
    """The offer's number and the title of each package."""
    modules = json.loads((SOURCES / "modules.json").read_text())
    return {module["code"]: module["title"] for module in modules}


def built_package(code: str) -> Path:
    """The ZIP of a package, built anew where it is missing or older than its sources."""
    file = BUILT / f"{code}.zip"
    newest = max(source.stat().st_mtime for source in SOURCES.rglob("*") if source.is_file())
    if not file.exists() or file.stat().st_mtime < newest:
        build(BUILT)
    return file


def build(folder: Path) -> None:
    """Build all packages into a folder; asks no network."""
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), str(Path(sys.executable).parent)])
    node = shutil.which("node", path=path)
    if node is None:
        raise NodeMissing("Building the learning packages needs node. Install it, or run: make install")
    subprocess.run([node, str(SOURCES / "build.mjs"), str(folder)], check=True)  # noqa: S603 - our own script


@scene
def modules_to_learn_alone(at: datetime) -> None:
    """A trainer uploads the packages and puts each into its offer; an offer that is not there goes without."""
    trainer = User.objects.filter(programme_roles__role="trainer").order_by("pk").first()
    if trainer is None:
        return
    offers = Offer.objects.in_bulk(list(titles()), field_name="code")
    for code, title in titles().items():
        offer = offers.get(code)
        if offer is None or Package.objects.filter(activities__offer=offer).exists():
            continue
        with built_package(code).open("rb") as file:
            package = shelving.take_in(file, title=title, by=trainer, at=at)
        shelving.attach(package, to=offer, title=title, minutes=offer.net_minutes, by=trainer, at=at)


@scene
def somebody_is_halfway(at: datetime) -> None:
    """A learner has stopped on the second page of a module and finds the way back on the desk."""
    person = User.objects.filter(email=LEARNER).first()
    activity = ScormActivity.objects.filter(offer__code="M3-06").select_related("package").first()
    if person is None or activity is None or LearnerRecord.objects.of(person).filter(activity=activity).exists():
        return
    begun = at - timedelta(minutes=25)
    playing.open_for(person, activity, at=begun)
    record = LearnerRecord.objects.of(person).get(activity=activity)
    said = {
        "cmi.core.lesson_status": LearnerRecord.Status.INCOMPLETE.value,
        "cmi.core.lesson_location": "1",
        "cmi.core.session_time": "00:12:00",
        "cmi.core.exit": "suspend",
        "cmi.suspend_data": json.dumps({"seen": 1, "answers": {}}),
    }
    ticket = CommitTicket(int(begun.timestamp()), person.pk, activity.pk, record.pk, record.launches)
    saving.keep(saving.Commit(1, False, said), ticket, at=begun + timedelta(minutes=12))
