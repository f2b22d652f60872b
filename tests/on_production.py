"""Run a command as if in production: ``python -m tests.on_production python manage.py check --deploy``."""

import os
import subprocess
import sys
import tempfile

PRODUCTION = {
    "SECRET_KEY": "only-for-this-check-0123456789-abcdefghijklmnopqrstuvwxyz-ÄÖÜ",
    "ALLOWED_HOSTS": "lernen.example.org,inhalte.example.org",
    "SITE_ORIGIN": "https://lernen.example.org",
    "CONTENT_ORIGIN": "https://inhalte.example.org",
    "DATABASE_URL": "postgres://komma@database.example.org/komma",
    "EMAIL_URL": "submission://komma:secret@mail.example.org:587",
}
HOUSE = ("DEBUG", "HTTPS", "TASKS_URL", "CACHE_URL", "MEDIA_ROOT", "STATIC_ROOT", "VAR_DIR", "DJANGO_SETTINGS_MODULE")
"""Settings that must not slip in from the shell of whoever runs this."""


def environment(**changes: str) -> dict[str, str]:
    """This shell's environment, furnished like a production; ``changes`` come last."""
    return {**{name: value for name, value in os.environ.items() if name not in HOUSE}, **PRODUCTION, **changes}


def main(command: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="komma-production-") as folder:
        return subprocess.run(command, env=environment(VAR_DIR=folder), check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
