"""A site with something broken is not built: each warning of MkDocs is an end, also where nothing else is printed."""

from __future__ import annotations

import os
import re
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from pymdownx.snippets import SnippetMissingError

from tests.support.projects import ROOT, copy

HOME = """\
# Home

[Other](other.md#part) [code](other.md#code) ![logo](logo.svg)

<img alt='' src='logo.svg'> <a href='other/'>b</a> <a href='https://a.example/c'>d</a>
"""
OTHER = "# Other\n\n## Part\n\n[Home](index.md)\n\n``` { .python #code }\nx = 1\n```\n"
BREAKS = {
    "a link": (HOME, "(other.md#part)", "(gone.md)"),
    "a link to a folder": (HOME, "(other.md#part)", "(other/)"),
    "a link from the root": (HOME, "(other.md#part)", "(/other.md)"),
    "an image": (HOME, "logo.svg", "gone.svg"),
    "an anchor": (HOME, "#part", "#gone"),
    "an anchor of code": (HOME, "#code", "#gone"),
    "an anchor of its own": (OTHER, "index.md", "#gone"),
    "a navigation that leads nowhere": ("nav", "other.md", "gone.md"),
    "a page that no navigation leads to": ("nav", ", other.md", ""),
    "an image in HTML": (HOME, "src='logo.svg'", "src='gone.svg'"),
    "a link in HTML": (HOME, "href='other/'", "href='gone/'"),
    "an include": (HOME, "# Home", '# Home\n\n--8<-- "gone.md"'),
}


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., None]:
    """Build a small site, in strict mode, with the project's own settings but for its theme, which takes long."""

    def made(part: str = "", old: str = "", new: str = "") -> None:
        settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
        theme = yaml.safe_dump({"theme": {"name": "mkdocs"}, "plugins": [], "extra_css": [], "extra_javascript": []})
        (tmp_path / "mkdocs.yml").write_text(settings)
        (tmp_path / "small.yml").write_text(f"INHERIT: mkdocs.yml\n{theme}")
        copy(tmp_path, "overrides")
        texts = {
            "docs/index.md": HOME,
            "docs/other.md": OTHER,
            "docs/logo.svg": "<svg/>",
            "nav.yml": "nav: [index.md, other.md]",
        }
        for name, text in texts.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            is_meant = part == text or (part == "nav" and name == "nav.yml")
            assert not is_meant or old in text
            (tmp_path / name).write_text(text.replace(old, new, 1) if is_meant else text)
        config = load_config(str(tmp_path / "small.yml"), strict=True, site_dir=str(tmp_path / "site"))
        build(config)

    return made


def test_what_is_whole_is_built(made: Callable[..., None], tmp_path: Path) -> None:
    made()
    assert (tmp_path / "site/index.html").is_file()


@pytest.mark.parametrize("what", BREAKS)
def test_what_is_broken_is_not(made: Callable[..., None], what: str) -> None:
    with pytest.raises((Abort, SnippetMissingError), match=r"strict mode|cannot be taken in"):
        made(*BREAKS[what])


def made_by(tmp_path: Path, said: str, code: int, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `make docs`, or another target, with commands that do nothing but what they are told."""
    for name, line in {
        "sixfold": f'echo "$*" >> {tmp_path}/sixfold-words',
        "mkdocs": f'echo "$*" > {tmp_path}/words; echo {said} >&2; exit {code}',
    }.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{line}\n")
        (tmp_path / name).chmod(0o755)
    given = words or ("docs",)
    words = ("make", "--no-print-directory", "--assume-old", ".venv/docs.stamp", f"BIN={tmp_path}", *given)
    env = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def test_make_docs_is_strict_and_quiet(tmp_path: Path) -> None:
    good = made_by(tmp_path, "INFO", 0)
    assert good.returncode == 0
    assert "INFO" not in good.stdout + good.stderr
    assert "index.html" not in good.stdout, "from a disk neither its links nor its search work"
    assert (tmp_path / "words").read_text().split() == ["build", "--strict"]
    bad = made_by(tmp_path, "WARNING", 1)
    assert bad.returncode != 0
    assert "WARNING" in bad.stderr
    assert "the site is in" not in bad.stdout


def test_make_docs_says_what_takes_long(tmp_path: Path) -> None:
    lines = made_by(tmp_path, "INFO", 0).stdout.splitlines()
    assert "building the site: mkdocs build --strict" in lines


def test_make_serve_serves_at_the_port_that_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = made_by(tmp_path, "INFO", 0, "serve", f"PORT={port}")
    assert f"port {port} is in use; name another: make serve PORT={port + 1}\n" in refused.stderr
    assert refused.returncode != 0
    assert not (tmp_path / "sixfold-words").exists(), "nothing is built for a server that cannot start"
    assert made_by(tmp_path, "INFO", 0, "serve", f"PORT={port}").returncode == 0
    words = (tmp_path / "words").read_text().split()
    assert words == ["serve", "--config-file", "mkdocs.serve.yml", "--dev-addr", f"127.0.0.1:{port}"]


def test_no_strict_build_is_quiet_in_words_that_make_it_lenient() -> None:
    files = [ROOT / "Makefile", *ROOT.glob("*.md"), *(ROOT / ".ci").iterdir(), *(ROOT / "tests").rglob("*.py")]
    for file in (found for found in files if found != Path(__file__)):
        found = re.search(r"mkdocs\W+build\b[^`\n]*?(--quiet|-q\b)", file.read_text(encoding="utf-8"))
        assert found is None, f"{file}: {found[0]}"
