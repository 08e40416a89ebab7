"""Request -> what its call deletes, in words that name the very values: a reader reads them before copying."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sixfold.frozen import frozen
from sixfold.request import Request
from sixfold.value import FieldValue, ListValue, MessageValue, ScalarValue

_TARGETS = ("id", "ids", "name", "names")
_IDS = re.compile(r"_(id|name)(s?)$")


@frozen
class CallWord:
    """A piece of the sentence: plain ``text``, or the value of a ``variable``, of which ``text`` is the example."""

    text: str
    variable: str = ""


@frozen
class _Field:
    """A field that the call sets: its own name, and its values, one or a list."""

    name: str
    values: tuple[ScalarValue, ...]

    @property
    def variables(self) -> set[str]:
        return {value.variable for value in self.values if value.variable}

    @property
    def is_id(self) -> bool:
        return _IDS.search(self.name) is not None

    @property
    def noun(self) -> str:
        """What an id names: "annotation" of ``annotation_id``."""
        return _IDS.sub(r"\2", self.name).replace("_", " ")

    def names(self, noun: str) -> bool:
        """Whether it names what the RPC is called after, which its name says in whole or by its last word."""
        mine, other = self.noun.removesuffix("s"), noun.removesuffix("s")
        return self.name in _TARGETS or (self.is_id and f" {other}".endswith(f" {mine}"))


def deleted(request: Request, shared: frozenset[str]) -> tuple[CallWord, ...]:
    """Say what a delete deletes: "annotation A of input B of app C of user D", each with its value.

    :param shared: the variables that say whose data is meant; what they are in comes last, the nearest first.
    :returns: nothing for a call that deletes nothing.
    """
    if not request.is_delete or not request.rpc.text.startswith("Delete"):
        return ()
    noun = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", request.rpc.text.removeprefix("Delete")).lower()
    fields = list(_fields(request.message))
    target = next((field for field in reversed(fields) if field.names(noun)), None)
    others = [field for field in fields if field is not target]
    own = [field for field in others if not field.variables & shared]
    whose = [field for field in others if field.variables & shared]
    words = [CallWord(f"Deletes {noun}"), *(_quoted(target) if target else ())]
    for field in (*reversed([field for field in own if field.is_id]), *reversed(whose)):
        words += [CallWord(f" of {field.noun}"), *_quoted(field)]
    for field in (field for field in own if not field.is_id):
        words += [CallWord(f", with {field.name}"), *_quoted(field)]
    return (*words, CallWord("."))


def _fields(message: MessageValue) -> Iterator[_Field]:
    for field in message.fields:
        yield from _of(field)


def _of(field: FieldValue) -> Iterator[_Field]:
    match field.value:
        case ScalarValue() as value:
            yield _Field(field.name.text, (value,))
        case ListValue(items=items):
            scalars = tuple(item for item in items if isinstance(item, ScalarValue))
            if scalars:
                yield _Field(field.name.text, scalars)
            for item in items:
                if isinstance(item, MessageValue):
                    yield from _fields(item)
        case MessageValue() as message:
            yield from _fields(message)


def _quoted(field: _Field) -> Iterator[CallWord]:
    for number, value in enumerate(field.values):
        text = str(value.value).lower() if isinstance(value.value, bool) else str(value.value)
        yield CallWord(", " if number else " ")
        yield CallWord(text, value.variable or "")
