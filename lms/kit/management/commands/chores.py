import time
from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from lms.kit.chores import sweep


class Command(BaseCommand):
    help = "Do everything that is owed: letters not yet sent, certificates not yet issued, seats to be passed on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--every", type=int, metavar="SECONDS", help="Go on sweeping, at this interval.")

    def handle(self, *, every: int | None = None, verbosity: int = 1, **options: object) -> None:
        while True:
            for name, count in sweep(timezone.now()).items():
                if count and verbosity:
                    self.stdout.write(f"{name}: {count}")
            if every is None:
                return
            close_old_connections()
            time.sleep(every)
