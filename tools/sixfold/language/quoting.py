"""How a language writes values, as its ``language.yaml`` declares it."""

from __future__ import annotations

from sixfold.document import Fields
from sixfold.errors import FilePart
from sixfold.literal import COMMENT, CharacterCode, Literals, Quoting, escaped
from sixfold.value import ScalarKind


def read_literals(fields: Fields) -> Literals:
    """Read how a language writes values."""
    literals = Literals(
        quoting=_quoting(fields.fields_of("text", "how text is quoted")),
        true=fields.text("true", default="true"),
        false=fields.text("false", default="false"),
        null=fields.text("null", default="null"),
        integer=with_place(fields, "integer", "{}"),
        long=with_place(fields, "long", "{}"),
        float=with_place(fields, "float", "{}"),
        double=with_place(fields, "double", "{}"),
        bytes=with_place(fields, "bytes", "{}"),
        signed=_signed(fields),
        comment=_comment(fields),
        nan=fields.text("nan", default="NaN"),
        infinity=fields.text("infinity", default="Infinity"),
        negative_infinity=fields.text("negative_infinity", default="-Infinity"),
    )
    fields.end()
    return literals


def with_place(fields: Fields, key: str, default: str) -> str:
    """Return a text with a place for a value; without one the value would be lost."""
    return fields.text(key, default=default, pattern=r"(?s:.*\{\}.*)", expected="a text with '{}' in it")


def _signed(fields: Fields) -> frozenset[ScalarKind]:
    known = {kind.value: kind for kind in (ScalarKind.INTEGER, ScalarKind.LONG)}
    names = fields.texts("signed", "a list of 'integer' and 'long'", required=False)
    for name in names:
        if name not in known:
            message = f"expected 'integer' or 'long', got {name!r}"
            fields.problems.add(fields.place("signed"), fields.path("signed"), message)
    return frozenset(known[name] for name in names if name in known)


def _quoting(fields: Fields) -> Quoting:
    quoting = Quoting(
        delimiter=fields.text("delimiter", pattern=r"['\"]", expected="a quote"),
        escapes=fields.text_table("escapes", "texts and what is written for them", required=False),
        control=_character_code(fields, "control"),
        non_ascii=_character_code(fields, "non_ascii"),
    )
    fields.end()
    codes = [code.prefix[:1] for code in (quoting.control, quoting.non_ascii) if code]
    for character in dict.fromkeys([quoting.delimiter, *codes]):
        # A value that holds it would end its text, or be read as an escape.
        if character and character not in quoting.escapes:
            message = f"expected what is written for {character!r}, which means something else inside a text"
            place, path = fields.place("escapes"), fields.path("escapes")
            parts = ("delimiter", "escapes", "control", "non_ascii")
            fields.problems.add(place, path, message, needs=[FilePart(place.file, fields.path(part)) for part in parts])
    return quoting


def _comment(fields: Fields) -> Quoting:
    inner = fields.fields_of("comment", "how a comment names a value", required=False)
    if not inner.table.entries:
        return COMMENT
    quoting = Quoting(
        delimiter="",
        escapes=inner.text_table("escapes", "texts and what is written for them", required=False),
        control=_character_code(inner, "control"),
        non_ascii=_character_code(inner, "non_ascii"),
    )
    inner.end()
    if set("\n\r") & set(escaped("\n\r", quoting)):
        message = "expected 'escapes' or 'control' to write a line break, which would end the comment"
        fields.problems.add(fields.place("comment"), fields.path("comment"), message)
    return quoting


def _character_code(fields: Fields, key: str) -> CharacterCode | None:
    if key not in fields.table.keys:
        fields.read.add(key)
        return None
    inner = fields.fields_of(key, "prefix, base and digits")
    code = CharacterCode(inner.text("prefix"), inner.integer("base"), inner.integer("digits", allowed=range(1, 9)))
    if code.base not in (8, 16):
        place, path = inner.place("base"), inner.path("base")
        fields.problems.add(place, path, f"expected 8 or 16, got {code.base}", needs=[FilePart(place.file, path)])
    inner.end()
    return code
