"""An OpenAPI document of one file or several -> its values, each with the file and the way that lead to it.

References lead to files of the project alone: relative paths that stay in its folder.
"""

from __future__ import annotations

import contextlib
import posixpath
import re
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sixfold.definition.model import DefinitionError
from sixfold.definition.openapi.kept import read
from sixfold.definition.openapi.locating import Marks, Pointer
from sixfold.definition.openapi.text import MalformedTextError
from sixfold.errors import Place
from sixfold.frozen import frozen
from sixfold.json_value import Json, JsonObject
from sixfold.names import did_you_mean
from sixfold.reading import UnreadableError, read_text

LARGEST = 64 * 1024 * 1024
"""How many bytes a file of a document may hold; the largest that is published has 46 MB."""

_REFERENCE = "$ref"
_FILES = re.compile(r"""[$]ref["']?[ ]*:[ ]*["']?([^#"'\s{}]+)""")
_MOST_STEPS = 64
"""How many references may lead to each other."""


class DocumentError(DefinitionError):
    """A document says something that it cannot, or that cannot be read; the text has the place, ``reason`` not."""

    def __init__(self, place: Place, way: str, reason: str) -> None:
        """Say all three."""
        super().__init__(f"{place}: {way}: {reason}" if way else f"{place}: {reason}")
        self.place = place
        self.reason = reason


class Document:
    """The files of one document, each read when something leads to it."""

    def __init__(self, root: Path, path: str) -> None:
        """Begin with the file that the project names; nothing is read so far.

        :param root: the project's folder, in which all files of the document stand.
        """
        self._root = root
        self._path = path
        self._texts: dict[str, str] = {}
        self._values: dict[str, Json] = {}
        self._marks: dict[str, Marks] = {}

    @property
    def top(self) -> At:
        """The document as a whole.

        :raises DocumentError: when it cannot be read.
        """
        return At(self, self._path, (), self.value(self._path))

    def value(self, file: str) -> Json:
        """Return what a file holds.

        :raises DocumentError: when it cannot be read.
        """
        if file not in self._values:
            try:
                text = read_text(self._root / file, within=self._root, largest=LARGEST)
                self._texts[file] = text
                found = read(text, file)
                self._values[file], self._marks[file] = found.value, found.marks
            except UnreadableError as error:
                said = f"cannot be read: {error}; expected an OpenAPI document inside of the project"
                raise DocumentError(Place(file), "", said) from error
            except MalformedTextError as error:
                raise DocumentError(error.place, "", str(error)) from error
        return self._values[file]

    def place(self, file: str, pointer: Pointer) -> Place:
        """Return where a value of a file stands."""
        return Place(file, *self._marks[file].find(pointer)) if file in self._marks else Place(file)

    @property
    def content(self) -> str:
        """The texts of all files that were read, the first one first."""
        return "\n".join(self._texts.values())

    @property
    def texts(self) -> Mapping[str, str]:
        """The texts of all files that were read."""
        return self._texts

    def read_all(self) -> None:
        """Read every file that a reference leads to, as far as it can be read: of the others, what needs them tells."""
        waiting, seen = [self._path], {self._path}
        while waiting:
            file = waiting.pop()
            for path in _FILES.findall(self._texts.get(file, "")):
                other = posixpath.normpath(posixpath.join(posixpath.dirname(file), unquote(path)))
                if other not in seen and not other.startswith(("..", "/")) and "://" not in path:
                    seen.add(other)
                    with contextlib.suppress(DocumentError):
                        self.value(other)
                        waiting.append(other)


@frozen
class At:
    """A value of a document; two are the same where they stand at the same place."""

    document: Document = field(compare=False, repr=False)
    file: str
    pointer: Pointer
    value: Json = field(compare=False, repr=False)

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.document.place(self.file, self.pointer)

    @property
    def way(self) -> str:
        """The keys that lead to it, as messages have them."""
        return ".".join(self.pointer)

    @property
    def fields(self) -> JsonObject:
        """Its own keys and values; none for what is no mapping."""
        return self.value if isinstance(self.value, dict) else {}

    def below(self, *steps: str) -> At:
        """Return the value that stands below it at these keys, or numbers of items, all of which are there."""
        value = self.value
        for step in steps:
            value = value[int(step)] if isinstance(value, list) else value[step] if isinstance(value, dict) else None
        return At(self.document, self.file, (*self.pointer, *steps), value)

    def get(self, key: str) -> At | None:
        """Return what stands at a key, references followed; None where nothing does."""
        return self.below(key).resolved if self.fields.get(key) is not None else None

    def entries(self, key: str) -> dict[str, At]:
        """Return the entries of the mapping at a key, references followed nowhere; none where there is nothing."""
        found = self.get(key)
        if found is None:
            return {}
        if not isinstance(found.value, dict):
            found.refuse("expected a mapping")
        return {name: found.below(name) for name in found.fields}

    def items(self, key: str) -> tuple[At, ...]:
        """Return the items of the list at a key; none where there is nothing."""
        found = self.get(key)
        if found is None:
            return ()
        if not isinstance(found.value, list):
            found.refuse("expected a list")
            return ()
        return tuple(found.below(str(index)) for index in range(len(found.value)))

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts of the list at a key."""
        return tuple(item.as_text for item in self.items(key))

    def text(self, key: str) -> str:
        """Return the text at a key, empty where there is none."""
        found = self.get(key)
        return "" if found is None else found.as_text

    def flag(self, key: str) -> bool:
        """Say whether a key is true."""
        found = self.get(key)
        if found is not None and not isinstance(found.value, bool):
            found.refuse("expected true or false")
        return found is not None and found.value is True

    @property
    def as_text(self) -> str:
        """Itself as a text.

        :raises DocumentError: when it is none.
        """
        if not isinstance(self.value, str):
            self.refuse("expected a text")
        return str(self.value)

    @property
    def resolved(self) -> At:
        """What its reference leads to, and that one's own; itself where it is none.

        :raises DocumentError: when one leads nowhere, out of the project, or back to itself.
        """
        found = self
        for _ in range(_MOST_STEPS):
            if not isinstance(found.fields.get(_REFERENCE), str):
                return found
            found = found.target
        return self.refuse("its reference leads back to itself; expected one that leads to a value")

    @property
    def target(self) -> At:
        """What its own reference leads to."""
        text = str(self.fields[_REFERENCE])
        parts = urlsplit(text)
        if parts.scheme or parts.netloc:
            self.refuse(f"'{text}' leads to another host; expected a file of the project, by a relative path")
        file = posixpath.normpath(posixpath.join(posixpath.dirname(self.file), unquote(parts.path)))
        if parts.path and (file.startswith(("..", "/")) or "\\" in file):
            self.refuse(f"'{text}' leads out of the project; expected a file inside of it")
        top = self._other(file) if parts.path else self._file_top
        return top.at_pointer(unquote(parts.fragment), self)

    def _other(self, file: str) -> At:
        try:
            return At(self.document, file, (), self.document.value(file))
        except DocumentError as error:
            if error.place.line:
                raise
            return self.refuse(f"leads to {error}")

    @property
    def _file_top(self) -> At:
        return At(self.document, self.file, (), self.document.value(self.file))

    def at_pointer(self, fragment: str, by: At) -> At:
        """Return what a JSON pointer leads to from here.

        :param by: the reference, of which a message tells.
        """
        if fragment and not fragment.startswith("/"):
            by.refuse(f"'#{fragment}' is an anchor; expected a path like '#/components/schemas/Pet'")
        found = self
        for step in [part.replace("~1", "/").replace("~0", "~") for part in fragment.split("/")[1:]]:
            known = list(found.fields) if not isinstance(found.value, list) else list(map(str, range(len(found.value))))
            if step not in known:
                by.refuse(f"leads to '#{fragment}', which is not there{did_you_mean(step, known)}")
            found = found.below(step)
        return found

    def refuse(self, reason: str) -> At:
        """Raise the error that says what is wrong here; what it would return keeps callers short."""
        raise DocumentError(self.place, self.way, reason)
