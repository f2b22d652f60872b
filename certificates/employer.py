"""One file for HR: every certificate of a period as a named PDF, and a table of them."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date, datetime
from io import StringIO
from tempfile import TemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from certificates.models import Certificate
from lms.journal import recording
from lms.kit import durations
from lms.people.models import Municipality, User


@transaction.atomic
def bundle(municipality: Municipality, *, first: date, last: date, by: User, at: datetime) -> IO[bytes]:
    """A ZIP of what HR of this municipality may take home for the period (both days included), as an open file.

    Own people's only, and none of a confidential offer: ``for_employer`` decides. Every bundle leaves a line in the
    journal with its period and count. Written to a temporary file, so its size costs no memory.
    """
    chosen = Certificate.objects.for_employer(municipality, user=by).taught_between(first, last).by_name()
    target: IO[bytes] = TemporaryFile()  # noqa: SIM115 - the response reads and closes it
    count = 0
    with ZipFile(target, "w") as archive:
        rows = []
        for certificate in chosen.select_related("paper").iterator(chunk_size=200):
            # A PDF is compressed already: packing it again costs time and saves nothing.
            archive.writestr(
                _entry(certificate.file_name(), certificate.issued_at), bytes(certificate.paper.pdf), ZIP_STORED
            )
            rows.append(certificate)
            certificate.paper.pdf = b""
            count += 1
        archive.writestr(_entry(_("Overview") + ".csv", at), table(rows).encode("utf-8-sig"), ZIP_DEFLATED)
    recording.record(municipality, "certificates_exported", by=by, at=at, first=str(first), last=str(last), count=count)
    target.seek(0)
    return target


def table(certificates: Iterable[Certificate]) -> str:
    """The overview as CSV with semicolons, as German spreadsheets open it; days in Europe/Berlin."""
    line = StringIO()
    writer = csv.writer(line, delimiter=";")
    header = [
        _("Family name"),
        _("Given name"),
        _("Training"),
        _("From"),
        _("Until"),
        _("UE"),
        _("Minutes"),
        _("Number"),
        _("Date of issue"),
        _("File"),
    ]
    writer.writerow(header)
    for certificate in certificates:
        writer.writerow(
            [
                _harmless(certificate.family_name_as_issued),
                _harmless(certificate.given_name_as_issued),
                _harmless(certificate.title_as_issued),
                f"{certificate.taught_from:%d.%m.%Y}",
                f"{certificate.taught_until:%d.%m.%Y}",
                durations.units_in_words(certificate.minutes),
                certificate.minutes,
                certificate.number,
                f"{localtime(certificate.issued_at):%d.%m.%Y}",
                certificate.file_name(),
            ]
        )
    return line.getvalue()


def _harmless(text: str) -> str:
    """A spreadsheet must show a name, not compute it (CSV injection, OWASP)."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def _entry(name: str, at: datetime) -> ZipInfo:
    entry = ZipInfo(name, localtime(at).timetuple()[:6])
    entry.external_attr = 0o644 << 16
    return entry
