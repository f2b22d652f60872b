"""The demo's own packages: built with the tools authors use, taken in by the verb everybody uses."""

import hashlib
from pathlib import Path

import pytest
from pytest_django import Settings

from courses.scorm import demo
from courses.scorm.models import LearnerRecord, Package, ScormActivity
from tests import make
from tests.make import MONDAY


@pytest.fixture(autouse=True)
def _own_shelf(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_the_packages_come_into_the_offers_that_are_there_and_only_once() -> None:
    make.trainer()
    offers = [make.offer(code=code, format="self_paced", net_minutes=45) for code in ("M2-02", "Z2-03")]

    demo.modules_to_learn_alone(MONDAY)
    demo.modules_to_learn_alone(MONDAY)

    found = ScormActivity.objects.order_by("offer__code").values_list("offer", "title", "minutes")
    assert list(found) == [(offers[0].pk, "AGG kompakt", 45), (offers[1].pk, "Kommentare moderieren", 45)]
    assert Package.objects.get(title="AGG kompakt").mastery_score == 75
    assert Package.objects.get(title="Kommentare moderieren").mastery_score is None


def test_somebody_is_halfway_through_a_module() -> None:
    make.trainer()
    person = make.staff(email=demo.LEARNER)
    make.offer(code="M3-06", format="self_paced", net_minutes=45)
    demo.modules_to_learn_alone(MONDAY)

    demo.somebody_is_halfway(MONDAY)
    demo.somebody_is_halfway(MONDAY)

    record = LearnerRecord.objects.of(person).get()
    assert (record.lesson_status, record.total_seconds, record.completed_at) == ("incomplete", 720, None)
    assert record.launches == 1


def test_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        demo.build(tmp_path / name)

    def digests(folder: Path) -> dict[str, str]:
        return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()}

    assert digests(tmp_path / "one") == digests(tmp_path / "two")
    assert set(digests(tmp_path / "one")) == {f"{code}.zip" for code in demo.titles()}


def test_where_there_is_no_node_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("sys.executable", str(tmp_path / "python"))

    with pytest.raises(demo.NodeMissing, match="needs node"):
        demo.build(tmp_path)
