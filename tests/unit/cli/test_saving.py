"""Results in a file hold nothing that a terminal obeys, and say the same."""

from __future__ import annotations

import json
import sys
import unicodedata
from pathlib import Path

from sixfold.cli.saving import is_results, save_json
from tests.support.projects import ROOT

OBEYED = {
    chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) in ("Cc", "Cf", "Zl", "Zp")
}


def test_nothing_that_a_terminal_obeys_is_written_and_all_of_it_is_read(tmp_path: Path) -> None:
    content = {"results": ["".join(OBEYED), {f"é{character}漢😀": "\\" for character in OBEYED}]}
    file = tmp_path / "results.json"
    save_json(file, content, is_results)
    written = file.read_text(encoding="utf-8")
    assert {character for character in written if character in OBEYED} == {"\n"}
    assert json.loads(written) == content
    assert all(f'"é\\u{ord(each):04x}漢😀"' in written for each in ("\x7f", "\x9b", "\u202e", "\u2028", "\ufeff"))
    assert '"é\\udb40\\udc41漢😀"' in written


def test_what_is_recorded_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    recorded = (ROOT / "verification.json").read_bytes()
    save_json(file, json.loads(recorded), is_results)
    assert file.read_bytes() == recorded
