"""Taking packages in: what comes out of an archive, and what never gets in."""

import io
import stat
import struct
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from courses.scorm import archives, chores, shelving
from courses.scorm.models import Package, ScormActivity, shelf
from lms.journal.models import Entry
from lms.kit.refusal import Refusal
from tests import make
from tests.make import MONDAY
from tests.make.scorm import MANIFEST


@pytest.fixture(autouse=True)
def _own_shelf(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def take_in(file: io.BytesIO, title: str = "") -> Package:
    return shelving.take_in(file, title=title, by=make.trainer(), at=MONDAY)


def deeds(subject: Package) -> list[str]:
    return list(Entry.objects.about(subject).order_by("pk").values_list("deed", flat=True))


def test_a_package_is_unpacked_and_described() -> None:
    package = take_in(make.package_archive())

    assert (package.title, package.launch, package.version) == ("Beispielmodul", "index.html", "1.2")
    assert (package.file_count, package.units) == (2, 1)
    assert package.size == sum(file.stat().st_size for file in package.path().iterdir())
    assert len(package.sha256) == 64
    assert (package.path() / "index.html").read_text() == "<!doctype html><title>Start</title>"
    assert deeds(package) == ["uploaded"]


def test_a_typed_title_counts_more_than_the_package_s() -> None:
    assert take_in(make.package_archive(), title=" Grundlagen ").title == "Grundlagen"


def test_everything_may_lie_in_one_folder_and_litter_is_left_behind() -> None:
    files = {"Mein Kurs/imsmanifest.xml": MANIFEST, "Mein Kurs/index.html": "x", "__MACOSX/Mein Kurs/._index.html": "y"}

    package = take_in(make.package_archive(files))

    assert package.launch == "Mein%20Kurs/index.html"
    assert package.file_count == 2


def _with(name: str, content: str | bytes = "x", **traits: int) -> io.BytesIO:
    """A valid package with one more entry, whose name and traits are written as they are."""
    buffer = make.package_archive()
    with zipfile.ZipFile(buffer, "a") as archive:
        info = zipfile.ZipInfo(name)
        info.filename = name  # the constructor is stricter than an attacker
        for trait, value in traits.items():
            setattr(info, trait, value)
        archive.writestr(info, content)
    buffer.seek(0)
    return buffer


def _encrypted() -> io.BytesIO:
    """The flag for encryption, set in the list of files."""
    content = bytearray(make.package_archive().getvalue())
    entry = content.rindex(b"PK\x01\x02")
    content[entry + 8] |= 1
    return io.BytesIO(bytes(content))


def _lying_about_its_size() -> io.BytesIO:
    """A list of files that says "10 bytes" where 30 MB come out."""
    buffer = make.package_archive(None, **{"big.txt": b"0" * 30_000_000})
    content = bytearray(buffer.getvalue())
    entry = content.rindex(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = struct.pack("<L", 10)
    return io.BytesIO(bytes(content))


def _with_a_million_entries() -> io.BytesIO:
    """The end of an archive whose list of files is 9 MB long."""
    size = 9 * 1024 * 1024
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65535, 65535, size, 0, 0)
    return io.BytesIO(b"\0" * size + end)


def _broken() -> io.BytesIO:
    content = bytearray(make.package_archive(None, **{"a.bin": bytes(range(256)) * 40}).getvalue())
    content[300:420] = b"\xff" * 120
    return io.BytesIO(bytes(content))


BAD = {
    "no ZIP": (io.BytesIO(b"just text"), "kein ZIP-Archiv"),
    "empty": (io.BytesIO(b""), "kein ZIP-Archiv"),
    "broken": (_broken(), "kein ZIP-Archiv"),
    "no manifest": (make.package_archive({"index.html": "x"}), "imsmanifest.xml"),
    "manifest too deep": (make.package_archive({"a/b/imsmanifest.xml": MANIFEST}), "imsmanifest.xml"),
    "manifest beside others": (make.package_archive({"a/imsmanifest.xml": MANIFEST, "b/x": ""}), "imsmanifest.xml"),
    "parent": (_with("../evil.html"), "aus ihrem Ordner"),
    "hidden parent": (_with("a/../../evil.html"), "aus ihrem Ordner"),
    "absolute": (_with("/etc/evil"), "aus ihrem Ordner"),
    "drive": (_with("C:/evil.html"), "aus ihrem Ordner"),
    "backslash": (_with("..\\evil.html"), "aus ihrem Ordner"),
    "code 0": (_with("a\0b.html"), "aus ihrem Ordner"),
    "long name": (_with("a" * 300), "aus ihrem Ordner"),
    "symlink": (_with("link", "/etc/passwd", external_attr=(stat.S_IFLNK | 0o777) << 16), "Verknüpfung"),
    "device": (_with("device", external_attr=(stat.S_IFCHR | 0o666) << 16), "Verknüpfung"),
    "case clash": (_with("INDEX.html"), "doppelt"),
    "file and folder": (_with("index.html/x"), "gleichen Namen"),
    "folder and file": (make.package_archive(None, **{"a/b": "x", "A": "y"}), "gleichen Namen"),
    "encrypted": (_encrypted(), "verschlüsselt"),
    "method": (_with("x.bin", compress_type=zipfile.ZIP_LZMA), "gewöhnliches ZIP"),
    "ratio": (make.package_archive(None, **{"bomb.txt": b"0" * 30_000_000}), "entpackt"),
    "a lie": (_lying_about_its_size(), "ZIP-Archiv"),
    "long list": (_with_a_million_entries(), "kein ZIP-Archiv"),
    "2004": (
        make.package_archive({"imsmanifest.xml": MANIFEST.replace(">1.2<", ">2004 4th Edition<"), "index.html": ""}),
        "nur SCORM 1.2",
    ),
    "no first page": (make.package_archive({"imsmanifest.xml": MANIFEST}), "index.html"),
    "bomb in XML": (
        make.package_archive({"imsmanifest.xml": '<!DOCTYPE x [<!ENTITY a "b">]><manifest>&a;</manifest>'}),
        "eigene Entitäten",
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_archive_is_refused_with_a_sentence_and_leaves_nothing(kind: str, tmp_path: Path) -> None:
    file, sentence = BAD[kind]
    trainer = make.trainer()

    with pytest.raises(Refusal) as no:
        shelving.take_in(file, by=trainer, at=MONDAY)

    assert sentence in str(no.value)
    assert not Package.objects.exists()
    assert not Entry.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert list(shelf().iterdir()) == []


def test_an_archive_has_limits_of_its_own(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SCORM_MAX_ZIP_BYTES = 100
    with pytest.raises(archives.BadArchive, match="größer als"):
        take_in(make.package_archive())

    settings.SCORM_MAX_ZIP_BYTES, settings.SCORM_MAX_UNPACKED_BYTES = 1_000_000, 1000
    with pytest.raises(archives.BadArchive, match="entpackt"):
        take_in(make.package_archive(None, **{"a.txt": b"0" * 2000}))

    settings.SCORM_MAX_UNPACKED_BYTES = 1_000_000
    monkeypatch.setattr(archives, "MAX_FILES", 1)
    with pytest.raises(archives.BadArchive, match="2 Dateien"):
        take_in(make.package_archive())


def test_a_row_that_cannot_be_written_leaves_no_folder() -> None:
    with pytest.raises(Exception, match="uploaded_at"):
        shelving.take_in(make.package_archive(), by=make.trainer(), at=None)  # type: ignore[arg-type]

    assert list(shelf().iterdir()) == []


def test_a_package_becomes_the_last_activity_of_an_offer() -> None:
    package, offer = make.package(), make.offer()
    make.module(offer=offer, package=package, position=3)

    activity = shelving.attach(package, to=offer, title="Grundlagen", minutes=90, by=make.trainer(), at=MONDAY)

    assert (activity.position, activity.title, activity.minutes) == (4, "Grundlagen", 90)
    assert activity.template_name == "scorm/_scorm_activity.html"
    assert deeds(package) == ["uploaded", "attached"]


def test_a_module_nobody_has_begun_can_be_taken_out_again() -> None:
    activity = make.module()

    shelving.detach(activity, by=make.trainer(), at=MONDAY)

    assert not ScormActivity.objects.exists()
    assert deeds(activity.package) == ["uploaded", "detached"]


def test_a_module_somebody_has_begun_stays() -> None:
    record = make.learner_record()

    with pytest.raises(shelving.InUse, match="Eine Person hat dieses Modul begonnen"):
        shelving.detach(record.activity, by=make.trainer(), at=MONDAY)


def test_a_package_in_use_stays_and_an_unused_one_goes_with_its_files(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    used, unused = make.module().package, make.package()

    with pytest.raises(shelving.InUse, match="Teil eines Angebots"):
        shelving.discard(used, by=make.trainer(), at=MONDAY)
    place = unused.path()
    with django_capture_on_commit_callbacks(execute=True):
        shelving.discard(unused, by=make.trainer(), at=MONDAY)

    assert list(Package.objects.all()) == [used]
    assert used.path().is_dir()
    assert not place.exists()


def test_folders_of_interrupted_uploads_are_cleared_after_a_day() -> None:
    package = make.package()
    lost = shelf() / "lost"
    lost.mkdir()
    now = MONDAY.fromtimestamp(lost.stat().st_mtime, tz=MONDAY.tzinfo)

    assert chores.clear_the_shelf(now + timedelta(hours=1)) == 0
    assert chores.clear_the_shelf(now + timedelta(hours=25)) == 1

    assert not lost.exists()
    assert package.path().is_dir()
