"""A built site -> the same, completed: a policy and a description in each head, and Markdown for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from typing import Any

import yaml

from sixfold.errors import Problems, SixfoldError
from sixfold.head import Element, inline, set_after_heading, set_elements
from sixfold.language import load_languages
from sixfold.llms import TWIN, Library, Page, texts
from sixfold.navigation import PATH as NAVIGATION
from sixfold.page import FOLDER as PAGES
from sixfold.policy import policy
from sixfold.theme import scripts

SETTINGS = "mkdocs.yml"
_LINK = f'\n<p class="as-markdown"><a href="{TWIN}" rel="alternate" type="text/markdown">View as Markdown</a></p>'
"""Below a generated page's title. It is no part of the page's Markdown: there, builders make other links of it."""
_ZENSICAL = '<meta name="generator" content="zensical-'
"""What its pages hold. Its search makes a style sheet in the browser, whose text stands in none of them."""


@dataclass(frozen=True)
class Finished:
    """How many files of a site have a policy now, and how many stand there for programs.

    ``refused`` are the pages with an inline script that will not run, since neither theme nor project brought it.
    """

    pages: int
    texts: int
    refused: tuple[str, ...] = ()


def finish(root: Path, site: Path) -> Finished:
    """Complete the site that was built from the project at ``root``; a second time changes nothing.

    :raises SixfoldError: when a file is missing or not what it should be. Nothing is written then.
    """
    if not (site / "index.html").is_file():
        raise SixfoldError(f"{site}: holds no index.html; expected a built site; run: mkdocs build")
    library = read_library(root)
    built = {page.folder: page for page in library.pages if (site / page.folder / "index.html").is_file()}
    written = {
        path: text
        for path, text in texts(library).items()
        if not path.endswith(TWIN) or path.removesuffix(TWIN) in built
    }
    brought = scripts(root, _yaml(root, SETTINGS))
    pages, refused = {}, []
    for file in sorted(site.rglob("*.html")):
        name = file.relative_to(site).as_posix()
        page = built.get(name.removesuffix("index.html")) if name.endswith("index.html") else None
        html = _read(file)
        try:
            found = inline(html)
            own = replace(found, scripts=tuple(filter(brought.hold, found.scripts)))
            refused += [name] if own != found else []
            allowed = policy(own, styles=_ZENSICAL in html)
            pages[name] = set_elements(html, _elements(allowed, library, page))
            if page and page.source:
                pages[name] = set_after_heading(pages[name], _LINK)
        except ValueError as error:
            raise SixfoldError(f"{file}: {error}") from error
    for name, text in {**written, **pages}.items():
        _write(site / name, text)
    return Finished(len(pages), len(written), tuple(refused))


def read_library(root: Path) -> Library:
    """Read the pages of the project at ``root``, in the order of its navigation.

    :raises SixfoldError: when a file is missing or not what it should be.
    """
    problems = Problems()
    languages = load_languages(root, problems)
    problems.raise_any()
    settings = _yaml(root, SETTINGS)
    pages = tuple(_page(root, *found) for found in _places(_yaml(root, NAVIGATION).get("nav") or [], ()))
    return Library(
        name=str(settings.get("site_name") or ""),
        description=str(settings.get("site_description") or ""),
        pages=pages,
        languages={language.name: language.label.partition(" (")[0] for language in languages},
        labels={form.label: language.name for language in languages for form in language.forms},
        include=lambda path: _read(root / path),
    )


def _elements(allowed: str, library: Library, page: Page | None) -> Iterator[Element]:
    """Yield what a page's head is to hold; the policy comes first, since it is asked of what follows it alone."""
    yield Element("meta", (("http-equiv", "Content-Security-Policy"), ("content", allowed)))
    # An address may carry a reader's values: no other page, and no server's log, is told it.
    yield Element("meta", (("name", "referrer"), ("content", "no-referrer")))
    if page is None:
        return
    for name, content in {
        "og:type": "article" if page.folder else "website",
        "og:site_name": library.name,
        "og:title": page.title,
        "og:description": page.description or library.description,
    }.items():
        yield Element("meta", (("property", name), ("content", content)))
    yield Element("meta", (("name", "twitter:card"), ("content", "summary")))


def _places(items: list[Any], sections: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Yield path, sections and title of each page of a navigation; a page without a title there has it in itself."""
    for item in items:
        title, value = next(iter(item.items())) if isinstance(item, dict) else ("", item)
        if isinstance(value, list):
            yield from _places(value, (*sections, unescape(str(title))))
        else:
            yield str(value), sections, unescape(str(title))


def _page(root: Path, path: str, sections: tuple[str, ...], title: str) -> Page:
    text = _read(root / PAGES / path)
    facts: dict[str, Any] = {}
    if text.startswith("---\n"):
        front, _, text = text.removeprefix("---\n").partition("\n---\n")
        facts = _mapping(front, f"{PAGES}/{path}")
    return Page(
        path=path,
        sections=sections,
        title=title or unescape(str(facts.get("title") or path)),
        description=str(facts.get("description") or ""),
        text=text,
        source=str(facts.get("generated_from") or ""),
    )


class _Loader(yaml.SafeLoader):
    """Reads a builder's settings, in which a tag may name a Python function: nothing that is asked of them here."""


_Loader.add_multi_constructor("", lambda *_: None)


def _yaml(root: Path, name: str) -> dict[str, Any]:
    return _mapping(_read(root / name), name)


def _mapping(text: str, name: str) -> dict[str, Any]:
    try:
        found = yaml.load(text, _Loader)  # noqa: S506 - a SafeLoader that builds even less
    except yaml.YAMLError as error:
        raise SixfoldError(f"{name}: not YAML: {' '.join(str(error).split())}") from error
    if not isinstance(found, dict):
        raise SixfoldError(f"{name}: expected keys and values")
    return found


def _read(file: Path) -> str:
    try:
        return file.read_bytes().decode()
    except OSError as error:
        raise SixfoldError(f"{file}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SixfoldError(f"{file}: not UTF-8: {error.reason} at byte {error.start}") from error


def _write(file: Path, text: str) -> None:
    content = text.encode()
    try:
        if not file.is_file() or file.read_bytes() != content:
            file.write_bytes(content)
    except OSError as error:
        raise SixfoldError(f"{file}: cannot be written: {error.strerror}") from error
