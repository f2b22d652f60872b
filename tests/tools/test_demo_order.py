from datetime import datetime

import pytest

from lms.kit import demo
from tests.make import MONDAY


def scene_of(room: str, played: list[str]) -> demo.Scene:
    def play(at: datetime) -> None:
        played.append(room)

    play.__module__ = f"{room}.demo"
    return play


def test_scenes_play_from_the_bottom_floor_upwards_whoever_was_imported_first(monkeypatch: pytest.MonkeyPatch) -> None:
    played: list[str] = []
    demo.accounts()  # opens the rooms
    monkeypatch.setattr(
        demo, "_scenes", [scene_of(room, played) for room in ("certificates", "lms.people", "coaching")]
    )

    demo.play_all(MONDAY)

    assert played == ["lms.people", "coaching", "certificates"]
