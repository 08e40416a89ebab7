"""A value, a variable's example or a text -> source text of a language, in which a reader's values stay known."""

from __future__ import annotations

from sixfold.language import Language
from sixfold.literal import Quoting, escaped, literal, quoted
from sixfold.marks import Composed, Piece, pieces_of, refuse_written
from sixfold.request import RequestVariable
from sixfold.value import ScalarKind, ScalarValue


def bytes_in_place(value: ScalarValue | RequestVariable | str) -> bytes | None:
    """Return the bytes that are written where a value stands; None where there are none, or a constant stands."""
    example = value.example if isinstance(value, RequestVariable) else value
    if not isinstance(example, ScalarValue) or (example is value and example.variable):
        return None
    return example.value if isinstance(example.value, bytes) else None


def source_text(value: ScalarValue | RequestVariable | str, language: Language) -> str:
    """Return what a language writes for a value, a variable's example or a text; a reader's values stand marked.

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
        return quoted(value, language.literals.quoting)
    if not isinstance(value, ScalarValue):
        said = "expected a value, a variable or a text; of a message, a list or a map write the parts"
        raise AttributeError(f"literal: {said}, got {type(value).__name__}")  # noqa: TRY004 - it lacks what a value has
    if value.variable and language.reference:
        return language.reference.replace("{}", language.constant(value.variable))
    if value.variable and value.kind is ScalarKind.TEXT:
        return _changed(str(value.value), value.variable, language.literals.quoting)
    return literal(value, language.literals)


def _changed(text: str, variable: str, quoting: Quoting) -> str:
    """Quote a text that is a reader's value as a whole."""
    refuse_written(text)
    return f"{quoting.delimiter}{Piece(escaped(text, quoting), variable).marked}{quoting.delimiter}"


def _composed(text: Composed, quoting: Quoting) -> str:
    """Quote a text piece by piece, so that the values in it stay known."""
    pieces = [piece for piece in pieces_of(text) if piece.text or piece.variable]
    if len(pieces) > 1 and any(len(escape) > 1 for escape in quoting.escapes):
        raise ValueError("a text with values in it needs a quoting that escapes single characters")
    written = (Piece(escaped(piece.text, quoting), piece.variable, piece.encodings).marked for piece in pieces)
    return f"{quoting.delimiter}{''.join(written)}{quoting.delimiter}"
