"""Fields of a request -> the headers that carry them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sixfold.contract import Carrier
from sixfold.definition import HttpRule
from sixfold.frozen import frozen
from sixfold.marks import Composed
from sixfold.request.parameters import Part, settled, whole
from sixfold.request.plain import url_text
from sixfold.value import MessageValue, ScalarKind, ScalarValue

_PLAIN = re.compile(r"[A-Za-z0-9 ,.:;=/_-]*")
"""Characters that mean nothing of their own inside of a text with values in it, in any language."""


@frozen
class HeaderParameter:
    """A header that is a value of the call: its name, and texts and the values that a snippet writes between them."""

    name: str
    parts: tuple[Part, ...]

    @property
    def plain(self) -> bool:
        """Whether its texts can stand as they are in a literal into which a language puts the values."""
        return all(_PLAIN.fullmatch(part) for part in self.parts if isinstance(part, str))

    @property
    def line(self) -> Composed:
        """The whole header as HTTP has it, with the example values in it."""
        values = [part if isinstance(part, str) else shown(part) for part in self.parts]
        return Composed.joined([f"{self.name}: ", *values])


def headers_of(rule: HttpRule, message: MessageValue) -> Iterator[HeaderParameter]:
    """Yield the headers that are values of a call."""
    for name, form in rule.forms.items():
        value = message.at(name) if form.carrier is Carrier.HEADER else None
        if value is not None:
            yield HeaderParameter(form.name, settled(whole(form, value), encode=False))


def shown(value: ScalarValue) -> Composed:
    """Return the text of a value as it is, known where a reader changes it."""
    return Composed.of_value(url_text(value), changed(value))


def changed(value: ScalarValue) -> str:
    """Return the variable of a text that a reader changes, and nothing for any other value."""
    return (value.variable or "") if value.kind is ScalarKind.TEXT else ""
