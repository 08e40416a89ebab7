"""PageSpec x Snippets -> Page: plain Markdown with tabs, which include the snippets' files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sixfold.language import Installation, Language
from sixfold.pages.page_data import page_data
from sixfold.places import RESULTS
from sixfold.project import Entry, FieldRow, answer_rows, deprecated_parts
from sixfold.request import Request
from sixfold.results import State, Verification
from sixfold.snippet import Renderer, Snippet
from sixfold.spec import Api, Operation, PageSpec

TEMPLATE = "page.md.j2"
VERIFICATION_TEMPLATE = "verification.md.j2"


@dataclass(frozen=True)
class OperationPart:
    """One operation as a page shows it, with its snippets in the order of the tabs.

    ``answer`` holds name and type of each field of the RPC's answer, and ``deprecated`` the deprecated fields that the
    request sets and that have no row of their own.
    """

    operation: Operation
    request: Request
    fields: tuple[FieldRow, ...]
    answer: tuple[tuple[str, str], ...]
    deprecated: tuple[str, ...]
    snippets: tuple[Snippet, ...]


@dataclass(frozen=True)
class InstallationTab:
    """How a reader of one language gets what the page's snippets need."""

    language: str
    label: str
    installation: Installation


@dataclass(frozen=True)
class VerificationRow:
    """One operation in the table of results: its states in the order of the tabs."""

    title: str
    link: str
    states: tuple[State, ...]


def verification_text(
    renderer: Renderer,
    languages: tuple[Language, ...],
    parts: Iterable[tuple[Entry, Iterable[Snippet]]],
    verification: Verification,
) -> str:
    """Return the Markdown of the page that says what was run."""
    rows = [
        VerificationRow(
            entry.operation.title,
            f"{entry.page.path}.md#{entry.operation.id}",
            tuple(verification.states[snippet.path] for snippet in snippets),
        )
        for entry, snippets in parts
    ]
    return renderer.template(
        VERIFICATION_TEMPLATE, languages=languages, rows=rows, verification=verification, source=RESULTS
    )


def page_text(
    renderer: Renderer,
    api: Api,
    page: PageSpec,
    parts: Iterable[tuple[Entry, Iterable[Snippet]]],
    *,
    verification: Verification,
) -> str:
    """Return a page's Markdown, its operations with their snippets in the given order."""
    operations = tuple(
        OperationPart(
            entry.operation,
            entry.request,
            entry.fields,
            answer_rows(entry.request.method.response),
            _deprecated(entry),
            tuple(snippets),
        )
        for entry, snippets in parts
    )
    snippets = [snippet for part in operations for snippet in part.snippets]
    return renderer.template(
        TEMPLATE,
        page=page,
        note=api.note,
        operations=operations,
        data=page_data([part.request for part in operations], snippets),
        installations=_installations(snippets),
        verification=verification,
        top="../" * page.path.count("/"),
    )


def _deprecated(entry: Entry) -> tuple[str, ...]:
    rows = {row.name for row in entry.fields}
    found = deprecated_parts(entry.request.message, entry.request.method.request)
    return tuple(path for path in found if path not in rows)


def _installations(snippets: list[Snippet]) -> tuple[InstallationTab, ...]:
    """Return a tab a language: of its client library, unless a stand-in wrote all of the page's snippets."""
    forms: dict[str, Language] = {}
    for snippet in snippets:
        if forms.get(snippet.language.name) != snippet.language:
            forms[snippet.language.name] = snippet.form
    return tuple(InstallationTab(name, form.label, form.installation) for name, form in forms.items())
