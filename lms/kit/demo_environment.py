"""The environment of the demo: a house of its own in one folder, known on this machine by two origins.

Set before the settings are read, whatever the shell has set: trying the house out must never touch a real one.
"""

import os
import secrets
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent.parent / "var" / "demo"
TWINS = {"localhost": "127.0.0.1", "127.0.0.1": "localhost"}
"""Two names for this machine; for a browser two different origins, though one server answers to both."""


@dataclass(frozen=True)
class Place:
    """Where the demo listens, what it is called there, and where it keeps its things."""

    host: str
    port: int
    folder: Path

    def names(self) -> tuple[str, str]:
        """Host and port of the site and of its content origin. An address without a twin lends the next port."""
        name = "localhost" if self.host == "0.0.0.0" else self.host  # noqa: S104 -- asked for by name
        if name in TWINS:
            return f"{name}:{self.port}", f"{TWINS[name]}:{self.port}"
        return f"{name}:{self.port}", f"{name}:{self.port + 1}"

    def sockets(self) -> list[tuple[str, int]]:
        """What the web server listens on."""
        host = "127.0.0.1" if self.host in TWINS else self.host
        return [(host, port) for port in sorted({int(name.rpartition(":")[2]) for name in self.names()})]

    def site_origin(self) -> str:
        return f"http://{self.names()[0]}"

    def environment(self) -> dict[str, str]:
        """All settings that differ from a production's."""
        site, content = self.names()
        return {
            "DEBUG": "0",
            "HTTPS": "0",
            "SECRET_KEY": _secret_key(self.folder / "secret_key"),
            "ALLOWED_HOSTS": ",".join(sorted({name.rpartition(":")[0] for name in (site, content)})),
            "SITE_ORIGIN": f"http://{site}",
            "CONTENT_ORIGIN": f"http://{content}",
            "VAR_DIR": str(self.folder),
            "DATABASE_URL": f"sqlite:///{self.folder / 'db.sqlite3'}",
            "MEDIA_ROOT": str(self.folder / "media"),
            "STATIC_ROOT": str(self.folder / "static"),
            "TASKS_URL": "db://",
            "CACHE_URL": "db://cache",
            "EMAIL_URL": f"file:///{self.folder / 'letters'}",
        }


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--host", default="localhost", help="Name or address to listen on.")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--folder", type=Path, default=FOLDER, help="Where the demo keeps its data.")


def furnish(words: Sequence[str]) -> None:
    """Set the environment for ``manage.py demo`` and these words after it."""
    parser = ArgumentParser(add_help=False)
    add_arguments(parser)
    chosen, _others = parser.parse_known_args(words)
    folder = chosen.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.update(Place(chosen.host, chosen.port, folder).environment())


def _secret_key(file: Path) -> str:
    """Made once and kept, so that logins survive a restart; only its owner may read it."""
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return file.read_text(encoding="ascii")
