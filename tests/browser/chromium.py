"""Where this machine keeps its Chromium."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = (
    "Browser tests need Chromium: install it (Debian: apt-get install chromium) or name one in CHROMIUM=/path/to/it."
)
ARGUMENTS = [
    "--no-sandbox",  # root, as on build machines, gets none
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
]


def path() -> str | None:
    """The browser named in ``CHROMIUM``, else the first that is found; ``None`` where there is none."""
    if named := os.environ.get("CHROMIUM"):
        return shutil.which(named)
    return next(filter(None, map(shutil.which, NAMES)), None)
