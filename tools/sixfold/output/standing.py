"""Pages of which nothing has changed: their files stand as an earlier run made them, and are not made again.

All specs are read and held against the definition nevertheless. What is known of a page is one digest, so a page that
stands is told from one that does not by the contents of all that its files rest on, and of these files themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sixfold.project import Entry, page_path
from sixfold.snippet import Snippet
from sixfold.spec import PageSpec
from sixfold.unchanged import Sight


class Standing:
    """Tells which pages of a project stand, and notes what the next run has to know of those that are made.

    ``pages`` are the paths of each page's files by its spec, and ``macros`` the templates that one took in, by its
    name: what is to be kept of this run.
    """

    def __init__(self, seen: Sight | None = None) -> None:
        """Ask what was seen of the project before it was loaded; of a project that nobody looked at, nothing stands."""
        self._seen = seen
        self.pages: dict[str, Sequence[str]] = {}
        self.macros: dict[str, Sequence[str]] = {}

    def digests(self, page: PageSpec, planned: Sequence[Entry]) -> Mapping[str, str] | None:
        """Return the SHA-256 of each file of a page that stands, None of one that has to be made."""
        paths = file_paths(page, planned)
        held = self._seen.standing(page.source, paths) if self._seen else None
        templates = {file.template for snippet in _snippets(planned) for file in snippet.files}
        if self._seen is None or held is None or not templates <= self._seen.known.macros.keys():
            return None
        self.pages[page.source] = paths
        self.macros |= {name: self._seen.known.macros[name] for name in templates}
        return held

    def entries(self, planned: Iterable[Entry]) -> list[Entry]:
        """Return the entries of a page that stands with what is known of their snippets beside the code."""
        return [replace(entry, snippets=tuple(map(self._snippet, entry.snippets))) for entry in planned]

    def note(self, page: PageSpec, rendered: Sequence[Entry]) -> None:
        """Note a page that was made, and takes in no other file than its own."""
        self.pages[page.source] = file_paths(page, rendered)
        for snippet in _snippets(rendered):
            self.macros |= {file.template: file.macros for file in snippet.files}

    def _snippet(self, snippet: Snippet) -> Snippet:
        files = tuple(replace(file, macros=tuple(self.macros[file.template])) for file in snippet.files)
        return replace(snippet, files=files)


def file_paths(page: PageSpec, entries: Iterable[Entry]) -> tuple[str, ...]:
    """Return where the files of a page stand: those of its snippets, and its Markdown last."""
    return (*(file.path for snippet in _snippets(entries) for file in snippet.files), page_path(page))


def _snippets(entries: Iterable[Entry]) -> Iterator[Snippet]:
    return (snippet for entry in entries for snippet in entry.snippets)
