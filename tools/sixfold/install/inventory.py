"""Another version of an API definition's package -> its inventory: installed beside everything, read, and forgotten."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from sixfold import host
from sixfold.definition import Inventory
from sixfold.errors import SixfoldError
from sixfold.install.places import passed, pip_settings
from sixfold.reading import parse_json

# -P: no module of the folder that this runs in stands in for another.
_PYTHON = (sys.executable, "-P", "-m")


def inventory_of(package: str, version: str, modules: Sequence[str], services: Sequence[str]) -> Inventory:
    """Install a version of a package into a temporary folder, and read its inventory in a process of its own.

    :param modules: those that hold the definition, and ``services`` the full names of its services.
    :raises SixfoldError: when it cannot be installed, or holds no such service.
    """
    with host.folder("compare") as folder:
        # Wheels alone: nothing that a package brings runs while it is installed.
        held = ["--quiet", "--no-deps", "--only-binary=:all:", "--disable-pip-version-check", "--target", str(folder)]
        _run([*_PYTHON, "pip", "install", *held, f"{package}=={version}"], pip_settings(), folder)
        words = [*_PYTHON, "sixfold.definition.inventory", package, version, *modules, "--", *services]
        own = str(Path(__file__).parents[2])
        text = _run(words, {"PYTHONPATH": os.pathsep.join([str(folder), own])}, folder)
    return Inventory.from_json(parse_json(text))


def _run(words: list[str], added: Mapping[str, str], folder: Path) -> str:
    run = subprocess.run(
        words, env={**passed(), **added}, cwd=folder, capture_output=True, text=True, errors="replace", check=False
    )
    if run.returncode:
        reason = [line for line in run.stderr.splitlines() if line.strip()] or ["no message"]
        raise SixfoldError(f"'{shlex.join(words[1:])}' failed: {reason[-1]}")
    return run.stdout
