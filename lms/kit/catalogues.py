"""The German wording: one catalogue per room, extracted from its sentences, compiled for reading, checked for gaps."""

import os
import shutil
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from contextlib import chdir
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.core.management import call_command
from django.utils.translation.reloader import translation_file_changed

MISSING = "Extracting sentences needs GNU gettext; install it (Debian: apt-get install gettext)."
CATALOGUE = Path("locale/de/LC_MESSAGES/django.po")
HEADER = r"""msgid ""
msgstr ""
"Language: de\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"""
"""The same in every catalogue: dates of extraction would only make each room differ every time."""


def can_extract() -> bool:
    """Whether GNU gettext is at hand; compiling does without it."""
    return shutil.which("xgettext") is not None


def extract(folder: Path) -> None:
    """Bring a room's catalogue in line with the sentences in its code and templates; translations are kept."""
    (folder / "locale").mkdir(exist_ok=True)
    with chdir(folder):
        call_command("makemessages", locale=["de"], no_obsolete=True, add_location="file", verbosity=0, no_wrap=True)
    po = folder / CATALOGUE
    if po.exists():
        _header, _blank, entries = po.read_text(encoding="utf-8").partition("\n\n")
        po.write_text(f"{HEADER}\n{entries}" if entries else HEADER, encoding="utf-8")


def compile_catalogues(folder: Path) -> None:
    """Compile what has changed. A half-written catalogue is never seen: somebody may be reading the old one.

    This process forgets what it had read before, so a first start on a fresh machine speaks German at once.
    """
    for po in folder.glob("locale/*/LC_MESSAGES/django.po"):
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
            partial = mo.with_suffix(f".{os.getpid()}.mo")
            with partial.open("wb") as target:
                write_mo(target, _read(po))
            partial.replace(mo)
            translation_file_changed(None, mo)


def gaps(folder: Path) -> list[str]:
    """What is wrong with a room's catalogue, in sentences: untranslated, uncertain, surplus or broken entries.

    The sentences are extracted from a copy; the room itself stays as it is.
    """
    file = folder / CATALOGUE
    written = _read(file) if file.exists() else Catalog()
    with tempfile.TemporaryDirectory(prefix="komma-wording-") as temporary:
        copy = Path(temporary) / folder.name
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("locale", "migrations", "__pycache__"))
        extract(copy)
        spoken = _read(copy / CATALOGUE) if (copy / CATALOGUE).exists() else Catalog()
    found = [
        f"not in the catalogue: {message.id!r}" for message in spoken if message.id and _same(message, written) is None
    ]
    for message in written:
        if not message.id:
            continue
        if _same(message, spoken) is None:
            found.append(f"no longer in the code: {message.id!r}")
        if message.fuzzy:
            found.append(f"uncertain (fuzzy): {message.id!r}")
        if not all([message.string] if isinstance(message.string, str) else message.string or [""]):
            found.append(f"without German: {message.id!r}")
    return found + (_complaints(file) if file.exists() else [])


def quarrels(folders: Iterable[Path]) -> list[str]:
    """Sentences that two rooms say differently in German. Django keeps one of them for both, whichever comes last."""
    said: dict[tuple[str | None, str], set[str]] = defaultdict(set)
    for folder in folders:
        file = folder / CATALOGUE
        for message in _read(file) if file.exists() else ():
            if message.id:
                said[message.context, str(message.id)].add(str(message.string))
    return [
        f"said in two ways: {sentence} → {' | '.join(sorted(ways))}"
        for (_context, sentence), ways in said.items()
        if len(ways) > 1
    ]


def _read(po: Path) -> Catalog:
    with po.open("rb") as source:
        return read_po(source)


def _same(message: Message, catalogue: Catalog) -> Message | None:
    return catalogue.get(message.id, message.context)


def _complaints(po: Path) -> list[str]:
    """What GNU gettext says about form: doubled entries, gaps that are named otherwise in German."""
    command = ["msgfmt", "--check", "--output-file", os.devnull, str(po)]
    english = {**os.environ, "LC_ALL": "C"}
    checked = subprocess.run(command, env=english, capture_output=True, text=True, check=False)  # noqa: S603 -- our file
    return [line for line in checked.stderr.splitlines() if "warning:" not in line] if checked.returncode else []
