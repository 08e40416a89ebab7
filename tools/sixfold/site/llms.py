"""Pages -> what a program reads in place of HTML: each page as plain Markdown, and llms.txt with its kin."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import field
from itertools import groupby

from sixfold.escape import plain_text
from sixfold.frozen import frozen
from sixfold.plain import relinked

TWIN = "index.md"
"""The name of a page's Markdown, in the folder that is the page's address."""

_OPTIONAL = "Optional"
"""By the convention of llms.txt, what may be left out where room is short."""


@frozen
class Twin:
    """A page as plain Markdown, whose links are those of the page itself.

    ``languages`` maps each language to what the page says in it alone, where the page has tabs of languages.
    """

    text: str
    languages: Mapping[str, str] = field(default_factory=dict)


@frozen
class Generated:
    """What is generated, as plain Markdown: pages by path below ``docs/``, and includes by path in the project."""

    pages: Mapping[str, Twin] = field(default_factory=dict)
    includes: Mapping[str, str] = field(default_factory=dict)


@frozen
class SitePage:
    """A page of the site: its path below ``docs/``, the titles of the sections above it, and its own words.

    ``source`` is what it is generated from, empty where a person wrote it.
    """

    path: str
    sections: tuple[str, ...]
    title: str
    description: str
    words: Twin
    source: str

    @property
    def has_operations(self) -> bool:
        """Whether a spec makes it."""
        return self.source.startswith("specs/")

    @property
    def folder(self) -> str:
        """Its address below the site: empty, or with a slash at its end."""
        return address(self.path)

    @property
    def twin(self) -> str:
        """Where its Markdown stands in the site."""
        return f"{self.folder}{TWIN}"


@frozen
class Library:
    """All pages of a site in the order of its navigation; ``languages`` maps each language to its name for a reader."""

    name: str
    description: str
    pages: tuple[SitePage, ...]
    languages: Mapping[str, str]


def address(path: str) -> str:
    """Return the address of a page, by its path below ``docs/``: empty, or with a slash at its end."""
    stem = path.removesuffix(".md")
    folder, name = posixpath.split(stem)
    whole = folder if name in ("index", "README") else stem
    return f"{whole}/" if whole else ""


def texts(library: Library) -> dict[str, str]:
    """Return every file that is for programs, by its path in the site."""
    found = {page.twin: _page(page, page.folder) for page in library.pages}
    found["llms.txt"] = _index(library)
    found["llms-full.txt"] = _whole(library, "Every page.", library.pages)
    operations = [page for page in library.pages if page.has_operations]
    for key, name in library.languages.items():
        about = f"Every operation, in {name} alone."
        found[f"llms-{key}.txt"] = _whole(library, about, operations, key)
    return found


def relative(target: str, page: SitePage, base: str) -> str:
    """Return a link of a page as it is to be written in a file of the folder ``base``.

    Links are relative to the file that holds them, so that they hold under any host and below any path.
    """
    path, mark, anchor = target.partition("#")
    if path.startswith("/") or ":" in path.partition("/")[0] or (not path and base == page.folder):
        return target
    whole = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path or posixpath.basename(page.path)))
    if whole.endswith(".md"):
        whole = f"{address(whole)}{TWIN}"
    return f"{posixpath.relpath(whole, base or '.')}{mark}{anchor}"


def _page(page: SitePage, base: str, language: str = "") -> str:
    words = page.words.languages.get(language, page.words.text)
    text = relinked(words, lambda target: relative(target, page, base))
    return text if text.startswith("# ") else f"# {plain_text(page.title)}\n\n{text}"


def _head(library: Library, about: str) -> str:
    return f"# {library.name}\n\n> {library.description}\n\n{about}\n"


def _whole(library: Library, about: str, pages: Iterable[SitePage], language: str = "") -> str:
    parts = [_page(page, "", language).replace("\n", f"\n\nFrom: [{page.twin}]({page.twin})\n", 1) for page in pages]
    return "\n".join((_head(library, about), *parts))


def _index(library: Library) -> str:
    about = (
        f"Every page stands as Markdown at its address with `{TWIN}` behind it; links are relative to the file that "
        "holds them."
    )
    lines = [_head(library, about), "## In one language", ""]
    for key, name in library.languages.items():
        lines.append(f"- [{name}](llms-{key}.txt): every operation, in {name} alone")
    ordered = sorted(library.pages, key=lambda page: not page.sections)
    for sections, pages in groupby(ordered, key=lambda page: page.sections):
        lines += ["", f"## {plain_text(': '.join(sections)) or _OPTIONAL}", ""]
        lines += [f"- [{plain_text(page.title)}]({page.twin}){_said(page.description)}" for page in pages]
    if all(page.sections for page in library.pages):
        lines += ["", f"## {_OPTIONAL}", ""]
    return "\n".join((*lines, "- [Everything](llms-full.txt): all pages in one file", ""))


def _said(description: str) -> str:
    return f": {plain_text(description)}" if description else ""
