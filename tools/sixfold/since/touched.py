"""Changed paths -> the snippets whose runs they can touch: what cannot be told apart touches all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from sixfold.frozen import frozen
from sixfold.names import counted
from sixfold.places import API, SANDBOX, SNIPPETS, SPECS, TEMPLATES
from sixfold.project import Project
from sixfold.since.changed import changed, read_for_all
from sixfold.since.revision import read_revision
from sixfold.snippet import SnippetKey

_TOLD = 8
"""How many files are named: enough to see why, few enough to be read."""
_SHARED = (f"{SPECS}/{API}", f"{SPECS}/{SANDBOX}")


@frozen
class Touched:
    """The snippets that each changed file can touch, by its path relative to the project; none at all for some."""

    by_file: Mapping[str, frozenset[SnippetKey]]

    @property
    def keys(self) -> frozenset[SnippetKey]:
        """All of them."""
        return frozenset().union(*self.by_file.values())


def touched(project: Project, revision: str) -> Touched:
    """Return the snippets that what has changed since a revision can touch, uncommitted changes and new files included.

    :param revision: as git takes it.
    :raises SixfoldError: when git cannot give it, or a folder of the project cannot be listed.
    """
    known = _Known(project)
    paths = changed(project, read_revision(project.root, revision))
    return Touched({path: known.touched_by(path) for path in paths})


class _Known:
    """A project's snippets, by what their runs hang on."""

    def __init__(self, project: Project) -> None:
        self._all = frozenset(snippet.key for snippet in project.snippets)
        self._of_all = {*_SHARED, *read_for_all(project)}
        self._by_file: dict[str, set[SnippetKey]] = {}
        self._by_language: dict[str, set[SnippetKey]] = {}
        for entry in project.entries:
            own = self._by_file.setdefault(entry.page.source, set())
            own.update(snippet.key for snippet in entry.snippets)
            for snippet in entry.snippets:
                for file in snippet.files:
                    self._by_file.setdefault(file.path, set()).add(snippet.key)
                for form in (snippet.language, *snippet.language.forms, snippet.form):
                    for name in (form.name, *form.extends):
                        self._by_language.setdefault(name, set()).add(snippet.key)

    def touched_by(self, path: str) -> frozenset[SnippetKey]:
        if path in self._of_all:
            return self._all
        found = self._by_file.get(path)
        if found is not None:
            return frozenset(found)
        return frozenset(key for key in self._in_folder(PurePosixPath(path).parts))

    def _in_folder(self, parts: tuple[str, ...]) -> Iterable[SnippetKey]:
        """Return what a file can touch that is neither a spec nor a snippet's own."""
        if parts[0] == SNIPPETS and len(parts) > 1:
            # It is no snippet's: none is run beside what another left.
            return ()
        if parts[0] == SPECS and len(parts) > 1:
            # A page that is gone: what it held is gone too, or stands in another that has changed.
            return ()
        if parts[0] == TEMPLATES and len(parts) > 2 and parts[1] in self._by_language:  # noqa: PLR2004 - a folder's file
            return self._by_language[parts[1]]
        return self._all


def told(found: Touched, revision: str, size: int) -> Iterator[str]:
    """Yield the lines that say what was chosen and why.

    :param size: how many snippets there are.
    """
    yield f"since {revision}: {len(found.keys)} of {size} snippets can be touched"
    by_count = sorted(
        ((len(keys), path) for path, keys in found.by_file.items() if keys), key=lambda one: (-one[0], one[1])
    )
    for count, path in by_count[:_TOLD]:
        yield f"  {count} by {path}"
    if len(by_count) > _TOLD:
        yield f"  and by {counted(len(by_count) - _TOLD, 'further file')}"
