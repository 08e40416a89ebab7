"""A built site -> the same, completed: a policy and a description in each head, and Markdown for programs."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path
from stat import S_ISDIR

import yaml

from sixfold.errors import Problems, SixfoldError
from sixfold.files import Change, contents, write
from sixfold.frozen import frozen
from sixfold.language import load_languages
from sixfold.places import NAVIGATION, PAGES, SETTINGS, SPECS, TEMPLATES
from sixfold.plain import plain
from sixfold.reading import UnreadableError, read_bytes, read_included, refuse_depth, walk
from sixfold.site.head import Element, inline, set_after_heading, set_elements
from sixfold.site.llms import TWIN, Generated, Library, SitePage, Twin, texts
from sixfold.site.policy import policy
from sixfold.site.shown import refuse_altered
from sixfold.site.styles import with_styles
from sixfold.site.theme import scripts

_LINK = f'\n<p class="as-markdown"><a href="{TWIN}" rel="alternate" type="text/markdown">View as Markdown</a></p>'
"""Below a generated page's title. It is no part of the page's Markdown: there, builders make other links of it."""
_ZENSICAL = '<meta name="generator" content="zensical-'
"""What its pages hold. Its search makes a style sheet in the browser, whose text stands in none of them."""

_ELSEWHERE = ("@import", "image-set(")
"""What in a style sheet names files in texts: these are where they are for this sheet alone."""


@frozen
class Finished:
    """How many files of a site have a policy now, and how many stand there for programs.

    ``refused`` are the pages with an inline script that will not run, since neither theme nor project brought it.
    """

    pages: int
    texts: int
    refused: tuple[str, ...] = ()


def finish(root: Path, site: Path, generated: Callable[[], Generated]) -> Finished:
    """Complete the site that was built from the project at ``root``; a second time changes nothing.

    :param generated: gives what pages and includes say that nobody wrote by hand; asked once there is a site.
    :raises SixfoldError: when a file is missing or not what it should be. Nothing is written then.
    """
    _require_site(root, site)
    library = read_library(root, generated())
    built = {page.folder: page for page in library.pages if (site / page.folder / "index.html").is_file()}
    written = {
        path: text
        for path, text in texts(library).items()
        if not path.endswith(TWIN) or path.removesuffix(TWIN) in built
    }
    _refuse_own(root, written)
    of_specs = (site / page.folder / "index.html" for page in built.values() if page.source)
    refuse_altered(root, {file: _read(file, within=site) for file in of_specs})
    brought = scripts(root, _yaml(root, SETTINGS))
    pages, refused = {}, []
    of_page = {f"{folder}index.html": page for folder, page in built.items()}
    for name, html in _styled(site, {name for name, page in of_page.items() if page.source}).items():
        page = of_page.get(name)
        try:
            found = inline(html)
            own = replace(found, scripts=tuple(filter(brought.hold, found.scripts)))
            refused += [name] if own != found else []
            allowed = policy(own, styles=_ZENSICAL in html)
            pages[name] = set_elements(html, _elements(allowed, library, page))
        except ValueError as error:
            raise SixfoldError(f"{site / name}: {error}") from error
    _write(site, {**written, **pages})
    return Finished(len(pages), len(written), tuple(refused))


def _require_site(root: Path, site: Path) -> None:
    """Refuse a folder that is no built site, or that holds what a person wrote."""
    if not (site / "index.html").is_file():
        raise SixfoldError(f"{site}: holds no index.html; expected a built site; run: mkdocs build")
    own = [root, *(root / name for name in (PAGES, SPECS, TEMPLATES))]
    if any(folder.resolve().is_relative_to(site.resolve()) for folder in own):
        raise SixfoldError(f"{site}: holds the project itself; expected a built site; run: mkdocs build")


def _refuse_own(root: Path, names: Iterable[str]) -> None:
    """Refuse to write over what a builder copied into the site, since a person put it among the pages."""
    own = [name for name in names if not name.endswith(TWIN) and os.path.lexists(root / PAGES / name)]
    if own:
        lines = (f"{PAGES}/{name}: stands where the site's own {name} goes; move it away, or remove it" for name in own)
        raise SixfoldError("\n".join(lines))


def _styled(site: Path, generated: Collection[str]) -> Mapping[str, str]:
    """Return the site's pages by their paths, generated ones with a link, all with what they use of style sheets."""
    files = _files(site)
    pages = {name: _read(site / name, within=site) for name in files if name.endswith(".html")}
    pages |= {name: set_after_heading(pages[name], _LINK) for name in pages.keys() & generated}
    pages = dict(sorted(pages.items()))
    try:
        scripts = [read_bytes(site / name, within=site) for name in files if name.endswith((".js", ".mjs"))]
    except UnreadableError:
        return pages  # Nobody knows what such a script needs of the style sheets.

    def sheet(path: str) -> str | None:
        try:
            text = read_bytes(site / path, within=site).decode() if path in files else ""
        except (UnreadableError, UnicodeDecodeError):
            return None
        return text if path in files and not any(word in text for word in _ELSEWHERE) else None

    # Words of ASCII are read in whatever encoding a script is.
    return with_styles(pages, [script.decode(errors="replace") for script in scripts], sheet)


def _files(site: Path) -> frozenset[str]:
    try:
        real = site.resolve()
        found = walk(real.parent, real.name)
        return frozenset(path.partition("/")[2] for path, status in found if not S_ISDIR(status.st_mode))
    except UnreadableError as error:
        raise SixfoldError(f"{error.place}: {error}") from error


def read_library(root: Path, generated: Generated) -> Library:
    """Read the pages of the project at ``root``, in the order of its navigation.

    :raises SixfoldError: when a file is missing or not what it should be.
    """
    problems = Problems()
    languages = load_languages(root, problems)
    problems.raise_any()
    settings = _yaml(root, SETTINGS)
    pages = tuple(_page(root, generated, found) for found in _places(_yaml(root, NAVIGATION).get("nav"), ()))
    return Library(
        name=str(settings.get("site_name") or ""),
        description=str(settings.get("site_description") or ""),
        pages=pages,
        languages={language.name: language.title for language in languages},
    )


def _elements(allowed: str, library: Library, page: SitePage | None) -> Iterator[Element]:
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


def _places(items: object, sections: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Yield path, sections and title of each page of a navigation; a page without a title there has it in itself."""
    for item in items if isinstance(items, list) else ():
        title, value = next(iter(item.items())) if isinstance(item, dict) else ("", item)
        if isinstance(value, list):
            yield from _places(value, (*sections, unescape(str(title))))
        else:
            yield str(value), sections, unescape(str(title))


def _page(root: Path, generated: Generated, place: tuple[str, tuple[str, ...], str]) -> SitePage:
    path, sections, title = place
    text = _read(root / PAGES / path, within=root)
    facts: Mapping[str, object] = {}
    if text.startswith("---\n"):
        front, _, text = text.removeprefix("---\n").partition("\n---\n")
        facts = _mapping(front, f"{PAGES}/{path}")
    return SitePage(
        path=path,
        sections=sections,
        title=title or unescape(str(facts.get("title") or path)),
        description=str(facts.get("description") or ""),
        words=generated.pages.get(path) or Twin(plain(text, lambda name: _include(root, generated, name))),
        source=str(facts.get("generated_from") or ""),
    )


class _Loader(yaml.SafeLoader):
    """Reads a builder's settings, in which a tag may name a Python function: nothing that is asked of them here."""


_Loader.add_multi_constructor("", lambda *_: None)


def _yaml(root: Path, name: str) -> Mapping[str, object]:
    return _mapping(_read(root / name, within=root), name)


def _mapping(text: str, name: str) -> Mapping[str, object]:
    try:
        found = yaml.load(text, _Loader)  # noqa: S506 - a SafeLoader that builds even less
        refuse_depth(found)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise SixfoldError(f"{name}: not YAML: {' '.join(str(error).split())}") from error
    if not isinstance(found, dict):
        raise SixfoldError(f"{name}: expected keys and values")
    return found


def _include(root: Path, generated: Generated, path: str) -> str:
    if path in generated.includes:
        return generated.includes[path]
    try:
        return read_included(root, path)
    except UnreadableError as error:
        raise SixfoldError(f"{root / path}: cannot be read: {error}") from error


def _read(file: Path, *, within: Path) -> str:
    try:
        return read_bytes(file, within=within).decode()
    except UnreadableError as error:
        raise SixfoldError(f"{file}: cannot be read: {error}") from error
    except UnicodeDecodeError as error:
        raise SixfoldError(f"{file}: not UTF-8: {error.reason} at byte {error.start}") from error


def _write(site: Path, texts: Mapping[str, str]) -> None:
    try:
        found = [Change(name, contents(site, name), text.encode()) for name, text in texts.items()]
        write(site, [change for change in found if change.before != change.after])
    except SixfoldError as error:
        raise SixfoldError(f"{site}/{error}") from error
