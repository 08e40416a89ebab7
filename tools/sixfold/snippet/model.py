"""A snippet: what it is known by, what writes it, and the files that it is published as. Plain frozen data."""

from __future__ import annotations

from sixfold.clients import Chosen
from sixfold.frozen import frozen, ordered
from sixfold.language import Language
from sixfold.marks import Composed, EditableValue


@ordered
class SnippetKey:
    """What a snippet is known by, whatever its files are called: an operation's id, and the language of its tab."""

    operation: str
    language: str

    @property
    def anchor(self) -> str:
        """What it is linked by on its page."""
        return f"{self.operation}--{self.language}"


@frozen
class SnippetFile:
    """One file of a snippet: its place below the project, the template that writes it, and once rendered its code.

    ``language`` is how it writes values, and what a template is given as such. ``macros`` are the templates that its
    own took in, relative to the project.
    """

    path: str
    template: str
    language: Language
    code: Composed | None = None
    macros: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it is called beside the snippet's other files."""
        return self.path.rpartition("/")[2]

    @property
    def fence(self) -> str:
        """Its highlighter's name."""
        return self.language.fence

    @property
    def text(self) -> str:
        """What stands in it.

        :raises ValueError: before it has been rendered.
        """
        return str(self._rendered)

    @property
    def editable_values(self) -> tuple[EditableValue, ...]:
        """Where a reader's own values go, in the order of the text.

        :raises ValueError: before it has been rendered.
        """
        return self._rendered.editable_values

    @property
    def _rendered(self) -> Composed:
        if self.code is None:
            raise ValueError(f"{self.path} has not been rendered")
        return self.code


@frozen
class Snippet:
    """An operation's call in the tab of one language.

    ``language`` is that of the tab, and ``chosen`` what writes it: another, where the client library lacks the call.
    ``files`` are all that it is published as; the first is the one that is run.
    """

    key: SnippetKey
    language: Language
    chosen: Chosen
    files: tuple[SnippetFile, ...]

    @property
    def form(self) -> Language:
        """The language that writes it: the tab's own, or what stands in for it."""
        return self.chosen.language

    @property
    def note(self) -> str:
        """What a reader should know of a snippet that another language than the tab's own writes."""
        return self.chosen.reason

    @property
    def path(self) -> str:
        """The file that is run, relative to the project."""
        return self.files[0].path

    @property
    def text(self) -> str:
        """What stands in the file that is run.

        :raises ValueError: before it has been rendered.
        """
        return self.files[0].text

    @property
    def sources(self) -> tuple[str, ...]:
        """The files that decide what it looks like, relative to the project."""
        known = (self.language.client_file,) if self.language.describe else ()
        macros = dict.fromkeys(name for file in self.files for name in file.macros)
        return (*self.form.sources, *macros, *known)
