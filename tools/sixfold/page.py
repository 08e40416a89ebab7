"""PageSpec x Snippets -> Page: plain Markdown with tabs, which include the snippets' files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sixfold.render import Renderer, Snippet
from sixfold.spec import Api, Operation, PageSpec

TEMPLATE = "page.md.j2"
FOLDER = "docs"
SNIPPETS = "code_snippets"


@dataclass(frozen=True)
class OperationPart:
    """One operation as a page shows it, with its snippets in the order of the tabs."""

    id: str
    title: str
    text: str
    irreversible: bool
    snippets: tuple[Snippet, ...]


def page_path(page: PageSpec) -> str:
    """Return where a page's Markdown stands, relative to the project."""
    return f"{FOLDER}/{page.path}.md"


def snippet_path(page: PageSpec, operation: Operation, language: str, extension: str) -> str:
    """Return where a snippet stands, relative to the project."""
    return f"{SNIPPETS}/{page.section}/{language}/{operation.id}.{extension}"


def page_text(renderer: Renderer, api: Api, page: PageSpec, snippets: Iterable[Snippet]) -> str:
    """Return a page's Markdown."""
    found = tuple(snippets)
    operations = tuple(
        OperationPart(
            operation.id,
            operation.title,
            operation.text,
            operation.irreversible,
            tuple(snippet for snippet in found if snippet.operation == operation.id),
        )
        for operation in page.operations
    )
    return renderer.template(TEMPLATE, page=page, note=api.note, operations=operations)
