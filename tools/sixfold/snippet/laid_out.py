"""The values of one rendering, apart from the text in which they are laid out.

A template lays out a text in which a placeholder stands for each value, so that no filter of it touches one; the values
are put in at the end. A placeholder is of characters that no spec can hold, as `sixfold.marks` says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from sixfold.language import Language
from sixfold.marks import CUT, Composed

Form = Callable[[Any, Language], Composed]
"""A value x a language -> what that writes for it."""

_HELD, _LET_GO = "\ufdd3", "\ufdd4"
_DIGITS = "".join(map(chr, range(0xFDE0, 0xFDF0)))
_LENGTH = 14
_PLACEHOLDER = re.compile(f"({_HELD}[{_DIGITS}]{{{_LENGTH}}}{_LET_GO})")
# What JSON and a URL make of a mark: a filter that writes these has changed a value.
_ENCODED = re.compile(r"[\\%](?i:(?<=\\)ufd[de][0-9a-f]|(?<=%)ef%b7%[9a][0-9a-f])")


class LaidOutValues:
    """The values of one rendering, each kept while a placeholder is laid out in its place."""

    def __init__(self, texts: Mapping[str, Composed] | None = None) -> None:
        """Begin without values, or with those for which placeholders stand already."""
        self._texts = dict(texts or {})

    def write(self, form: Form, value: object, language: Language) -> str:
        """Write a value in a form, keep it, and return what stands for it until `put_in`."""
        return self.keep(form(value, language))

    def keep(self, written: Composed) -> str:
        """Keep a value as it was written, and return what stands for it until `put_in`."""
        placeholder = _placeholder(len(self._texts))
        self._texts[placeholder] = written
        return placeholder

    def fits(self, text: str, room: int) -> bool:
        """Say whether a text has at most so many characters with the values in the place of their placeholders."""
        return self.width(text) <= room

    def width(self, text: str) -> int:
        """Return how many characters a text has with the values in the place of their placeholders."""
        return len(text) + sum(len(self._texts.get(found, found)) - len(found) for found in self.held(text))

    def held(self, text: str) -> list[str]:
        """Return the placeholders in a text, in their order."""
        return _PLACEHOLDER.findall(text) if _HELD in text else []

    def of(self, placeholders: Iterable[str]) -> dict[str, Composed]:
        """Return what is written where placeholders stand, of those that stand for something."""
        return {found: self._texts[found] for found in placeholders if found in self._texts}

    def same(self, one: object, other: object) -> bool:
        """Say whether two things are one."""
        return one is other

    def shown(self, text: str) -> str:
        """Return a text with the values in the place of their placeholders, wherever these are whole."""
        return _PLACEHOLDER.sub(lambda found: self._texts.get(found[0], found[0]), text) if _HELD in text else text

    def put_in(self, text: str) -> Composed:
        """Return a text with the values in the place of their placeholders.

        :raises ValueError: when something has cut or changed a placeholder.
        """
        return Composed.joined([self._value(part) if part.startswith(_HELD) else part for part in self.parts(text)])

    def parts(self, text: str) -> list[str]:
        """Return the parts of a text, in turn one that is fixed, which may be empty, and a placeholder.

        :raises ValueError: when something has changed a placeholder.
        """
        if self._texts and _ENCODED.search(text):
            raise ValueError("a value was changed after it was written")
        return _PLACEHOLDER.split(text)

    def _value(self, placeholder: str) -> Composed:
        if placeholder not in self._texts:
            raise ValueError(CUT)
        return self._texts[placeholder]


@cache
def _placeholder(number: int) -> str:
    digits = "".join(_DIGITS[int(digit, 16)] for digit in f"{number:0{_LENGTH}x}")
    return f"{_HELD}{digits}{_LET_GO}"
