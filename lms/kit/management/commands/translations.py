import os
from argparse import ArgumentParser
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError


TEMPLATES = "lms.templates"
"""Not a room, but the house's own templates have sentences, too."""


class Command(BaseCommand):
    help = "Keep the German wording: update (needs GNU gettext), compile (needs nothing), check (needs gettext)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("deed", choices=["update", "compile", "check"])
        parser.add_argument("rooms", nargs="*", help="Only these rooms: lms.people courses.seats")

    def handle(self, *, deed: str, rooms: list[str], **options: object) -> None:
        folders = [settings.BASE_DIR / room.replace(".", "/") for room in rooms or [*settings.ROOMS, TEMPLATES]]
        {"update": self.update, "compile": self.compile, "check": self.check_complete}[deed](folders)

    def update(self, folders: list[Path]) -> None:
        for folder in folders:
            (folder / "locale").mkdir(exist_ok=True)
            here = Path.cwd()
            os.chdir(folder)
            try:
                call_command(
                    "makemessages",
                    locale=["de"],
                    no_obsolete=True,
                    add_location="file",
                    verbosity=0,
                    no_wrap=True,
                )
            finally:
                os.chdir(here)

    def compile(self, folders: list[Path]) -> None:
        for folder in folders:
            for po in folder.glob("locale/*/LC_MESSAGES/django.po"):
                mo = po.with_suffix(".mo")
                if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
                    with po.open("rb") as source:
                        catalog = read_po(source)
                    partial = mo.with_suffix(f".{os.getpid()}")
                    with partial.open("wb") as target:
                        write_mo(target, catalog)
                    partial.replace(mo)

    def check_complete(self, folders: list[Path]) -> None:
        """Every sentence in the code stands in the catalogue, and every one there has its German."""
        raise CommandError("not yet")
