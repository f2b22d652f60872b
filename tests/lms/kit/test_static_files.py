import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import override_settings

from lms.kit.node_modules import SERVED, NodeModulesFinder


def test_only_the_named_files_of_a_package_are_served() -> None:
    finder = NodeModulesFinder()

    assert finder.find("kern/kern.min.css")
    assert finder.find("kern/fonts/fira-sans/FiraSans-Regular.woff2")
    assert finder.find("kern/fonts/fira-sans/FiraSans-Ultra.woff2") == []
    assert finder.find("kern/kern.css") == []
    assert finder.find("nothing/kern.min.css") == []


@pytest.mark.parametrize(
    "path",
    ["kern/../package.json", "kern/fonts/../../package.json", "kern/./kern.min.css/", "kern//etc/passwd", "kern/"],
)
def test_nothing_beside_them_can_be_reached(path: str) -> None:
    assert NodeModulesFinder().find(path) == []


def test_every_named_pattern_names_something() -> None:
    served = [file for file, _storage in NodeModulesFinder().list(None)]

    assert "kern.min.css" in served
    assert len(served) >= sum(len(patterns) for _package, patterns in SERVED.values())


def test_all_is_found_when_asked_for() -> None:
    assert finders.find("kern/kern.min.css", find_all=True) == [finders.find("kern/kern.min.css")]


@pytest.fixture
def collected(tmp_path: Path) -> Path:
    """Static files as production has them: collected, named by their content, compressed."""
    storages = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_collected_files_refer_to_each_other_by_their_lasting_names(collected: Path) -> None:
    names = json.loads((collected / "staticfiles.json").read_text())["paths"]
    sheet = (collected / names["lms/komma.css"]).read_text()

    referred = re.findall(r'url\("?([^")]+)"?\)', sheet)
    assert len(referred) == 5
    for url in referred:
        assert (collected / "lms" / url).resolve().is_file(), url
        assert re.search(r"\.[0-9a-f]{12}\.", url)
    assert (collected / (names["kern/kern.min.css"] + ".gz")).is_file()


def test_no_sheet_loads_anything_from_elsewhere(collected: Path) -> None:
    for sheet in [*collected.glob("kern/*.css"), *collected.glob("lms/*.css")]:
        assert re.findall(r'(?:url\(|@import)\s*["\']?(?:https?:)?//[^)]*', sheet.read_text()) == []
