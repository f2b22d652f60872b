import time
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from lms.kit.refusal import Refusal
from lms.people import official_list


class Command(BaseCommand):
    help = "Load the official list of municipalities; may be repeated, and writes only what has changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--file", type=Path, default=official_list.OUR_EXTRACT, help="Another extract (CSV, UTF-8)."
        )

    def handle(self, *, file: Path, **options: object) -> None:
        begun = time.monotonic()
        try:
            municipalities = official_list.read(file)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except Refusal as no:
            raise CommandError(f"Nothing was changed.\n{no}") from no
        difference = official_list.load(municipalities)
        seconds = time.monotonic() - begun
        if difference.added or difference.changed:
            self.stdout.write(
                f"{difference.added} added, {difference.changed} changed, {difference.unchanged} unchanged "
                f"in {seconds:.1f} s ({len(municipalities) / seconds:,.0f} rows/s)."
            )
        else:
            self.stdout.write(f"All {difference.unchanged} were already here, nothing changed ({seconds:.1f} s).")
