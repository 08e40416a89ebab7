"""A change of a file says what changes, as ``diff`` does."""

from __future__ import annotations

import pytest

from sixfold.files import Change


@pytest.mark.parametrize(
    ("before", "after", "diff"),
    [
        (None, b"b\n", "--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+b\n"),
        (b"a\n", None, "--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n"),
        (b"a", b"a\n", "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n"),
        (b"a\n", b"a\n", ""),
    ],
)
def test_a_change_is_shown_as_a_diff(before: bytes | None, after: bytes | None, diff: str) -> None:
    assert Change("x", before, after).diff() == diff
