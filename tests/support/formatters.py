"""Snippets as the formatter of their language lays them out, with the line length that the language declares.

A formatter rewrites files in place; which one it is, a file's ending says.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from sixfold.language import Language
from tests.support.runtimes import missing

NPM = Path(__file__).parents[1] / "npm"
GOOGLE_JAVA_FORMAT = Path(__file__).parents[1] / "maven/lib/google-java-format-all-deps.jar"
COMPILER = ("api", "code", "file", "parser", "tree", "util")
"""What google-java-format needs of Java's own compiler."""


def _ruff(length: int) -> tuple[str, ...]:
    return (sys.executable, "-m", "ruff", "format", "--isolated", "--quiet", "--line-length", str(length))


def _prettier(length: int) -> tuple[str, ...]:
    program = NPM / "node_modules/.bin/prettier"
    if not program.exists():
        missing("prettier is not installed; run: make test, or npm ci --prefix tests/npm")
    options = ("--no-config", "--no-editorconfig", "--log-level", "warn", "--print-width", str(length), "--write")
    return (str(program), *options)


def _prettier_with_php(length: int) -> tuple[str, ...]:
    plugin = NPM / "node_modules/@prettier/plugin-php/src/index.mjs"
    return (*_prettier(length), "--plugin", str(plugin), "--php-version", "8.2")


def _google_java_format(length: int) -> tuple[str, ...]:
    assert length == 100, "it knows lines of 100 columns alone"
    if not GOOGLE_JAVA_FORMAT.exists():
        missing("google-java-format is not installed; run: make test")
    opened = (f"--add-exports=jdk.compiler/com.sun.tools.javac.{name}=ALL-UNNAMED" for name in COMPILER)
    # Long texts stay whole: each is a value, which a reader replaces.
    return ("java", *opened, "-jar", str(GOOGLE_JAVA_FORMAT), "--skip-reflowing-long-strings", "--replace")


def _rubocop(_length: int) -> tuple[str, ...]:
    if shutil.which("rubocop") is None:
        missing("rubocop is not installed; run: make test")
    # It lays out and changes nothing else. Long texts stay whole: each is a value, which a reader replaces.
    return ("rubocop", "--force-default-config", "--only", "Layout", "--except", "Layout/LineLength", "--autocorrect")


def _gofmt(_length: int) -> tuple[str, ...]:
    if shutil.which("gofmt") is None:
        missing("gofmt is not installed; run: make test")
    return ("gofmt", "-w")


FORMATTERS: Mapping[str, Callable[[int], tuple[str, ...]]] = {
    "py": _ruff,
    "js": _prettier,
    "html": _prettier,
    "java": _google_java_format,
    "php": _prettier_with_php,
    "rb": _rubocop,
    "go": _gofmt,
}
"""The command of each formatter, by the ending of the files that it formats; the files come behind it."""


def formatted(language: Language, texts: Iterable[str], folder: Path) -> list[str]:
    """Return texts of a language as its formatter lays them out.

    :param folder: an empty one, to work in.
    """
    files = []
    for number, text in enumerate(texts):
        files.append(folder / f"snippet_{number}.{language.extension}")
        files[-1].write_text(text, encoding="utf-8")
    words = FORMATTERS[language.extension](language.line_length)
    done = subprocess.run([*words, *map(str, files)], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [file.read_text(encoding="utf-8") for file in files]
