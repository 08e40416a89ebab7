"""What is written by hand is formatted, linted and typed, all of it, and laid out as editors are told."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import editorconfig
import pytest

from tests.support.projects import ROOT

OTHERS = ("code_snippets", "tests/hand_written")
"""Snippets: the generator's, and those that stand for what somebody else wrote."""


@pytest.fixture(scope="module")
def sources() -> list[Path]:
    """List the Python files of the repository."""
    words = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"]
    listed = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [Path(name) for name in listed if not name.startswith(OTHERS) and (ROOT / name).exists()]


def passed_over(sources: list[Path], folders: list[str]) -> list[str]:
    return [str(source) for source in sources if not any(source.is_relative_to(folder) for folder in folders)]


def test_ruff_is_told_of_every_folder_with_python_in_it(sources: list[Path]) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    [folders] = re.findall("^SOURCES := (.*)$", makefile, re.MULTILINE)
    assert passed_over(sources, folders.split()) == []
    told = re.findall(r"/ruff .*", makefile)
    assert told
    assert all(command.endswith("$(SOURCES)") for command in told)


def test_mypy_is_told_of_every_folder_with_python_in_it(sources: list[Path]) -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]
    assert passed_over(sources, settings["files"]) == []


def tracked() -> list[str]:
    """List the text files of the repository."""
    words = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [name for name in listed if (ROOT / name).is_file() and not name.endswith((".binpb", ".png"))]


def against(settings: dict[str, str], text: str) -> list[str]:
    """Return which of an editor's settings a text goes against."""
    lines = text.split("\n")
    indents = [line[: len(line) - len(line.lstrip())] for line in lines if line.strip() and line.lstrip()[0] != "*"]
    length = settings.get("max_line_length", "unset")
    longest = sys.maxsize if length == "unset" else int(length)
    found = {
        "end_of_line": "\r" in text,
        "indent_size": settings["indent_size"] == "2" and any(len(indent) % 2 for indent in indents),
        "indent_style": settings["indent_style"] == "space" and any("\t" in indent for indent in indents),
        "insert_final_newline": text != "" and not text.endswith("\n"),
        "max_line_length": any(len(line) > longest for line in lines),
        "trim_trailing_whitespace": any(line != line.rstrip(" \t") for line in lines),
    }
    return [name for name, broken in found.items() if broken and settings.get(name, "unset") != "unset"]


def test_every_file_is_as_editors_are_told_to_write_it() -> None:
    wrong = []
    for name in tracked():
        settings = editorconfig.get_properties(str(ROOT / name))
        assert settings["charset"] == "utf-8"
        # ruff says which line of Python may be longer, and a template is indented by what it writes, too.
        other = {".py": "max_line_length", ".j2": "indent_size"}.get(Path(name).suffix)
        own = {key: "unset" if key == other else value for key, value in settings.items()}
        wrong += [(name, setting) for setting in against(own, (ROOT / name).read_bytes().decode())]
    assert wrong == []


def test_every_shell_script_is_one_that_shellcheck_has_nothing_to_say_of() -> None:
    words = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.sh", ".ci/run"]
    listed = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    scripts = [name for name in listed if not name.startswith(OTHERS) and (ROOT / name).exists()]
    assert {"templates/java/install.sh", "templates/php/install.sh"} <= set(scripts)
    shellcheck = Path(sys.executable).with_name("shellcheck")
    run = subprocess.run([shellcheck, *scripts], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("file", sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]), ids=lambda path: path.name)
def test_every_row_of_a_table_is_whole(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").split("\n")
    assert [line for line in lines if line.startswith("| ") and not line.rstrip().endswith("|")] == []
