"""Facts of a language, as plain frozen data."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import field, replace
from enum import Enum
from pathlib import Path

from sixfold.errors import FilePart
from sixfold.frozen import frozen
from sixfold.language.placeholders import Placeholder
from sixfold.language.runtime import Runtime
from sixfold.literal import Literals
from sixfold.names import is_among, mixed_caps
from sixfold.places import CLIENT, FACTS, TEMPLATES
from sixfold.signing import Signing
from sixfold.wire import Transport

_ANY = f"{TEMPLATES}/*/{FACTS}"
TABS = (FilePart(_ANY, "stands_in_for"), FilePart(_ANY, "extends"))
"""What decides which languages there are, and which of them have a tab."""

EXTENSIONS = FilePart(_ANY, "extension")
"""What decides, with the tabs, which language may stand in for which."""


DESCRIBE = "describe"
"""The name, less its ending, of the program beside the facts that reads an installed client library."""


class NameKind(Enum):
    """What a name that comes from a spec or the definition would name in a program."""

    VARIABLE = "variables"
    """A constant of a spec, at the top of a snippet."""
    FILE = "files"
    """An operation's id, which is the snippet's file."""
    METHOD = "methods"
    """An RPC, as the client library's method."""
    IMPORT = "imports"
    """An outermost message or enum, where a program imports it by its bare name."""
    TYPE = "types"
    """A message or enum, wherever it stands."""
    NESTED = "nested"
    """A message or enum inside another message."""
    ENUM_VALUE = "values"
    """A value of an enum."""
    FIELD = "fields"
    """A field of a message."""
    KEY = "keys"
    """A key of a map."""


@frozen
class Installation:
    """How a reader gets a client library: one line of ``fence``, empty where there is none, and Markdown about it.

    ``reference`` is the address of the library's own reference, empty where it has none.
    """

    line: str
    fence: str
    text: str
    reference: str = ""


@frozen
class FurtherFile:
    """A file of a snippet beside the one that is run.

    ``fence`` is its highlighter's name, and ``literals`` how values are written in it, None where that is as in the
    language itself.
    """

    fence: str
    literals: Literals | None = None


@frozen
class Language:
    """One folder of ``templates/``, or of those that ship with the tool; ``folder`` is where it is.

    ``reference`` is how a constant is named in code, ``{}`` standing for its name; it is empty where a language
    writes values in place. ``packages`` is what the language calls each protobuf package, or the files of a folder
    where two files of a package have one name; ``types`` is what it calls each kind of scalar.

    ``reserved`` are words that the language keeps for itself. ``taken`` are names, by what they would name, that these
    words or the snippet's own names stand in the way of, and that the template writes in another way (its test ``is
    taken("fields")`` asks for one). In a list ``<reserved>`` stands for all reserved words (among ``variables``, in
    capitals too), and ``{rpc}`` for the RPC.
    ``impossible`` are those that can be written in no way: such a variable or file is refused, and what a client
    library cannot name goes to the language that stands in. Among files are those that stand beside each snippet, and
    ``*`` stands for any part of a name.

    Where there are ``initialisms``, constants are spelled in mixed caps, in which these words stay whole (``inputID``);
    one that is ``taken`` so begins with a capital. Else they have the names that specs give them.

    ``describe`` is the command that prints what the installed client library knows of the API, and is empty where
    there is no library. ``signs`` is the one way in which the client library can sign calls, None where snippets say
    it themselves. A language that ``stands_in_for`` another writes what that one's client
    cannot call: it has no tab, and its snippets take the other's place. ``stand_in`` is the reverse of it.

    A language that ``extends`` another folder takes over its facts, but for ``tab``, ``label``, ``stands_in_for`` and
    ``client``, and says only what differs: mappings are merged key by key, lists are replaced, and ``null`` removes
    what the other says (JSON Merge Patch). In a list ``<base>`` stands for all that the other's list holds. Here it
    names all that it builds on, the nearest first. ``{source}`` is always the language's own folder.

    ``line_length`` is how long a line of a snippet may be, in characters, for its formatter and for what a template
    lays out in one line or several; 0 where nothing is said.

    ``files`` are what a snippet consists of beside the file that is run, by their names: each has a template of its
    name in the language's folder (``pom.xml`` has ``pom.xml.j2``), stands beside that file wherever it is run, and is
    shown below it.
    """

    name: str
    tab: int
    label: str
    fence: str
    extension: str
    transport: Transport
    client: str
    client_version: str
    installation: Installation
    describe: tuple[str, ...]
    stands_in_for: str
    signs: Signing | None
    reference: str
    packages: Mapping[str, str]
    types: Mapping[str, str]
    reserved: tuple[str, ...]
    taken: Mapping[NameKind, frozenset[str]]
    impossible: Mapping[NameKind, frozenset[str]]
    literals: Literals
    runtime: Runtime
    stand_in: Language | None = None
    extends: tuple[str, ...] = ()
    line_length: int = 0
    initialisms: frozenset[str] = frozenset()
    folder: Path = Path()
    files: Mapping[str, FurtherFile] = field(default_factory=dict)

    def in_file(self, name: str) -> Language:
        """Return the language as one of its further files writes it: values in place, where these have a form there."""
        own = self.files[name]
        if own.literals is None:
            return replace(self, fence=own.fence)
        return replace(self, fence=own.fence, literals=own.literals, reference="")

    def template_of(self, name: str) -> str:
        """Return the template of one of its further files, relative to ``templates/``."""
        return f"{self.name}/{name}.j2"

    def takes(self, kind: NameKind, name: str, rpc: str = "") -> bool:
        """Say whether a name has to be written in another way where it would name a thing of this kind.

        :param rpc: stands for ``{rpc}`` in what the snippet calls its own.
        """
        taken = self.taken[kind]
        if kind is NameKind.IMPORT:
            return not {name, name.lower()}.isdisjoint(Placeholder.fill(taken, {Placeholder.RPC: rpc}))
        return name in taken

    def constant(self, name: str) -> str:
        """Return how its snippets spell a constant that a spec calls so."""
        if not self.initialisms:
            return name
        spelled = mixed_caps(name, self.initialisms)
        is_taken = self.takes(NameKind.VARIABLE, spelled)
        return mixed_caps(name, self.initialisms, exported=True) if is_taken else spelled

    def cannot_have(self, kind: NameKind, name: str) -> bool:
        """Say whether nothing of this kind can have a name."""
        return is_among(name, self.impossible[kind])

    @property
    def title(self) -> str:
        """The label without how the language's calls reach the API: "Python" of "Python (gRPC)"."""
        name, _, rest = self.label.rpartition(" (")
        return name if rest.casefold() == f"{self.transport.value})" and name else self.label

    @property
    def client_title(self) -> str:
        """The client library with its version, where it has one."""
        return f"{self.client} {self.client_version}".rstrip()

    @property
    def forms(self) -> tuple[Language, ...]:
        """The languages that may write the snippets of its tab: itself, and what stands in for it."""
        return (self, self.stand_in) if self.stand_in else (self,)

    @property
    def template(self) -> str:
        """The snippet's template, relative to ``templates/``."""
        return f"{self.name}/snippet.{self.extension}.j2"

    @property
    def facts(self) -> tuple[str, ...]:
        """The files of its facts, relative to the project: its own, then those that it builds on."""
        return tuple(sys.intern(f"{TEMPLATES}/{name}/{FACTS}") for name in (self.name, *self.extends))

    @property
    def sources(self) -> tuple[str, ...]:
        """The files that decide what the language's snippets look like, relative to the project."""
        templates = (self.template, *map(self.template_of, self.files))
        return *(sys.intern(f"{TEMPLATES}/{template}") for template in templates), *self.facts

    @property
    def client_file(self) -> str:
        """Where what the client library knows of the API is written, relative to the project."""
        return f"{TEMPLATES}/{self.name}/{CLIENT}"
