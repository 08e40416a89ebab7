"""The files of a new project that are its own to change: the site's settings, home page and CI."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from sixfold import __version__
from sixfold.places import PAGES, SETTINGS
from sixfold.starter.pages import DraftPage

_CI = """\
# Every push: the generated files are what the specs make, every snippet holds, and the site builds.
name: docs
on: [push, pull_request]
permissions:
  contents: read
jobs:
  docs:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.11"
      - run: pip install --requirement requirements.txt
      - run: sixfold check
      - run: sixfold install --trust
      - run: sixfold smoke --trust
      - run: mkdocs build --strict
      - run: sixfold finish site
"""

_HOME = """\
---
title: {title}
description: {description}
---

# The {name} API

Calls as code to paste. Every snippet is run before it is published: [how](verification.md).

{calls}
"""


def site_texts(root: Path, name: str, pages: Sequence[DraftPage], package: str) -> Mapping[str, str]:
    """Return these files by their paths.

    :param root: where the project is put together; its settings of the site are taken from there.
    :param package: what the definition comes from; empty where it is a file.
    """
    calls = "\n".join(f"- [{page.title}]({page.section}/{page.name}.md)" for page in pages)
    requirements = [f"sixfold=={__version__}", *([package] if package else [])]
    return {
        SETTINGS: _settings((root / SETTINGS).read_text(encoding="utf-8"), name),
        f"{PAGES}/index.md": _HOME.format(
            name=name,
            title=json.dumps(f"The {name} API"),
            description=json.dumps(f"Calls of the {name} API as code to paste, each of which has been run."),
            calls=calls,
        ),
        ".github/workflows/docs.yml": _CI,
        "requirements.txt": "".join(f"{line}\n" for line in requirements),
        ".gitignore": ".runtimes/\n.sixfold/\n.venv/\n__pycache__/\nsite/\n",
    }


def _settings(text: str, name: str) -> str:
    """Return the site's settings under a name of its own, without what is another site's."""
    text = re.sub(r"(?m)^site_name: .*$", lambda _: f"site_name: {json.dumps(f'{name} API')}", text)
    said = "Calls of the API as code to paste, each of which has been run"
    text = re.sub(r"(?m)^site_description: .*$", lambda _: f"site_description: {said}", text)
    return re.sub(r"(?m)^(copyright:|  logo:|  favicon:) .*\n", "", text)
