"""A value -> source text, under the quoting that a language declares as data. Pure.

The declaration is data so that the site's own script can apply the same rules to a reader's values.
"""

from __future__ import annotations

import base64
import math
import re
from collections.abc import Mapping
from functools import cached_property

from sixfold.excerpt import shortened
from sixfold.frozen import frozen
from sixfold.value import ScalarKind, ScalarValue


@frozen
class CharacterCode:
    """How a character is written by its number: ``prefix``, then ``digits`` digits in ``base`` 8 or 16."""

    prefix: str
    base: int
    digits: int

    def write(self, number: int) -> str:
        """Return the escape of one code unit."""
        return f"{self.prefix}{number:0{self.digits}{'o' if self.base == 8 else 'x'}}"  # noqa: PLR2004 - octal


@frozen
class Quoting:
    """How a language quotes text.

    ``escapes`` replaces texts (the longest first, so ``</`` can be one); ``control`` writes every other control
    character of ASCII, and is None where they stand as they are; ``non_ascii`` writes everything beyond ASCII as UTF-16
    code units, and is None where the source is UTF-8.
    """

    delimiter: str
    escapes: Mapping[str, str]
    control: CharacterCode | None
    non_ascii: CharacterCode | None

    @cached_property
    def changed(self) -> re.Pattern[str]:
        """What of a text is not written as it is, piece by piece."""
        pieces = [re.escape(escape) for escape in sorted(self.escapes, key=len, reverse=True)]
        pieces += ["[\\x00-\\x1f\\x7f]"] if self.control else []
        pieces += ["[^\\x00-\\x7f]"] if self.non_ascii else []
        return re.compile("|".join(pieces) or "(?!)")

    @cached_property
    def by_character(self) -> bool:
        """Whether no escape replaces more than one character, so that a text can be written piece by piece."""
        return all(len(escape) == 1 for escape in self.escapes)


COMMENT = Quoting(
    delimiter="",
    escapes={
        "\\": "\\\\",
        "\n": "\\n",
        "\r": "\\r",
        "\t": "\\t",
        "\x85": "\\u0085",
        "\u2028": "\\u2028",
        "\u2029": "\\u2029",
        "?>": "?\\>",
        "*/": "*\\/",
        "</": "<\\/",
        "<!": "<\\!",
        "-->": "--\\>",
    },
    control=CharacterCode("\\u", 16, 4),
    non_ascii=None,
)
"""How a value stands in a comment where a language says nothing else: on one line, and without what ends a comment, a
PHP program or a script inside HTML. A backslash is doubled: to Java, `\\\\u000a` is a line break in a comment too.
"""


@frozen
class Literals:
    """How a language writes values: each text has ``{}`` where the value goes.

    ``bytes`` is given the quoted base64 text, and may be of several lines, which are one where that fits; booleans,
    null and the numbers that are not finite are words. ``signed`` are the kinds of which the language knows no unsigned
    numbers: one beyond the signed range is written as the number of the same bits. ``comment`` is how a comment of one
    line names a value, without delimiters.
    """

    quoting: Quoting
    true: str
    false: str
    null: str
    integer: str
    long: str
    float: str
    double: str
    bytes: str
    signed: frozenset[ScalarKind]
    comment: Quoting = COMMENT
    nan: str = "NaN"
    infinity: str = "Infinity"
    negative_infinity: str = "-Infinity"


LONGEST_IN_COMMENT = 72
"""How many characters of a value a comment names."""

_BITS = {ScalarKind.INTEGER: 32, ScalarKind.LONG: 64}


def quoted(text: str, quoting: Quoting) -> str:
    """Return a text as one string literal of the language."""
    return f"{quoting.delimiter}{escaped(text, quoting)}{quoting.delimiter}"


def quoted_bytes(content: bytes, literals: Literals) -> str:
    """Return bytes as the literal of their base64 text, which the language's form for bytes holds."""
    return quoted(base64.b64encode(content).decode("ascii"), literals.quoting)


def escaped(text: str, quoting: Quoting) -> str:
    """Return what stands between the delimiters of a text's literal."""
    return quoting.changed.sub(lambda found: _written(found[0], quoting), text)


def commented(text: str, quoting: Quoting) -> str:
    """Return how a comment names a value: its beginning, on one line."""
    return escaped(shortened(text, LONGEST_IN_COMMENT), quoting)


def _written(piece: str, quoting: Quoting) -> str:
    if piece in quoting.escapes:
        return quoting.escapes[piece]
    number = ord(piece)
    if quoting.control and number <= 0x7F:  # noqa: PLR2004 - the end of ASCII
        return quoting.control.write(number)
    assert quoting.non_ascii, "no other piece is changed"  # noqa: S101 - for the type checker
    units = piece.encode("utf-16-be")
    pairs = (units[index : index + 2] for index in range(0, len(units), 2))
    return "".join(quoting.non_ascii.write(int.from_bytes(pair, "big")) for pair in pairs)


def literal(value: ScalarValue, literals: Literals) -> str:
    """Return a value as source text; an enum's name as it is, since a template says where it belongs."""
    match value.kind, value.value:
        case ScalarKind.NULL, _:
            return literals.null
        case ScalarKind.ENUM, str() as name:
            return name
        case ScalarKind.BYTES, bytes() as content:
            return literals.bytes.replace("{}", quoted_bytes(content, literals))
        case _, bool() as truth:
            return literals.true if truth else literals.false
        case ScalarKind.INTEGER | ScalarKind.LONG as kind, int() as number:
            form = literals.integer if kind is ScalarKind.INTEGER else literals.long
            return form.replace("{}", str(_signed(number, _BITS[kind]) if kind in literals.signed else number))
        case ScalarKind.FLOAT | ScalarKind.DOUBLE, float() as number if not math.isfinite(number):
            return _not_finite(number, literals)
        case ScalarKind.FLOAT, number:
            return literals.float.replace("{}", str(number))
        case ScalarKind.DOUBLE, number:
            return literals.double.replace("{}", str(number))
        case _, str() as text:
            return quoted(text, literals.quoting)
    raise AssertionError(f"a value of kind {value.kind} cannot be {type(value.value).__name__}")


def _not_finite(number: float, literals: Literals) -> str:
    if math.isnan(number):
        return literals.nan
    return literals.infinity if number > 0 else literals.negative_infinity


def _signed(number: int, bits: int) -> int:
    return number - 2**bits if number >= 2 ** (bits - 1) else number
