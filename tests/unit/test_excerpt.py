"""A text is shown in a bounded length."""

from __future__ import annotations

import pytest

from sixfold.excerpt import shortened


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [("", 3, ""), ("abc", 3, "abc"), ("abcd", 3, "ab…"), ("abcd", 1, "…"), ("ää\u2028ä", 3, "ää…")],
)
def test_a_text_is_cut_to_a_length_and_says_so(text: str, most: int, expected: str) -> None:
    assert shortened(text, most) == expected
    assert len(shortened(text, most)) <= most
