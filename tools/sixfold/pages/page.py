"""PageSpec x Snippets -> Page: plain Markdown with tabs, which include the snippets' files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sixfold.frozen import frozen
from sixfold.language import Language
from sixfold.pages.call import deleted
from sixfold.pages.page_data import page_data
from sixfold.pages.printed import recorded
from sixfold.pages.verdict import verdict_line
from sixfold.places import RESULTS
from sixfold.project import Entry
from sixfold.results import State, Verification
from sixfold.snippet import Renderer
from sixfold.spec import Api, PageSpec

TEMPLATE = "page.md.j2"
VERIFICATION_TEMPLATE = "verification.md.j2"
TWINS = "twins"
"""The folder of ``templates/`` for plain Markdown: a template there is called as that of the page is."""


@frozen
class VerificationRow:
    """One operation in the table of results: its states in the order of the tabs."""

    title: str
    link: str
    states: tuple[State, ...]


def verification_text(
    renderer: Renderer,
    languages: tuple[Language, ...],
    entries: Iterable[Entry],
    verification: Verification,
    *,
    twin: bool = False,
) -> str:
    """Return the Markdown of the page that says what was run, or that of its twin."""
    rows = [
        VerificationRow(
            entry.operation.title,
            entry.link,
            tuple(verification.states[snippet.key] for snippet in entry.snippets),
        )
        for entry in entries
    ]
    name = f"{TWINS}/{VERIFICATION_TEMPLATE}" if twin else VERIFICATION_TEMPLATE
    return renderer.template(name, languages=languages, rows=rows, verification=verification, source=RESULTS)


def page_text(
    renderer: Renderer,
    api: Api,
    page: PageSpec,
    entries: Iterable[Entry],
    *,
    verification: Verification,
) -> str:
    """Return a page's Markdown, its operations in the given order, each with its rendered snippets."""
    operations = tuple(entries)
    snippets = [snippet for entry in operations for snippet in entry.snippets]
    data = page_data([entry.request for entry in operations], snippets, api.shared_variables)
    return renderer.template(TEMPLATE, data=data, **_given(api, page, operations, verification))


def twin_texts(
    renderer: Renderer,
    api: Api,
    page: PageSpec,
    entries: Iterable[Entry],
    *,
    verification: Verification,
) -> Mapping[str, str]:
    """Return a page as plain Markdown, by language: with the tabs of this one alone, or, under no name, with all."""
    operations = tuple(entries)
    names = {snippet.language.name for entry in operations for snippet in entry.snippets}
    given = _given(api, page, operations, verification)
    return {name: renderer.template(f"{TWINS}/{TEMPLATE}", only=name, **given) for name in ("", *sorted(names))}


def _given(api: Api, page: PageSpec, operations: tuple[Entry, ...], verification: Verification) -> Mapping[str, object]:
    """Return what the templates of a page and of its twin are given."""
    results = "../" * page.path.count("/") + "verification.md"
    return {
        "page": page,
        "about": _about(page, operations),
        "note": api.note,
        "operations": operations,
        "calls": {entry.operation.id: deleted(entry.request, api.shared_variables) for entry in operations},
        "recorded": {entry.operation.id: recorded(entry, verification) for entry in operations},
        "issues": {
            snippet.key: api.issue(
                operation=entry.operation.title,
                language=snippet.form.label,
                version=snippet.form.client_title,
            )
            for entry in operations
            for snippet in entry.snippets
        },
        "verdicts": {
            snippet.key: verdict_line(entry, snippet, verification, results)
            for entry in operations
            for snippet in entry.snippets
        },
    }


def _about(page: PageSpec, operations: tuple[Entry, ...]) -> str:
    """Say in one line what a page is about, and which calls stand there: what a search engine shows of it."""
    titles = "; ".join(entry.operation.title for entry in operations)
    return f"{page.description} {titles}." if titles else page.description
