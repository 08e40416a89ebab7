"""One operation of a project: what its page says of it, what goes over the wire, and where its files stand."""

from __future__ import annotations

from dataclasses import dataclass

from sixfold.places import PAGES, SNIPPETS
from sixfold.project.reference import FieldRow
from sixfold.request import Request
from sixfold.spec import Operation, PageSpec


@dataclass(frozen=True)
class Entry:
    """One operation with its page, its request, and the table of its fields."""

    page: PageSpec
    operation: Operation
    request: Request
    fields: tuple[FieldRow, ...]


def page_path(page: PageSpec) -> str:
    """Return where a page's Markdown stands, relative to the project."""
    return f"{PAGES}/{page.path}.md"


def snippet_path(page: PageSpec, operation: Operation, language: str, extension: str) -> str:
    """Return where a snippet stands, relative to the project."""
    return f"{SNIPPETS}/{page.section}/{language}/{operation.id}.{extension}"
