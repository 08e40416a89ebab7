"""The page's quoting (quoting.js) is the generator's, in a browser: the same texts for the same values and rules."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from sixfold.clients import Chosen
from sixfold.language import Language
from sixfold.literal import CharacterCode, Quoting, commented, escaped
from sixfold.marks import Composed, Encoding, Piece
from sixfold.pages.page_data import page_data
from sixfold.snippet import Snippet, SnippetFile, SnippetKey
from sixfold.wire.path_template import parse
from tests.support.hostile_texts import TEXTS
from tests.support.projects import repository

LANGUAGES = [form for language in repository().languages for form in language.forms]
# Beside what breaks careless quoting: every character of the first blocks, and some from beyond the BMP.
ALL = "".join(map(chr, [*range(0x250), *range(0x2000, 0x2070), 0xD7FF, 0xE000, 0xFFFD, 0xFFFF, 0x1F600, 0x10FFFF]))
VALUES = ["", *TEXTS, ALL]
# Rules that no language has: escapes that begin alike, and one of a character beyond the BMP.
MADE_UP = Quoting("'", {"a": "1", "ab": "2", "abc": "3", "😀": "4", "b": "a"}, CharacterCode("@", 8, 5), None)
ENCODINGS: dict[str, Callable[[str], str]] = {
    "json": lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    "percent": lambda text: quote(text, safe=""),
    "percent_segments": lambda text: quote(text, safe="/"),
}


@pytest.fixture(scope="module")
def page(browser: Browser, served: str) -> Iterator[Page]:
    made = browser.new_page()
    made.goto(served)
    yield made
    made.close()


def call(page: Page, expression: str, values: list[str], *given: object) -> list[Any]:
    """Return what an expression of the module's functions is for each value."""
    script = f"""async ([values, given]) => {{
        const {{ escaped, filled, pathRefusal }} = await import("/assets/quoting.js");
        return values.map((each) => {expression});
    }}"""
    found: list[Any] = page.evaluate(script, [values, given])
    return found


def filled(page: Page, values: list[str], encodings: list[str], language: Language) -> list[str]:
    code = Composed(Piece("", "X", (Encoding.COMMENT,)).marked if "comment" in encodings else "")
    files = (SnippetFile("x", language.template, language, code),)
    snippet = Snippet(SnippetKey("x", language.name), language, Chosen(language), files)
    rules = page_data([], [snippet]).quoting[language.name]
    written: list[str] = call(page, "filled(each, ...given)", values, encodings, rules)
    return written


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.name)
def test_a_language_is_quoted_as_the_generator_does(page: Page, language: Language) -> None:
    assert filled(page, VALUES, [], language) == [escaped(value, language.literals.quoting) for value in VALUES]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.name)
def test_a_comment_names_a_value_as_the_generator_does(page: Page, language: Language) -> None:
    values = [*VALUES, *("😀" * length for length in (71, 72, 73)), *(f"{'x' * 70}{end}yy" for end in "\n\r\u2028")]
    written = filled(page, values, ["comment"], language)
    assert written == [commented(value, language.literals.comment) for value in values]
    # No value ends the comment, whatever ends a line there.
    assert not set("".join(written)) & set("\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")


@pytest.mark.parametrize("name", ENCODINGS)
def test_an_encoding_is_the_generators(page: Page, name: str) -> None:
    (curl,) = (language for language in LANGUAGES if language.name == "curl")
    encoded = [escaped(ENCODINGS[name](value), curl.literals.quoting) for value in VALUES]
    assert filled(page, VALUES, [name], curl) == encoded


def test_encodings_are_applied_in_order(page: Page) -> None:
    (curl,) = (language for language in LANGUAGES if language.name == "curl")
    assert filled(page, ['"'], ["json", "percent"], curl) == ["%5C%22"]


def test_the_longest_escape_wins_and_nothing_is_escaped_twice(page: Page) -> None:
    rules = {"escapes": dict(MADE_UP.escapes), "control": {"prefix": "@", "base": 8, "digits": 5}, "non_ascii": None}
    texts = ["abcabab", "ba", "😀a\x07", "constructor"]
    written = call(page, "escaped(each, ...given)", texts, rules)
    assert written == [escaped(text, MADE_UP) for text in texts]
    assert written[0] == "322"


SHAPES = ("*", "**", "latest", "projects/*/things/*", "projects/**", "projects/*/**")
PARTS = ("a", "projects", "things", "latest", "..", ".", "", "{a", "b}", "{a}", "a b", "{id}:go", "x{y}", "\n")


def test_a_path_refuses_what_the_generator_refuses(page: Page) -> None:
    values = ["/".join(parts) for count in (1, 2, 3) for parts in product(PARTS, repeat=count)]
    values += ["projects/a/things/b", "projects/a/things/b/c", "projects/a/thing/b", "/projects/a/things/b"]
    for shape in SHAPES:
        [parameter] = parse(f"/{{name={shape}}}").parameters
        shapes = [] if shape == "*" else [shape]
        taken = dict(zip(values, call(page, "pathRefusal(each, ...given) === ''", values, shapes), strict=True))
        # An empty value is no value: then the example stands.
        differing = [value for value in values if value and taken[value] == bool(parameter.refusal(value))]
        assert differing == []
