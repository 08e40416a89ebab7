"""What a request has beside its body -> the texts of each parameter, by the forms that its operation declares. Pure.

Texts are parted as they came over the wire and decoded behind that: a comma that is percent-encoded parts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from email.message import Message as Headers
from itertools import groupby
from urllib.parse import unquote, unquote_plus

from sixfold.contract import Carrier, ParameterForm, Style
from sixfold.definition import Field, HttpRule, Message
from sixfold.frozen import frozen
from sixfold.sandbox.json_text import MalformedError, short
from sixfold.sandbox.unknown_fields import Unknown

_PARTING = {Style.SPACE: re.compile(r"%20|\+"), Style.PIPE: re.compile(r"%7C|\|", re.IGNORECASE)}
_COMMA = re.compile(",")


@frozen
class Target:
    """Path parameters by their fields, and the query, both percent-encoded as they came over the wire; the headers."""

    path: Mapping[str, str]
    query: str
    headers: Headers


@frozen
class Part:
    """Texts of one parameter, and the field that they are of; ``inner`` is that inside of the object ``owner``."""

    owner: str
    inner: str
    field: Field
    texts: list[str]


def parts_of(rule: HttpRule, fields: Mapping[str, Field], given: Target, unknown: Unknown) -> Iterator[Part]:
    """Yield what a request says beside its body; what its operation does not have is told.

    :raises MalformedError: when a parameter is not written as its form wants it, or is not UTF-8.
    """
    for name, text in given.path.items():
        if name in fields:
            yield from _Reader(name, rule.forms[name], fields[name], unknown).segment(text)
    for name, form in rule.forms.items():
        line = given.headers.get(form.name) if form.carrier is Carrier.HEADER else None
        if line is not None:
            yield from _Reader(name, form, fields[name], unknown).segment(line)
    readers = [
        _Reader(name, form, fields[name], unknown) for name, form in rule.forms.items() if form.carrier is Carrier.QUERY
    ]
    yield from _by_name(readers, given.query, unknown)


def parts_of_form(rule: HttpRule, body: Message, text: str, unknown: Unknown) -> Iterator[Part]:
    """Yield what a form says, by the fields of the body; what that does not have is told.

    :raises MalformedError: when a field is not written as the form wants it, or is not UTF-8.
    """
    inner = Unknown()
    readers = [_Reader(field.name, rule.part(field.name), field, inner) for field in body.fields]
    if body.rest is not None:
        known = {reader.form.name for reader in readers}
        others = dict.fromkeys(_decoded(part.partition("=")[0]) for part in text.split("&") if part)
        readers += [_Reader(name, rule.part(name), body.rest, inner) for name in others if name not in known]
    yield from _by_name(readers, text, inner)
    for name in inner.paths:
        unknown.add(f"{rule.body}.{name}")


def _by_name(readers: Sequence[_Reader], text: str, unknown: Unknown) -> Iterator[Part]:
    pairs = [part.partition("=")[::2] for part in text.split("&") if part]
    named = sorted(((_decoded(name), value) for name, value in pairs), key=lambda pair: pair[0])
    for name, group in groupby(named, key=lambda pair: pair[0]):
        reader = next((reader for reader in readers if reader.takes(name)), None)
        if reader is None:
            unknown.add(short(name))
        else:
            yield from reader.named(name, [value for _, value in group])


@frozen
class _Reader:
    """Reads one parameter."""

    owner: str
    form: ParameterForm
    field: Field
    unknown: Unknown

    @property
    def _is_object(self) -> bool:
        return self.field.message is not None and not self.field.repeated

    @property
    def _is_apart(self) -> bool:
        """Whether each property is a parameter of its own."""
        return self._is_object and (self.form.explode or self.form.style is Style.DEEP)

    def takes(self, name: str) -> bool:
        """Say whether a parameter of the query with this name, decoded, is this one."""
        if not self._is_apart:
            return name == self.form.name
        return self._inner(name) is not None

    def named(self, name: str, values: list[str]) -> Iterator[Part]:
        """Yield what a parameter of the query says, by all values that it is given."""
        if self._is_apart:
            yield from self._property(self._key(name), [self._text(value) for value in values])
        elif self.field.repeated and self.form.explode:
            yield Part(self.owner, "", self.field, [self._text(value) for value in values])
        elif len(values) > 1:
            raise MalformedError(f"'{short(name)}' is given {len(values)} times and takes one value")
        else:
            yield from self._together(values[0])

    def segment(self, text: str) -> Iterator[Part]:
        """Yield what a segment of a path, or a header, says."""
        if not text.startswith(self.form.prefix):
            raise MalformedError(f"'{self.owner}' begins with '{self.form.prefix}' in the path, not '{short(text)}'")
        text = text.removeprefix(self.form.prefix)
        many = self._is_object or self.field.repeated
        pieces = text.split(self.form.separator) if self.form.explode and many else [text]
        if self._is_object and self.form.explode:
            for piece in pieces:
                key, _, value = piece.partition("=")
                yield from self._property(self._text(key), [self._text(value)])
            return
        behind = [self._behind_name(piece) for piece in pieces]
        if self.field.repeated and self.form.explode:
            yield Part(self.owner, "", self.field, [self._text(piece) for piece in behind])
        else:
            yield from self._together(behind[0])

    def _behind_name(self, piece: str) -> str:
        if not self.form.named:
            return piece
        name, _, value = piece.partition("=")
        if self._text(name) != self.form.name:
            raise MalformedError(f"'{self.form.name}=' stands before its value in the path, not '{short(piece)}'")
        return value

    def _together(self, text: str) -> Iterator[Part]:
        """Yield what one text says, be it all items, or all names and values."""
        if not (self._is_object or self.field.repeated):
            yield Part(self.owner, "", self.field, [self._text(text)])
            return
        texts = [self._text(part) for part in _PARTING.get(self.form.style, _COMMA).split(text)]
        if self.field.repeated:
            yield Part(self.owner, "", self.field, texts)
            return
        if len(texts) % 2:
            raise MalformedError(f"'{self.owner}' is names and values in turn, and the last name has no value")
        for key, value in zip(texts[::2], texts[1::2], strict=True):
            yield from self._property(key, [value])

    def _property(self, key: str, texts: list[str]) -> Iterator[Part]:
        field = self._field_of(key)
        if field is None:
            self.unknown.add(f"{self.owner}.{short(key)}")
        else:
            yield Part(self.owner, key, field, texts)

    def _key(self, name: str) -> str:
        return name[len(self.form.name) + 1 : -1] if self.form.style is Style.DEEP else name

    def _inner(self, name: str) -> Field | None:
        """Return the field of a property by the name that a query has for it."""
        key = self._key(name)
        is_so = self.form.style is not Style.DEEP or name == f"{self.form.name}[{key}]"
        return self._field_of(key) if is_so else None

    def _field_of(self, key: str) -> Field | None:
        message = self.field.message
        return (message.fields_by_name.get(key) or message.rest) if message else None

    def _text(self, text: str) -> str:
        if self.form.carrier is Carrier.HEADER:
            return text.strip()
        return _decoded(text, plus=self.form.carrier in (Carrier.QUERY, Carrier.FORM))


def _decoded(text: str, *, plus: bool = True) -> str:
    try:
        return unquote_plus(text, errors="strict") if plus else unquote(text, errors="strict")
    except UnicodeDecodeError:
        raise MalformedError("the query string holds percent-encoded bytes that are not UTF-8") from None
