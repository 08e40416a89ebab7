"""What is generated, as plain Markdown, is the same in the next process as long as nothing has changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from sixfold import host
from sixfold.site import Generated, Twin, keep, recall

STATE, OTHER = "a" * 64, "b" * 64
MADE = Generated({"a.md": Twin("# A\n", {"py": "# P\n"}), "b.md": Twin("ü\n")}, {"includes/c.md": "c\n"})


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def test_what_was_kept_of_a_state_is_known_of_it_alone() -> None:
    keep(STATE, MADE)
    assert recall(STATE) == MADE
    assert recall(OTHER) is None


def test_of_no_state_nothing_is_kept() -> None:
    keep("", MADE)
    assert recall("") is None


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"pages": {"a": 1}, "includes": {}}', b"\xff"])
def test_what_is_something_else_is_none(body: bytes) -> None:
    host.keep("twins", STATE, body)
    assert recall(STATE) is None
