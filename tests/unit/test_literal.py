"""Values as source text, under the quoting that each language of the project declares."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from sixfold.language import Language
from sixfold.literal import CharacterCode, Quoting, literal, quoted
from sixfold.value import ScalarKind, ScalarValue, TypeName

Languages = Mapping[str, Language]

TEXTS: dict[str, dict[str, str]] = {
    "": dict.fromkeys(("py", "js", "node", "java", "php"), '""') | {"curl": "''"},
    "plain": dict.fromkeys(("py", "js", "node", "java", "php"), '"plain"') | {"curl": "'plain'"},
    'a"b': dict.fromkeys(("py", "js", "node", "java", "php"), r'"a\"b"') | {"curl": "'a\"b'"},
    "a'b": dict.fromkeys(("py", "js", "node", "java", "php"), '"a\'b"') | {"curl": r"'a'\''b'"},
    "'": {"curl": r"''\'''"},
    "a\\": dict.fromkeys(("py", "js", "node", "java", "php"), r'"a\\"') | {"curl": "'a\\'"},
    "\\u0041": dict.fromkeys(("py", "js", "node", "java", "php"), r'"\\u0041"') | {"curl": "'\\u0041'"},
    "a\nb\r\t": dict.fromkeys(("py", "js", "node", "java", "php"), r'"a\nb\r\t"') | {"curl": "'a\nb\r\t'"},
    "\0001": {"py": r'"\x001"', "js": r'"\u00001"', "node": r'"\u00001"', "java": r'"\0001"', "php": r'"\x001"'},
    "\x07\x1b\x7f": {
        "py": r'"\x07\x1b\x7f"',
        "js": r'"\u0007\u001b\u007f"',
        "node": r'"\u0007\u001b\u007f"',
        "java": r'"\007\033\177"',
        "php": r'"\x07\x1b\x7f"',
    },
    "\x85": dict.fromkeys(("py", "js", "node", "php"), '"\x85"') | {"java": r'"\u0085"'},
    "$x ${x} {$x} `id` $(id)": {
        "py": '"$x ${x} {$x} `id` $(id)"',
        "php": r'"\$x \${x} {\$x} `id` \$(id)"',
        "curl": "'$x ${x} {$x} `id` $(id)'",
        "js": '"$x ${x} {$x} `id` $(id)"',
    },
    "</script><!--": {
        "js": r'"<\/script>\u003c!--"',
        "node": '"</script><!--"',
        "py": '"</script><!--"',
    },
    "<script>": {"js": r'"\u003cscript>"'},
    "é中": {
        "py": '"é中"',
        "js": '"é中"',
        "node": '"é中"',
        "php": '"é中"',
        "curl": "'é中'",
        "java": r'"\u00e9\u4e2d"',
    },
    "\U0001f600": {"py": '"\U0001f600"', "js": '"\U0001f600"', "php": '"\U0001f600"', "java": r'"\ud83d\ude00"'},
    "\u2028\u2029": {"js": r'"\u2028\u2029"', "node": r'"\u2028\u2029"', "java": r'"\u2028\u2029"'},
    "{}": dict.fromkeys(("py", "js", "node", "java", "php"), '"{}"') | {"curl": "'{}'"},
    "?>": {"php": '"?>"'},
}
NUMBERS: list[tuple[ScalarKind, float, dict[str, str]]] = [
    (ScalarKind.INTEGER, -7, {"py": "-7", "js": "-7", "node": "-7", "java": "-7", "php": "-7", "curl": "-7"}),
    (
        ScalarKind.LONG,
        9007199254740993,
        {
            "py": "9007199254740993",
            "js": '"9007199254740993"',
            "node": '"9007199254740993"',
            "java": "9007199254740993L",
            "php": "9007199254740993",
        },
    ),
    (ScalarKind.INTEGER, 2**31 - 1, {"java": "2147483647"}),
    (ScalarKind.INTEGER, 2**31, {"java": "-2147483648", "php": "2147483648", "py": "2147483648"}),
    (ScalarKind.INTEGER, 2**32 - 1, {"java": "-1", "php": "4294967295", "py": "4294967295"}),
    (ScalarKind.LONG, 2**63 - 1, {"java": "9223372036854775807L", "php": "9223372036854775807"}),
    (
        ScalarKind.LONG,
        2**63,
        {"java": "-9223372036854775808L", "php": "-9223372036854775808", "py": "9223372036854775808"},
    ),
    (ScalarKind.LONG, 2**64 - 1, {"java": "-1L", "php": "-1", "node": '"18446744073709551615"'}),
    (ScalarKind.LONG, -(2**63), {"java": "-9223372036854775808L", "php": "-9223372036854775808"}),
    (ScalarKind.FLOAT, 0.25, {"py": "0.25", "js": "0.25", "node": "0.25", "java": "0.25F", "php": "0.25"}),
    (ScalarKind.DOUBLE, 1e22, {"py": "1e+22", "js": "1e+22", "node": "1e+22", "java": "1e+22", "php": "1e+22"}),
]
BYTES = {
    "py": 'base64.b64decode(\n    "AP8="\n)',
    "js": '"AP8="',
    "node": 'Buffer.from(\n  "AP8=",\n  "base64",\n)',
    # Decoded where they are used.
    "java": '"AP8="',
    "php": '"AP8="',
    "curl": "'AP8='",
}


@pytest.mark.parametrize(
    ("name", "text", "written"),
    [(name, text, written) for text, row in TEXTS.items() for name, written in row.items()],
)
def test_text(languages: Languages, name: str, text: str, written: str) -> None:
    assert literal(ScalarValue(ScalarKind.TEXT, text), languages[name].literals) == written


@pytest.mark.parametrize(
    ("name", "kind", "number", "written"),
    [(name, kind, number, written) for kind, number, row in NUMBERS for name, written in row.items()],
)
def test_number(languages: Languages, name: str, kind: ScalarKind, number: float, written: str) -> None:
    assert literal(ScalarValue(kind, number), languages[name].literals) == written


@pytest.mark.parametrize(("name", "written"), list(BYTES.items()))
def test_bytes_are_base64_in_the_source(languages: Languages, name: str, written: str) -> None:
    assert literal(ScalarValue(ScalarKind.BYTES, b"\x00\xff"), languages[name].literals) == written


@pytest.mark.parametrize(("name", "words"), [("py", "True False None"), ("js", "true false null")])
def test_words(languages: Languages, name: str, words: str) -> None:
    booleans = [ScalarValue(ScalarKind.BOOLEAN, value) for value in (True, False)]
    values = (*booleans, ScalarValue(ScalarKind.NULL, None))
    assert " ".join(literal(value, languages[name].literals) for value in values) == words


def test_enum_is_its_name(languages: Languages) -> None:
    value = ScalarValue(ScalarKind.ENUM, "CREATED", None, TypeName("Status", "x", "y"), 1)
    assert {literal(value, language.literals) for language in languages.values()} == {"CREATED"}


def test_kind_and_value_that_contradict_are_our_own_mistake(languages: Languages) -> None:
    with pytest.raises(AssertionError, match=r"^a value of kind ScalarKind\.BYTES cannot be int$"):
        literal(ScalarValue(ScalarKind.BYTES, 5), languages["py"].literals)


def test_the_longest_escape_wins() -> None:
    quoting = Quoting("'", {"<": "1", "</": "2", "</s": "3"}, None, None)
    assert quoted("<</</s", quoting) == "'123'"


def test_an_escape_is_not_escaped_again() -> None:
    assert quoted("ab", Quoting("'", {"a": "b", "b": "a"}, None, None)) == "'ba'"


@pytest.mark.parametrize(
    ("code", "number", "written"),
    [
        (CharacterCode("\\x", 16, 2), 0x1B, "\\x1b"),
        (CharacterCode("\\u", 16, 4), 0x1B, "\\u001b"),
        (CharacterCode("\\", 8, 3), 0x1B, "\\033"),
    ],
)
def test_character_code(code: CharacterCode, number: int, written: str) -> None:
    assert code.write(number) == written


@pytest.mark.parametrize("text", ["\n", "a\r\nb", "\x00\x1f\x7f", "\u2028"])
@pytest.mark.parametrize("name", ["js", "node", "java"])
def test_no_line_end_is_left_in_a_literal(languages: Languages, name: str, text: str) -> None:
    assert len(literal(ScalarValue(ScalarKind.TEXT, text), languages[name].literals).splitlines()) == 1


def test_java_source_is_ascii(languages: Languages) -> None:
    every = "".join(map(chr, [*range(0x800), 0x4E2D, 0xFFFD, 0x1F600, 0x10FFFF]))
    assert literal(ScalarValue(ScalarKind.TEXT, every), languages["java"].literals).isascii()
