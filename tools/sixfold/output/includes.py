"""Rendered project -> parts of hand-written pages: each template of ``templates/includes/`` makes one of ``includes/``.

A page takes one in by ``--8<-- "includes/<name>.md"``: its words are a person's, and its facts stay true.
"""

from __future__ import annotations

from itertools import groupby, takewhile
from pathlib import Path
from textwrap import dedent

from sixfold.errors import SixfoldError
from sixfold.frozen import frozen
from sixfold.language import Language
from sixfold.pages import ErrorRow, in_order, recorded, section_title
from sixfold.places import INCLUDES, TEMPLATES
from sixfold.project import Entry
from sixfold.reading import UnreadableError, place_of, read_text, walk
from sixfold.results import State, Verification
from sixfold.snippet import SNIPPET, Attribute, Noun, Renderer, Snippet, nouns, words
from sixfold.spec import Api, PageSpec

_LONGEST = 10
"""How many lines of a snippet an excerpt has at most."""


@frozen
class Excerpt:
    """The part of a snippet in which the call is made, as far as it has room, and where the whole stands."""

    snippet: Snippet
    text: str
    link: str


@frozen
class Picture:
    """One spec entry as it stands in its file, and what it becomes in each language."""

    source: str
    text: str
    excerpts: tuple[Excerpt, ...]


@frozen
class FormResult:
    """What was run of one form of snippets; ``runs`` counts every situation of each."""

    form: Language
    published: int
    held: int
    runs: int


@frozen
class SectionPages:
    """A section of the navigation, with its pages."""

    title: str
    pages: tuple[PageSpec, ...]


@frozen
class Vocabulary:
    """What a snippet's template may use: what it is given, by name, the classes of these, and filters and tests."""

    given: tuple[tuple[str, str], ...]
    nouns: tuple[Noun, ...]
    words: tuple[Attribute, ...]


@frozen
class IncludeFacts:
    """What the templates of includes may show; ``errors`` are those that the ``featured`` operation was run with."""

    featured: Entry
    picture: Picture
    errors: tuple[ErrorRow, ...]
    results: tuple[FormResult, ...]
    sections: tuple[SectionPages, ...]
    verification: Verification
    vocabulary: Vocabulary


def include_templates(root: Path) -> tuple[str, ...]:
    """Return the templates of includes, relative to ``templates/``.

    :raises SixfoldError: when they cannot be listed.
    """
    folder = f"{TEMPLATES}/{INCLUDES}"
    try:
        names = (path.removeprefix(f"{folder}/") for path, _ in walk(place_of(root, TEMPLATES), folder))
        return tuple(sorted(f"{INCLUDES}/{name}" for name in names if name.endswith(".md.j2") and "/" not in name))
    except UnreadableError as error:
        raise SixfoldError(f"{error.place}: {error}") from error


def gather(root: Path, api: Api, entries: tuple[Entry, ...], verification: Verification) -> IncludeFacts:
    """Gather what the templates of a project's includes may show."""
    wanted = api.featured.operation or entries[0].operation.id
    featured = next(entry for entry in entries if entry.operation.id == wanted)
    return IncludeFacts(
        featured,
        _picture(root, featured),
        recorded(featured, verification).errors,
        _results(entries, verification),
        _sections(api, entries),
        verification,
        Vocabulary(tuple((name, kind.__name__) for name, kind in SNIPPET.items()), nouns(), words()),
    )


def include_text(renderer: Renderer, facts: IncludeFacts, name: str) -> str:
    """Return the Markdown of one include.

    :param name: its template, relative to ``templates/``.
    :raises SpecError: when the template is wrong.
    """
    return renderer.template(name, **vars(facts))


def _picture(root: Path, entry: Entry) -> Picture:
    return Picture(
        entry.page.source,
        _spec_text(root, entry),
        tuple(Excerpt(snippet, excerpt(entry, snippet), entry.link_to(snippet)) for snippet in entry.snippets),
    )


def _spec_text(root: Path, entry: Entry) -> str:
    """Return an operation's entry as it stands in its file, comments and order included."""
    # It has been read before; whatever is wrong with it was said then.
    # YAML ends a line where Python does; the ends stay as they are, since a value may hold one.
    lines = read_text(root / entry.page.source).splitlines(keepends=True)
    place = entry.operation.places.place
    indent = " " * (place.column - 1)
    following = takewhile(lambda line: not line.strip() or line.startswith(indent), lines[place.line :])
    return dedent("".join([indent + lines[place.line - 1][place.column - 1 :], *following])).strip()


def excerpt(entry: Entry, snippet: Snippet) -> str:
    """Return the paragraph of a snippet in which the request's last variable stands last, cut where it is long.

    Where a language writes values in place, or a template none, or there are none, that is its last paragraph.
    """
    mentions = [snippet.form.reference.replace("{}", variable.name) for variable in entry.request.variables[-1:]]
    paragraphs = snippet.text.split("\n\n")
    found = (number for number, paragraph in enumerate(paragraphs) if any(text in paragraph for text in mentions))
    last = max(found, default=len(paragraphs) - 1)
    # Where it is one line, that is the address, and what is done with it follows.
    until = last + (1 if "\n" in paragraphs[last].strip() else 2)
    lines = dedent("\n".join(paragraphs[last:until])).strip("\n").split("\n")
    return "\n".join(lines if len(lines) <= _LONGEST else [*lines[: _LONGEST - 1], "…"])


def _results(entries: tuple[Entry, ...], verification: Verification) -> tuple[FormResult, ...]:
    by_form: dict[str, list[Snippet]] = {}
    for entry in entries:
        for snippet in entry.snippets:
            by_form.setdefault(snippet.form.name, []).append(snippet)
    return tuple(
        FormResult(
            form=snippets[0].form,
            published=len(snippets),
            held=sum(verification.states[snippet.key] is State.HELD for snippet in snippets),
            runs=sum(verification.runs.get(snippet.key, 0) for snippet in snippets),
        )
        for snippets in sorted(by_form.values(), key=lambda found: (found[0].language.tab, bool(found[0].note)))
    )


def _sections(api: Api, entries: tuple[Entry, ...]) -> tuple[SectionPages, ...]:
    pages = {entry.page.path: entry.page for entry in entries}
    ordered = [pages[path] for path in in_order(pages, api.sections)]
    return tuple(
        SectionPages(section_title(folder, api.sections), tuple(found))
        for folder, found in groupby(ordered, key=lambda page: page.section)
    )
