from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from lms.kit import catalogues

TEMPLATES = "lms.templates"
"""Not a room, but the house's own templates have sentences, too."""


class Command(BaseCommand):
    help = "Keep the German wording: update (needs GNU gettext), compile (needs nothing), check (needs gettext)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("deed", choices=["update", "compile", "check"])
        parser.add_argument("rooms", nargs="*", help="Only these rooms: lms.people courses.seats")

    def handle(self, *, deed: str, rooms: list[str], **options: object) -> None:
        folders = {room: Path(settings.BASE_DIR, *room.split(".")) for room in rooms or [*settings.ROOMS, TEMPLATES]}
        if deed != "compile" and not catalogues.can_extract():
            raise CommandError(catalogues.MISSING)
        if deed == "check":
            self.check_wording(folders)
            return
        for folder in folders.values():
            catalogues.extract(folder) if deed == "update" else catalogues.compile_catalogues(folder)

    def check_wording(self, folders: dict[str, Path]) -> None:
        """Fail unless every sentence in the code stands in its catalogue with its German, and nothing else does."""
        found = [f"{room}: {gap}" for room, folder in folders.items() for gap in catalogues.gaps(folder)]
        found += catalogues.quarrels(folders.values())
        if found:
            raise CommandError("\n".join([*found, f"{len(found)} gaps in the wording; see: make messages"]))
