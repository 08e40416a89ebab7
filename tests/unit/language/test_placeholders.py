"""Placeholders are filled in one place, once, and what was meant as one and is none is told."""

from __future__ import annotations

import pytest

from sixfold.language.placeholders import Placeholder, misspelt

KNOWN = (Placeholder.PYTHON, Placeholder.CLIENT, Placeholder.WORK, Placeholder.SNIPPET)


def test_values_stand_in_their_places_and_nothing_else_changes() -> None:
    given = {Placeholder.CLIENT: "/c", Placeholder.SNIPPET: "a.py"}
    words = ["{client}/{snippet}", "{work}", "${client}", "{other}", "{}", "plain"]
    assert Placeholder.fill(words, given) == ["/c/a.py", "{work}", "${client}", "{other}", "{}", "plain"]


def test_what_a_value_holds_is_no_place() -> None:
    given = {Placeholder.CLIENT: "/{snippet}", Placeholder.SNIPPET: "{client}"}
    assert Placeholder.fill(["{client} {snippet}"], given) == ["/{snippet} {client}"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{snipet}", "'{snipet}'; did you mean 'snippet'?"),
        ("{Snippet}", "'{Snippet}'; did you mean 'snippet'?"),
        ("{other}", "'{other}' (places: "),
        ("{client/lib", "'{client', which lacks a brace; expected '{client}'"),
        ("{clint/lib", "'{clint', which lacks a brace; expected '{client}'"),
        ("client}/lib", "'client}', which lacks a brace; expected '{client}'"),
        ("{ client }/lib", "'{ client }'; expected '{client}'"),
        ("<client>/lib", "'<client>'; expected '{client}'"),
        ("${client}/lib", "'${client}'; expected '{client}'"),
        ("-f{work", "'{work', which lacks a brace; expected '{work}'"),
    ],
)
def test_what_is_meant_as_a_placeholder_and_is_none_is_told(text: str, said: str) -> None:
    (found,) = misspelt(text, KNOWN)
    assert f"nothing is put in {said}" in found
    assert found.endswith("(places: {python}, {client}, {work}, {snippet})")


@pytest.mark.parametrize("text", ["{{snippet}}", "{{ snippet }}", "--file={{snippet}}"])
def test_braces_that_would_stay_around_a_value_are_told(text: str) -> None:
    (found,) = misspelt(text, KNOWN)
    assert found.startswith(
        f"'{text.removeprefix('--file=')}' would leave braces around what is put in; expected '{{snippet}}'"
    )


@pytest.mark.parametrize(
    "text",
    [
        "{client}/lib", "<client>{client}</client>", "${process.version}", "${HOME}", "{ print }", "{}", "{1}",
        "a{b c}", "{a,b}", "<input", "a>b", '{"work": 1}', "{{", "}}", "if (x) {y", "",
    ],
)  # fmt: skip
def test_other_braces_and_brackets_are_a_commands_own(text: str) -> None:
    assert list(misspelt(text, KNOWN)) == []
