"""Take every address out of package-lock.json: contents are fixed by their hashes, wherever npm fetches them from."""

import json
from pathlib import Path
from typing import Any

LOCK = Path(__file__).resolve().parent.parent / "package-lock.json"


def tidy(package: dict[str, Any], overrides: dict[str, str]) -> dict[str, Any]:
    """``package`` without addresses; a dependency that we override is named as what is really installed."""
    kept = {key: value for key, value in package.items() if key not in {"resolved", "funding"}}
    if "dependencies" in kept:
        kept["dependencies"] = {name: overrides.get(name, wish) for name, wish in kept["dependencies"].items()}
    return kept


def main() -> None:
    wishes = json.loads((LOCK.parent / "package.json").read_text(encoding="utf-8")).get("overrides", {})
    lock = json.loads(LOCK.read_text(encoding="utf-8"))
    lock["packages"] = {
        path: tidy(package, wishes.get(path.removeprefix("node_modules/"), {}))
        for path, package in lock["packages"].items()
    }
    LOCK.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
