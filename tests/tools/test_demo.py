"""The demo: really started, knocked at, and ended."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import psutil
import pytest
from django.conf import settings

from lms.kit import demo, household
from lms.kit.demo_environment import Place

PATIENCE = 120
"""Seconds; a first start lays out everything, and a build machine may have other things to do."""


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        return int(server.getsockname()[1])


class Demo:
    """A running ``manage.py demo`` with a folder of its own; what it says is written down line by line."""

    def __init__(self, folder: Path, port: int, *words: str) -> None:
        self.said = folder.parent / f"said-{port}-{time.monotonic_ns()}.txt"
        command = [sys.executable, "manage.py", "demo", "--port", str(port), "--folder", str(folder), *words]
        with self.said.open("w", encoding="utf-8") as said:
            self.process = subprocess.Popen(
                command,
                cwd=settings.BASE_DIR,
                env={**os.environ, "DATABASE_URL": "postgres://nobody@nowhere.invalid/real", "PYTHONUTF8": "1"},
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_for(self, words: str) -> str:
        until = time.monotonic() + PATIENCE
        while words not in (text := self.said.read_text(encoding="utf-8")):
            assert self.process.poll() is None, text
            assert time.monotonic() < until, text
            time.sleep(0.1)
        return text

    def programs(self) -> list[psutil.Process]:
        """What it has started, and what that has started."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def end(self, number: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Callable[..., Demo]]:
    """``begin(port)`` starts the demo in this test's folder; whatever goes wrong, nobody lives on after the test."""
    begun: list[Demo] = []

    def begin(port: int, *words: str) -> Demo:
        begun.append(Demo(tmp_path / "demo", port, *words))
        return begun[-1]

    yield begin
    for one in begun:
        if one.process.poll() is None:
            one.end(signal.SIGTERM)


def status_of(url: str) -> int:
    try:
        with urlopen(Request(url), timeout=30) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code


def test_it_opens_on_one_address_keeps_its_data_and_ends_completely(begin: Callable[..., Demo], tmp_path: Path) -> None:
    port = free_port()

    first = begin(port)
    said = first.wait_for("Strg-C")
    programs = first.programs()

    assert re.findall(r"https?://\S+", said) == [f"http://localhost:{port}"]
    assert demo.PASSWORD in said
    assert [account.email for account in demo.accounts() if f"  {account.email} " not in said] == []
    assert status_of(f"http://localhost:{port}/account/login/") == 200
    assert status_of(f"http://127.0.0.1:{port}/account/login/") == 404  # there, only packages are served
    key = (tmp_path / "demo" / "secret_key").read_text(encoding="ascii")

    assert first.end() == 0
    assert len(programs) >= 3
    assert [program for program in programs if program.is_running()] == []
    assert not household.answers("127.0.0.1", port)

    second = begin(port)

    assert "Vorführdaten" not in second.wait_for("Strg-C")  # laid out once
    assert (tmp_path / "demo" / "secret_key").read_text(encoding="ascii") == key
    assert second.end(signal.SIGTERM) == 0


def test_when_one_program_ends_it_says_so_and_ends_the_others(begin: Callable[..., Demo]) -> None:
    running = begin(free_port())
    running.wait_for("Strg-C")
    programs = running.programs()

    programs[-1].kill()

    assert running.process.wait(PATIENCE) == 1
    assert "hat unerwartet geendet" in running.said.read_text(encoding="utf-8")
    assert [program for program in programs if program.is_running()] == []


def test_a_taken_port_is_said_in_one_sentence(begin: Callable[..., Demo], tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        port = other.getsockname()[1]
        refused = begin(port)

        assert refused.process.wait(PATIENCE) == 1

    assert refused.said.read_text(encoding="utf-8").splitlines() == [
        f"CommandError: Port {port} auf 127.0.0.1 ist belegt oder nicht für uns. "
        "Wählen Sie einen anderen, zum Beispiel: make demo PORT=9000"
    ]
    assert not (tmp_path / "demo" / "db.sqlite3").exists()


@pytest.mark.parametrize(
    ("host", "site", "content", "sockets"),
    [
        ("localhost", "http://localhost:8000", "http://127.0.0.1:8000", [("127.0.0.1", 8000)]),
        ("127.0.0.1", "http://127.0.0.1:8000", "http://localhost:8000", [("127.0.0.1", 8000)]),
        ("0.0.0.0", "http://localhost:8000", "http://127.0.0.1:8000", [("0.0.0.0", 8000)]),
        ("192.0.2.7", "http://192.0.2.7:8000", "http://192.0.2.7:8001", [("192.0.2.7", 8000), ("192.0.2.7", 8001)]),
    ],
)
def test_wherever_it_listens_it_has_two_origins(
    host: str, site: str, content: str, sockets: list[tuple[str, int]], tmp_path: Path
) -> None:
    place = Place(host, 8000, tmp_path)

    environment = place.environment()

    assert (environment["SITE_ORIGIN"], environment["CONTENT_ORIGIN"]) == (site, content)
    assert place.sockets() == sockets
