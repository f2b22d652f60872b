"""Learning packages: the bytes of an archive, and the rows behind a module."""

import io
import zipfile
from collections.abc import Mapping
from itertools import count
from typing import Any

from courses.scorm import shelving
from courses.scorm.models import LearnerRecord, Package, ScormActivity
from tests.make import courses, people
from tests.make.time import MONDAY

_numbers = count(1)

MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m" version="1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
          xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="o">
    <organization identifier="o">
      <title>Beispielmodul</title>
      <item identifier="i" identifierref="r"><title>Teil 1</title></item>
    </organization>
  </organizations>
  <resources><resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="index.html"/></resources>
</manifest>"""


def package_archive(files: Mapping[str, str | bytes] | None = None, **more: str | bytes) -> io.BytesIO:
    """A ZIP with these files; without any, a small valid package."""
    if files is None:
        files = {"imsmanifest.xml": MANIFEST, "index.html": "<!doctype html><title>Start</title>"}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in {**files, **more}.items():
            target.writestr(name, content)
    buffer.seek(0)
    return buffer


def package(**facts: Any) -> Package:
    """A package on the shelf, uploaded by a trainer; ``file`` is its archive."""
    by = facts.pop("by", None) or people.trainer()
    file = facts.pop("file", None) or package_archive()
    made = shelving.take_in(file, title=facts.pop("title", ""), by=by, at=MONDAY)
    if facts:
        Package.objects.filter(pk=made.pk).update(**facts)
        made.refresh_from_db()
    return made


def module(**facts: Any) -> ScormActivity:
    """A learning module of 45 minutes in a published offer to work through alone."""
    if "offer" not in facts:
        facts["offer"] = courses.offer(format="self_paced")
    if "package" not in facts:
        facts["package"] = package()
    facts.setdefault("position", next(_numbers))
    facts.setdefault("title", "Beispielmodul")
    facts.setdefault("minutes", 45)
    made: ScormActivity = ScormActivity.objects.create(**facts)
    return made


def learner_record(**facts: Any) -> LearnerRecord:
    """Somebody has opened a module once and saved nothing yet."""
    if "person" not in facts:
        facts["person"] = people.staff()
    if "activity" not in facts:
        facts["activity"] = module()
    facts.setdefault("started_at", MONDAY)
    facts.setdefault("launches", 1)
    return LearnerRecord.objects.create(**facts)
