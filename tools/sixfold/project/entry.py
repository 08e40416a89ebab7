"""One operation of a project: what its page says of it, what goes over the wire, and its snippets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sixfold.clients import Client, choose
from sixfold.frozen import frozen
from sixfold.language import Language
from sixfold.places import PAGES, SNIPPETS
from sixfold.project.reference import FieldRow, answer_rows, deprecated_parts
from sixfold.request import Request
from sixfold.snippet import Snippet, SnippetFile, SnippetKey
from sixfold.spec import Operation, PageSpec


@frozen
class Entry:
    """One operation with its page, its request, the table of its fields, and its snippets in the order of the tabs.

    What writes each snippet has been chosen. Their code is there once they have been rendered.
    """

    page: PageSpec
    operation: Operation
    request: Request
    fields: tuple[FieldRow, ...]
    snippets: tuple[Snippet, ...]

    @property
    def link(self) -> str:
        """Where the operation stands, as a page at the top of the site links to it."""
        return f"{self.page.path}.md#{self.operation.id}"

    def link_to(self, snippet: Snippet) -> str:
        """Return where one of its snippets stands, as a page at the top of the site links to it."""
        return f"{self.page.path}.md#{snippet.key.anchor}"

    @property
    def answer(self) -> tuple[tuple[str, str], ...]:
        """Name and type of each field of the RPC's answer."""
        return answer_rows(self.request.method.response)

    @property
    def deprecated(self) -> tuple[str, ...]:
        """The deprecated fields that the request sets and that have no row of their own."""
        rows = {row.name for row in self.fields}
        found = deprecated_parts(self.request.message, self.request.method.request)
        return tuple(path for path in found if path not in rows)


def planned(
    page: PageSpec, operation: Operation, request: Request, *, tabs: Iterable[Language], clients: Mapping[str, Client]
) -> Iterator[Snippet]:
    """Yield an operation's snippet in each tab, but where neither the client library nor a stand-in can write it."""
    for tab in tabs:
        chosen = choose(tab, request, clients)
        if chosen is not None:
            key, folder = SnippetKey(operation.id, tab.name), f"{SNIPPETS}/{page.section}/{tab.name}"
            yield Snippet(key, tab, chosen, tuple(_files(folder, operation.id, chosen.language)))


def _files(folder: str, operation: str, form: Language) -> Iterator[SnippetFile]:
    """Yield a snippet's files, the one that is run first. Where there are several, they have a folder of their own."""
    own = f"{folder}/{operation}" if form.files else folder
    yield SnippetFile(f"{own}/{operation}.{form.extension}", form.template, form)
    for name in form.files:
        yield SnippetFile(f"{own}/{name}", form.template_of(name), form.in_file(name))


def page_path(page: PageSpec) -> str:
    """Return where a page's Markdown stands, relative to the project."""
    return f"{PAGES}/{page.path}.md"
