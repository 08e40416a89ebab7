"""What the tool ships: languages, and for a new project the templates of pages, the site's scripts and styles.

In a wheel all of it lies in ``shipped/``. Of this repository's own project that folder takes over what both have: which
files these are, the wheel's build says (``force-include`` of ``pyproject.toml``), and `_ALSO` the same of a checkout.
"""

from __future__ import annotations

import atexit
import contextlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from sixfold import host
from sixfold.places import FACTS, TEMPLATES

_PACKAGE = Path(__file__).parent
_SHIPPED = _PACKAGE / "shipped"
_CHECKOUT = _PACKAGE.parents[1]

_ALSO = {
    "docs/assets": "docs/assets",
    "mkdocs.yml": "mkdocs.yml",
    "overrides": "overrides",
    "templates/coverage.md.j2": "templates/coverage.md.j2",
    "templates/curl": "templates/curl",
    "templates/java/snippet.java.j2": "templates/java_rest/snippet.java.j2",
    "templates/js/requirements.txt": "templates/js/requirements.txt",
    "templates/js/snippet.html.j2": "templates/js/snippet.html.j2",
    "templates/macros": "templates/macros",
    "templates/node/package-lock.json": "templates/node_rest/package-lock.json",
    "templates/node/package.json": "templates/node_rest/package.json",
    "templates/node/snippet.js.j2": "templates/node_rest/snippet.js.j2",
    "templates/page.md.j2": "templates/page.md.j2",
    "templates/twins/coverage.md.j2": "templates/twins/coverage.md.j2",
    "templates/twins/page.md.j2": "templates/twins/page.md.j2",
    "templates/twins/verification.md.j2": "templates/twins/verification.md.j2",
    "templates/verification.md.j2": "templates/verification.md.j2",
}
"""Paths of a new project, and where a checkout of this repository has what stands there."""

_LEFT = ".pyc"
"""The ending of files that Python makes."""


def shipped_languages() -> tuple[str, ...]:
    """Return the names of the languages that the tool ships, sorted."""
    return tuple(sorted({path.split("/")[1] for path in _files() if path.endswith(f"/{FACTS}")}))


def shipped_files(languages: Sequence[str]) -> Mapping[str, bytes]:
    """Return what a project of these languages begins with, by its paths there."""
    others = tuple(f"{TEMPLATES}/{name}/" for name in shipped_languages() if name not in languages)
    return {path: file.read_bytes() for path, file in sorted(_files().items()) if not path.startswith(others)}


@contextlib.contextmanager
def shipped_project() -> Iterator[Path]:
    """Give a folder that holds what is shipped, all languages included, as a project has it."""
    with host.folder("shipped") as root:
        for path, content in shipped_files(shipped_languages()).items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)
        yield root


@cache
def shipped_templates() -> Path:
    """Return a folder of all templates that are shipped, as `templates/` of a project: what a project lacks is here."""
    if _is_whole():
        return _SHIPPED / TEMPLATES
    # A checkout has them in several places.
    stack = contextlib.ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(shipped_project()) / TEMPLATES


def elsewhere() -> list[str]:
    """Return the files that are shipped and stand outside of the package: some in a checkout, none in a wheel."""
    return sorted(str(file) for file in _files().values() if not file.is_relative_to(_PACKAGE))


def _is_whole() -> bool:
    return (_SHIPPED / TEMPLATES / "page.md.j2").exists()


def _files() -> Mapping[str, Path]:
    found = dict(_below(_SHIPPED, ""))
    if not _is_whole():
        for path, own in _ALSO.items():
            found |= dict(_below(_CHECKOUT / own, path))
    return found


def _below(source: Path, path: str) -> Iterator[tuple[str, Path]]:
    for file in [source] if source.is_file() else source.rglob("*"):
        if file.is_file() and file.suffix != _LEFT and "__pycache__" not in file.parts:
            yield f"{path}/{file.relative_to(source).as_posix()}".strip("/").removesuffix("/."), file
