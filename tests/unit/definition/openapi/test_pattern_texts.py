"""The smallest text of a pattern, which its caller tries; and what no text is made of ends all the same."""

from __future__ import annotations

import re

import pytest

from sixfold.definition.openapi.pattern_texts import smallest_text


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("^AC[0-9a-f]{3}$", "AC000"),
        (r"^(ssh-(rsa|dss)|x) \w+\s?\D$", "ssh-rsa aa"),
        ("[^aA0]{2}.", "--a"),
        (r"^[\d-]+?b*$", "0"),
        ("", ""),
        ("(?=a)b", "b"),
        ("(", ""),
    ],
)
def test_a_text_is_made_of_what_stands_in_a_row(pattern: str, text: str) -> None:
    assert smallest_text(pattern) == text
    if pattern not in ("(?=a)b", "("):
        assert re.search(pattern, text)


def test_a_text_is_never_long() -> None:
    assert len(smallest_text("((((a{1000}){1000}){1000}){1000}){1000}")) <= 1000
    assert smallest_text("(" * 5000 + "a" + ")" * 5000) in ("", "a")
