"""A value, a variable's example or a text -> source text of a language, in which a reader's values stay known."""

from __future__ import annotations

from sixfold.language import Language
from sixfold.literal import Quoting, commented, escaped, literal, quoted, quoted_bytes
from sixfold.marks import Composed, Encoding, refuse_written
from sixfold.request import RequestVariable
from sixfold.value import ScalarKind, ScalarValue

Written = ScalarValue | RequestVariable | str


def is_bytes_in_place(value: Written) -> bool:
    """Say whether bytes are written where a value stands, and no constant."""
    if isinstance(value, RequestVariable):
        return value.example.kind is ScalarKind.BYTES
    return isinstance(value, ScalarValue) and value.kind is ScalarKind.BYTES and not value.variable


def bytes_text(value: ScalarValue | RequestVariable, language: Language) -> Composed:
    """Return bytes as the literal of their base64 text, which the language's form for bytes holds."""
    content = (value.example if isinstance(value, RequestVariable) else value).value
    assert isinstance(content, bytes), "the kind says so"  # noqa: S101 - for the type checker
    return Composed.joined([quoted_bytes(content, language.literals)])


def comment_text(variable: RequestVariable, language: Language) -> Composed:
    """Return the beginning of a variable's example on one line, as a comment names it.

    :raises ValueError: when it holds what was written before.
    """
    text = variable.example_text
    refuse_written(text)
    name = variable.name if variable.example.kind is ScalarKind.TEXT else ""
    return Composed.of_value(commented(text, language.literals.comment), name, (Encoding.COMMENT,))


def source_text(value: Written, language: Language) -> Composed:
    """Return what a language writes for a value, a variable's example or a text, which knows a reader's values in it.

    :raises AttributeError: when it is something else.
    :raises ValueError: when it holds what was written before.
    """
    if isinstance(value, RequestVariable):
        if value.example.kind is ScalarKind.TEXT:
            return _changed(str(value.example.value), value.name, language.literals.quoting)
        value = value.example
    if isinstance(value, Composed):
        return _composed(value, language.literals.quoting)
    if isinstance(value, str):
        refuse_written(value)
        return Composed.joined([quoted(value, language.literals.quoting)])
    if not isinstance(value, ScalarValue):
        said = "expected a value, a variable or a text; of a message, a list or a map write the parts"
        raise AttributeError(f"literal: {said}, got {type(value).__name__}")  # noqa: TRY004 - it lacks what a value has
    if value.variable and language.reference:
        return Composed.joined([language.reference.replace("{}", language.constant(value.variable))])
    if value.variable and value.kind is ScalarKind.TEXT:
        return _changed(str(value.value), value.variable, language.literals.quoting)
    return Composed.joined([literal(value, language.literals)])


def _changed(text: str, variable: str, quoting: Quoting) -> Composed:
    """Quote a text that is a reader's value as a whole."""
    refuse_written(text)
    return Composed.of_value(escaped(text, quoting), variable, (), quoting.delimiter)


def _composed(text: Composed, quoting: Quoting) -> Composed:
    """Quote a text piece by piece, so that the values in it stay known."""
    is_one = not text.values or text.values[0][:2] == (0, len(text))
    if not (is_one or quoting.by_character):
        raise ValueError("a text with values in it needs a quoting that escapes single characters")
    parts, position = [quoting.delimiter], 0
    for start, end, variable, encodings in text.values:
        value = Composed.of_value(escaped(text[start:end], quoting), variable, encodings)
        parts += (escaped(text[position:start], quoting), value)
        position = end
    return Composed.joined([*parts, escaped(text[position:], quoting), quoting.delimiter])
