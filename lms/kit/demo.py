"""Demo data: every room plays its own scenes, bottom floor first, on what the floors beneath have laid out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import module_has_submodule

PASSWORD = "komma-zum-Ausprobieren"  # noqa: S105 -- it is printed for everybody who starts the demo
"""The one password of all demo accounts."""

Scene = Callable[[datetime], None]
_scenes: list[Scene] = []
_accounts: list["Account"] = []


@dataclass(frozen=True)
class Account:
    """Somebody whom one can try the house as: the login, and in a few words whom one will be."""

    email: str
    role: str | Promise


def account(email: str, role: str | Promise) -> None:
    """Name a demo account for the list at start-up. Call it beside the scene that makes the person, not inside:
    the list is printed at every start, the scene is played once."""
    _accounts.append(Account(email, role))


def scene(play: Scene) -> Scene:
    """Register ``play(at)``: lays out a room's demo data as of that moment. Played once, in an empty house."""
    _scenes.append(play)
    return play


def accounts() -> list[Account]:
    """Every account that a room has named."""
    _open_the_rooms()
    return list(_accounts)


def play_all(at: datetime) -> None:
    """Play the scenes of every room in the order of the floors, whatever the order in which rooms were imported."""
    _open_the_rooms()
    for play in sorted(_scenes, key=_floor):
        play(at)


def _floor(play: Scene) -> int:
    return [f"{room}.demo" for room in settings.ROOMS].index(play.__module__)


def _open_the_rooms() -> None:
    for room in settings.ROOMS:
        if room != "lms.kit" and module_has_submodule(import_module(room), "demo"):
            import_module(f"{room}.demo")
