"""What the house insists on before it starts. Settings are read once per process, so each question starts one."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests import on_production

ASK = """
import json, sys
from django.conf import settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}, default=str))
"""

ASK_SQLITE = """
import django, json, sqlite3
django.setup()
from django.db import connection, transaction

with transaction.atomic(), connection.cursor() as cursor:
    names = ("journal_mode", "synchronous", "foreign_keys")
    pragmas = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in names]
    stranger = sqlite3.connect(connection.settings_dict["NAME"], timeout=0)
    try:
        stranger.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        place_taken = True  # though we have written nothing yet
print(json.dumps({"pragmas": pragmas, "place_taken": place_taken}))
"""


def start(
    folder: Path, *names: str, without: tuple[str, ...] = (), code: str = ASK, **changes: str
) -> subprocess.CompletedProcess[str]:
    """Read the settings as a production with these changes would, and ask for some of them."""
    environment = on_production.environment(
        DJANGO_SETTINGS_MODULE="lms.settings", VAR_DIR=str(folder / "var"), PYTHONUTF8="1", **changes
    )
    for name in without:
        del environment[name]
    return subprocess.run(
        [sys.executable, "-c", code, *names],
        env=environment,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def values(folder: Path, *names: str, without: tuple[str, ...] = (), **changes: str) -> list[object]:
    started = start(folder, *names, without=without, **changes)
    assert started.returncode == 0, started.stderr
    answer = json.loads(started.stdout)
    return [answer[name] for name in names]


@pytest.mark.parametrize(
    ("without", "changes", "sentence"),
    [
        (("SECRET_KEY",), {}, "Set SECRET_KEY to a long random text; without it no session is safe."),
        (("ALLOWED_HOSTS",), {}, "Set ALLOWED_HOSTS to the host names that lead here, separated by commas."),
        ((), {"CONTENT_ORIGIN": "https://lernen.example.org"}, "CONTENT_ORIGIN must differ from SITE_ORIGIN"),
        ((), {"TASKS_URL": "pigeon://"}, "TASKS_URL must begin with one of: db, immediate."),
        ((), {"EMAIL_URL": "pigeon://"}, "EMAIL_URL must begin with one of: smtp, submission, console, file"),
    ],
)
def test_it_refuses_to_start_and_says_why(
    tmp_path: Path, without: tuple[str, ...], changes: dict[str, str], sentence: str
) -> None:
    started = start(tmp_path, "DEBUG", without=without, **changes)

    assert started.returncode == 1
    assert sentence in started.stderr.splitlines()[-1]


def test_debug_is_off_unless_asked_for_and_a_production_stands_behind_https(tmp_path: Path) -> None:
    names = ("DEBUG", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS")

    assert values(tmp_path, *names) == [False, True, True, True, 31_536_000]


def test_debugging_needs_nothing_else(tmp_path: Path) -> None:
    unset = tuple(on_production.PRODUCTION)

    debug, database, mail = values(tmp_path, "DEBUG", "DATABASES", "EMAIL_BACKEND", without=unset, DEBUG="1")

    assert debug is True
    assert database["default"]["NAME"] == str(tmp_path / "var" / "db.sqlite3")  # type: ignore[index]
    assert mail == "django.core.mail.backends.console.EmailBackend"


def test_each_place_can_be_chosen(tmp_path: Path) -> None:
    database, cache, media, mail, timeout = values(
        tmp_path,
        *("DATABASES", "CACHES", "MEDIA_ROOT", "EMAIL_HOST", "EMAIL_TIMEOUT"),
        DATABASE_URL="postgres://komma:secret@db.example.org:5433/lernen",
        CACHE_URL="file:///srv/komma/cache",
        MEDIA_ROOT="/srv/komma/media",
    )

    assert database["default"]["HOST"] == "db.example.org"  # type: ignore[index]
    assert database["default"]["PORT"] == 5433  # type: ignore[index]
    assert cache["default"]["BACKEND"] == "django.core.cache.backends.filebased.FileBasedCache"  # type: ignore[index]
    assert (media, mail, timeout) == ("/srv/komma/media", "mail.example.org", 20)


def test_packages_may_only_be_framed_from_the_content_origin_which_is_let_in(tmp_path: Path) -> None:
    policy, hosts = values(tmp_path, "CONTENT_SECURITY_POLICY", "ALLOWED_HOSTS", ALLOWED_HOSTS="lernen.example.org")

    assert policy["DIRECTIVES"]["frame-src"] == ["https://inhalte.example.org"]  # type: ignore[index]
    assert hosts == ["lernen.example.org", "inhalte.example.org"]


def test_sqlite_writes_ahead_and_takes_its_place_in_the_queue_at_once(tmp_path: Path) -> None:
    started = start(tmp_path, code=ASK_SQLITE, DATABASE_URL=f"sqlite:///{tmp_path}/house/db.sqlite3")

    assert json.loads(started.stdout) == {"pragmas": ["wal", 1, 1], "place_taken": True}, started.stderr


def test_in_production_no_other_host_of_our_domain_can_set_the_cookies(tmp_path: Path) -> None:
    names = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME")

    assert values(tmp_path, *names) == ["__Host-sessionid", "__Host-csrftoken"]
    assert values(tmp_path, *names, HTTPS="0") == ["sessionid", "csrftoken"]
