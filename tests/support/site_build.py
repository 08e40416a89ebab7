"""The site of this repository, built and finished as `make docs` does."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.support.processes import run

ADDRESS = "https://docs.example.com/"
"""Where the site is said to stand; nothing here asks for it."""
MOMENT = "1700000000"
"""When it is said to be built."""


def build(folder: Path) -> None:
    """Build the site into a folder that is not there yet."""
    env = {"NO_MKDOCS_2_WARNING": "1", "SITE_URL": ADDRESS, "SOURCE_DATE_EPOCH": MOMENT}
    run(sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", folder, environment=env)
    run(sys.executable, "-m", "sixfold", "finish", "--quiet", folder, environment=env)
