import shutil
import sys
from argparse import ArgumentParser
from io import StringIO
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.kit import demo, demo_environment, household
from lms.kit.demo_environment import Place


class Command(BaseCommand):
    help = "Start a furnished house to try out: web server, worker and chores, with demo data at the first start."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        demo_environment.add_arguments(parser)
        parser.add_argument("--reset", action="store_true", help="Forget what is there and start over.")

    def handle(self, *, host: str, port: int, folder: Path, reset: bool, **options: object) -> None:
        place = Place(host, port, folder.absolute())
        call_command("translations", "compile")
        for address, number in place.sockets():
            if household.is_taken(address, number):
                raise CommandError(
                    _(
                        "Port %(port)s on %(host)s is taken or not ours to use. "
                        "Choose another one, for example: make demo PORT=%(other)s"
                    )
                    % {"port": number, "host": address, "other": 9000 if number != 9000 else 9100}
                )
        if reset:
            _forget(place.folder)
        try:
            self.furnish()
        except KeyboardInterrupt:
            return
        connections.close_all()
        ended = household.live_together(
            _programs(place),
            is_ready=lambda: all(household.answers(*socket) for socket in place.sockets()),
            when_ready=lambda: self.welcome(place),
        )
        if ended:
            raise CommandError(
                _("%(program)s has ended unexpectedly; everything else was ended too.") % {"program": ended}
            )

    def furnish(self) -> None:
        """Bring database and static files up to date; lay out the demo data if nobody lives here yet."""
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        if not get_user_model().objects.exists():
            self.stdout.write(_("Laying out the demo data …"))
            call_command("load_municipalities", stdout=StringIO())
            with transaction.atomic():
                demo.play_all(timezone.now())

    def welcome(self, place: Place) -> None:
        accounts = demo.accounts()
        width = max((len(account.email) for account in accounts), default=0)
        self.stdout.write("\n" + _("The house is open: %(address)s") % {"address": place.site_origin()} + "\n\n")
        self.stdout.write(_("Everybody's password is “%(password)s”:") % {"password": demo.PASSWORD})
        for account in accounts:
            self.stdout.write(f"  {account.email:{width}}  {account.role}")
        self.stdout.write("\n" + _("Letters are laid into %(folder)s.") % {"folder": place.folder / "letters"})
        self.stdout.write(_("Ctrl-C ends everything; the data stays for the next start.") + "\n")
        self.stdout.flush()


def _forget(folder: Path) -> None:
    """Remove what earlier demos have laid down, and nothing that merely lies in the same folder."""
    for name in ("db.sqlite3", "db.sqlite3-wal", "db.sqlite3-shm"):
        (folder / name).unlink(missing_ok=True)
    for name in ("media", "letters", "static"):
        shutil.rmtree(folder / name, ignore_errors=True)


def _programs(place: Place) -> dict[str, list[str]]:
    manage = [sys.executable, sys.argv[0]]
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning"]
    programs = {
        _("The web server") if number == place.port else _("The web server for learning packages"): [
            *granian,
            *("--host", address, "--port", str(number), "--workers", "1", "--blocking-threads", "4"),
            "lms.wsgi:application",
        ]
        for address, number in place.sockets()
    }
    return programs | {
        _("The worker"): [*manage, "db_worker", "--skip-checks", "--verbosity", "0"],
        _("The house's chores"): [*manage, "chores", "--skip-checks", "--verbosity", "0", "--every", "60"],
    }
