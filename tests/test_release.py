"""A release: the changelog's form, its version and the package's, and what is built of it."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from datetime import date
from pathlib import Path

import sixfold
from tests.support.processes import run
from tests.support.projects import ROOT

KINDS = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")
BESIDE = {"CHANGELOG.md", "LICENSE", "README.md", "pyproject.toml"}
LARGEST = 800_000


def releases() -> list[tuple[str, str]]:
    """Return heading and text of each version of the changelog, the newest first."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    parts = re.split(r"^## (.+)\n", text, flags=re.MULTILINE)
    return list(zip(parts[1::2], parts[2::2], strict=True))


def test_the_newest_release_of_the_changelog_is_the_packages_version() -> None:
    (unreleased, _), (newest, text), *_ = releases()
    assert unreleased == "Unreleased"
    version, day = newest.split(" - ")
    assert version == sixfold.__version__
    assert date.fromisoformat(day)
    assert text.strip()


def test_versions_go_down_and_each_says_what_kinds_of_change_it_brings() -> None:
    versions = [tuple(map(int, heading.split(" - ")[0].split("."))) for heading, _ in releases()[1:]]
    assert versions == sorted(set(versions), reverse=True)
    for _, text in releases():
        kinds = re.findall(r"^### (.+)$", text, re.MULTILINE)
        assert [kind for kind in KINDS if kind in kinds] == kinds


def built(clone: Path, umask: int) -> dict[str, Path]:
    """Build both distributions of a clone as `make dist` does, and return them by their names."""
    time = run("git", "log", "-1", "--format=%ct", cwd=clone).strip()
    words = [sys.executable, "-m", "build", "--no-isolation"]
    env = {**os.environ, "SOURCE_DATE_EPOCH": time}
    done = subprocess.run(words, cwd=clone, env=env, umask=umask, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return {path.name: path for path in sorted((clone / "dist").iterdir())}


def test_the_distributions_are_whole_small_and_the_same_wherever_they_are_built(tmp_path: Path) -> None:
    digests = []
    for name, umask in (("first", 0o022), ("second/below", 0o077)):
        run("git", "clone", "--quiet", ROOT, tmp_path / name)
        files = built(tmp_path / name, umask)
        digests.append({name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()})
    assert digests[0] == digests[1]
    source, wheel = f"sixfold-{sixfold.__version__}.tar.gz", f"sixfold-{sixfold.__version__}-py3-none-any.whl"
    assert sorted(files) == sorted([source, wheel])
    assert all(path.stat().st_size < LARGEST for path in files.values())
    tracked = run("git", "ls-files", "tools/sixfold", cwd=tmp_path / "first").splitlines()
    with tarfile.open(files[source]) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    shipped = settings["wheel"]["force-include"]
    beside = run("git", "ls-files", *shipped, cwd=tmp_path / "first").splitlines()
    assert held == {*tracked, *beside, *BESIDE, ".gitignore", "PKG-INFO"}
    with zipfile.ZipFile(files[wheel]) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    copies = {
        place + file.removeprefix(own) for file in beside for own, place in shipped.items() if file.startswith(own)
    }
    assert packed == {*(name.removeprefix("tools/") for name in tracked), *copies}
