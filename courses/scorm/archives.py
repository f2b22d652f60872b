"""Unpacking a stranger's ZIP without letting it out of its folder or over its size.

Sizes in an archive's directory are claims, so bytes are counted while they come out. Nothing here knows SCORM
beyond one fact: a package is where its ``imsmanifest.xml`` lies.
"""

from __future__ import annotations

import io
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lms.kit.refusal import Refusal

MANIFEST = "imsmanifest.xml"
MAX_FILES = 10_000
MAX_PATH = 400
MAX_RATIO = 100
RATIO_COUNTS_FROM = 20 * 1024 * 1024
"""Text may shrink a hundredfold; only an archive that unpacks to more than this is judged by its ratio."""
_CHUNK = 256 * 1024
_BITE = 8 * 1024 * 1024
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_LITTER = re.compile(r"(^|/)(__MACOSX(/|$)|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_DRIVE = re.compile(r"^[A-Za-z]:")


class BadArchive(Refusal):
    """The file cannot be unpacked, or had better not be."""


@dataclass(frozen=True)
class Unpacked:
    """What came out: how many files, how many bytes, and the folder of the manifest ("" or "course/")."""

    file_count: int
    size: int
    root: str


def unpack(file: IO[bytes], folder: Path) -> Unpacked:
    """Unpack into ``folder``, which must be empty. Refuses with a sentence; the caller removes what lies there then."""
    size = file.seek(0, 2)
    file.seek(0)
    if size > settings.SCORM_MAX_ZIP_BYTES:
        raise BadArchive(
            _("The file is larger than %(limit)s MB, more than a package may have.")
            % {"limit": settings.SCORM_MAX_ZIP_BYTES // 1024**2}
        )
    with _opened(file, size) as archive:
        entries = [info for info in archive.infolist() if not _LITTER.search(info.filename)]
        _check(entries)
        root = _root({info.filename for info in entries})
        allowed = min(settings.SCORM_MAX_UNPACKED_BYTES, max(RATIO_COUNTS_FROM, MAX_RATIO * size))
        count, total = 0, 0
        for info in entries:
            target = folder.joinpath(info.filename)
            if info.is_dir():
                target.mkdir(parents=True, exist_ok=True)
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            total += _write(archive, info, target, allowed=allowed - total)
            count += 1
    return Unpacked(file_count=count, size=total, root=root)


class _InSmallBites(io.RawIOBase):
    """Lets nobody read much at once: ``zipfile`` takes the whole list of files in one bite, and a list of millions of
    entries is a bomb of its own."""

    def __init__(self, file: IO[bytes], size: int) -> None:
        self.file, self.size = file, size

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        return self.file.seek(offset, whence)

    def tell(self) -> int:
        return self.file.tell()

    def read(self, size: int = -1) -> bytes:
        if size < 0:
            size = self.size - self.file.tell()
        if size > _BITE:
            raise zipfile.BadZipFile("The list of files is too long.")
        return self.file.read(size)


@contextmanager
def _opened(file: IO[bytes], size: int) -> Iterator[zipfile.ZipFile]:
    """The archive; whatever is broken in it becomes one sentence."""
    try:
        with zipfile.ZipFile(_InSmallBites(file, size)) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise BadArchive(_("This file is no ZIP archive, or it is damaged.")) from error


def _check(entries: list[zipfile.ZipInfo]) -> None:
    """Look at the whole list before a single byte is written."""
    if len(entries) > MAX_FILES:
        raise BadArchive(
            _("The archive holds %(count)s files; at most %(limit)s are allowed.")
            % {"count": len(entries), "limit": MAX_FILES}
        )
    if sum(info.file_size for info in entries) > settings.SCORM_MAX_UNPACKED_BYTES:
        raise _too_large()
    files: set[str] = set()
    folders: set[str] = set()
    for info in entries:
        if info.flag_bits & 0x1:
            raise BadArchive(_("The archive is encrypted. Pack it without a password."))
        if info.compress_type not in _METHODS:
            raise BadArchive(_("The archive is packed in a way we cannot unpack. Pack it as an ordinary ZIP."))
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
            raise BadArchive(_("The archive holds a link instead of a file: %(name)s") % {"name": info.filename[:200]})
        if _leaves_the_folder(info):
            raise BadArchive(
                _("The archive holds a file that leads out of its folder: %(name)s") % {"name": info.filename[:200]}
            )
        name = _folded(info.filename)
        parents = {name[: at.start()] for at in re.finditer("/", name)}
        if not info.is_dir():
            if name in files:
                raise BadArchive(
                    _("The archive holds the same file twice, perhaps in upper and lower case: %(name)s")
                    % {"name": info.filename[:200]}
                )
            files.add(name)
        folders |= parents
        if files & parents or (not info.is_dir() and name in folders):
            raise BadArchive(
                _("The archive holds a file and a folder of the same name: %(name)s") % {"name": info.filename[:200]}
            )


def _leaves_the_folder(info: zipfile.ZipInfo) -> bool:
    """Backslashes, drive letters and control characters count as leaving: some system may read them so."""
    name = info.orig_filename
    parts = name.removesuffix("/").split("/")
    return (
        len(name) > MAX_PATH
        or "\\" in name
        or any(unicodedata.category(sign) == "Cc" for sign in name)
        or _DRIVE.match(name) is not None
        or any(part in {"", ".", ".."} or len(part.encode()) > 255 for part in parts)
    )


def _folded(name: str) -> str:
    """Two names that some file system takes for one, look the same."""
    return unicodedata.normalize("NFC", name).casefold()


def _root(names: set[str]) -> str:
    """The folder of the manifest: the top, or the only folder in which everything lies."""
    if MANIFEST in names:
        return ""
    tops = {name.partition("/")[0] for name in names}
    if len(tops) == 1 and f"{next(iter(tops))}/{MANIFEST}" in names:
        return next(iter(tops)) + "/"
    raise BadArchive(
        _("The archive has no imsmanifest.xml at its top, so it is no SCORM package. Upload the ZIP as exported.")
    )


def _write(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, *, allowed: int) -> int:
    """Write one file, counting what really comes out; returns its bytes."""
    written = 0
    with archive.open(info) as source, target.open("xb") as sink:
        while chunk := source.read(_CHUNK):
            written += len(chunk)
            if written > allowed:
                raise _too_large()
            sink.write(chunk)
    return written


def _too_large() -> BadArchive:
    return BadArchive(
        _("Unpacked, the archive is far larger than a package may be (at most %(limit)s MB).")
        % {"limit": settings.SCORM_MAX_UNPACKED_BYTES // 1024**2}
    )
