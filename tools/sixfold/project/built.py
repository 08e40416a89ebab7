"""What was built of a page's operations, as bytes and back; what is the definition's or a language's stays theirs."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sixfold.definition import Method
from sixfold.language import Language
from sixfold.project.entry import Entry
from sixfold.spec import PageSpec

Table = Mapping[str, Language]
"""Languages, those too that stand in for one, by their names."""


def named(languages: Iterable[Language]) -> Table:
    """Return languages by their names, with those that stand in for them."""
    return {found.name: found for language in languages for found in (language, language.stand_in) if found}


def packed(entries: Sequence[Entry], languages: Table) -> bytes:
    """Return what was built of the operations of a page; none where it holds parts of a definition beside methods."""
    held = io.BytesIO()
    try:
        _Packer(held, languages).dump([(entry.request, entry.fields, entry.snippets) for entry in entries])
    except (pickle.PicklingError, AttributeError, TypeError):
        return b""  # as what an OpenAPI document describes does, which is asked as long as a request is
    return held.getvalue()


def unpacked(content: bytes, page: PageSpec, methods: Mapping[str, Method], languages: Table) -> list[Entry]:
    """Return the entries of a page, of which nothing has changed, nor of all that they rest on.

    :param content: what `packed` says of them; this person's own, since whatever it names is started.
    """
    parts = _Unpacker(io.BytesIO(content), methods, languages).load()
    return [Entry(page, operation, *built) for operation, built in zip(page.operations, parts, strict=True)]


def _method(name: str) -> Method:
    raise KeyError(name)  # stands for what an unpacker looks up


def _language(name: str) -> Language:
    raise KeyError(name)  # as above


class _Packer(pickle.Pickler):
    def __init__(self, file: io.BytesIO, languages: Table) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._languages = languages
        self.dispatch_table: dict[type, Callable[[Any], Any]] = {
            Method: lambda method: (_method, (method.full_name,)),
            Language: self._reduced,
        }

    def _reduced(self, language: Language) -> object:
        is_named = self._languages.get(language.name) is language
        return (_language, (language.name,)) if is_named else language.__reduce_ex__(pickle.HIGHEST_PROTOCOL)


class _Unpacker(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, methods: Mapping[str, Method], languages: Table) -> None:
        super().__init__(file)
        self._known = {_method.__name__: methods.__getitem__, _language.__name__: languages.__getitem__}

    def find_class(self, module: str, name: str) -> object:
        return self._known[name] if module == __name__ else super().find_class(module, name)
