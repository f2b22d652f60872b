"""Demo data: every room plays its own scenes, bottom floor first, on what the floors beneath have laid out."""

from collections.abc import Callable
from datetime import datetime
from importlib import import_module

from django.conf import settings
from django.utils.module_loading import module_has_submodule

Scene = Callable[[datetime], None]
_scenes: list[Scene] = []


def scene(play: Scene) -> Scene:
    """Register ``play(at)``: lays out a room's demo data as of that moment. Played once, in an empty house."""
    _scenes.append(play)
    return play


def play_all(at: datetime) -> None:
    """Import every room's ``demo`` module in the order of the floors and play its scenes."""
    for room in settings.ROOMS:
        if room != "lms.kit" and module_has_submodule(import_module(room), "demo"):
            import_module(f"{room}.demo")
    for play in _scenes:
        play(at)
