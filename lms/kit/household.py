"""Several programs that live and end together."""

import os
import signal
import socket
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

PATIENCE = 10
"""Seconds that a program gets to finish what it is doing before it is ended."""


def is_taken(host: str, port: int) -> bool:
    """Whether somebody listens there already. Asks by binding: web servers share ports without complaining."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as ours:
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            ours.bind((host, port))
        except OSError:
            return True
    return False


def answers(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def live_together(
    programs: Mapping[str, Sequence[str]], *, is_ready: Callable[[], bool], when_ready: Callable[[], None]
) -> str | None:
    """Start the programs and wait until one of them ends or we are told to go; then end them all.

    Gives the name of the one that ended by itself, or ``None`` after Ctrl-C or a request to terminate. Each program
    leads a process group of its own, so that a Ctrl-C reaches us alone and their children end with them.
    """
    told_to_go = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: told_to_go.set())
    running: dict[str, subprocess.Popen[bytes]] = {}
    waiting = True
    try:
        for name, command in programs.items():
            running[name] = subprocess.Popen(command, start_new_session=True)  # noqa: S603 -- our own programs
        while not told_to_go.wait(0.1 if waiting else 0.5):
            for name, program in running.items():
                if program.poll() is not None:
                    return name
            if waiting and is_ready():
                waiting = False
                when_ready()
        return None
    finally:
        _end(list(running.values()))


def _end(programs: list[subprocess.Popen[bytes]]) -> None:
    for program in programs:
        _signal_group(program, signal.SIGTERM)
    for program in programs:
        with suppress(subprocess.TimeoutExpired):
            program.wait(PATIENCE)
        _signal_group(program, signal.SIGKILL)
        program.wait()


def _signal_group(program: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with suppress(ProcessLookupError):  # everybody in it has already gone
        os.killpg(program.pid, number)
