"""JUnit's XML says of every snippet what came of it, in characters that XML has."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from sixfold.results import Result, Results, Shard, Verdict, junit
from sixfold.snippet import SnippetKey

KEYS = tuple(SnippetKey("one", name) for name in ("py", "js", "php", "java"))


def suite(*verdicts: Verdict, reason: str = "why") -> ET.Element:
    results = tuple(
        Result(key, {f"{key.language}/one": ""}, verdict, () if verdict is Verdict.HELD else (reason, "more"), (), 1.5)
        for key, verdict in zip(KEYS, verdicts, strict=False)
    )
    text = junit(Results("2026-01-31T12:00:00Z", "p 1", KEYS, (Shard(),), {}, results))
    return ET.fromstring(text)  # noqa: S314 - made here


def test_a_case_a_snippet() -> None:
    found = suite(*Verdict)
    counts = {"tests": "4", "failures": "1", "skipped": "1", "time": "6.00", "timestamp": "2026-01-31T12:00:00Z"}
    assert found.attrib == {"name": "sixfold smoke", **counts}
    cases = {str(case.get("classname")): case for case in found}
    assert list(cases) == ["py", "js", "php", "java"]
    assert {case.get("name") for case in cases.values()} == {"one"}
    assert (cases["py"].get("file"), cases["py"].get("time"), list(cases["py"])) == ("py/one", "1.50", [])


@pytest.mark.parametrize(
    ("verdict", "child", "message", "text"),
    [
        (Verdict.FAILED, "failure", "why", "why\nmore"),
        (Verdict.NOT_RUN, "skipped", "why; more", None),
        (Verdict.EXPECTED_FAILURE, "system-out", None, "expected failure: why; more"),
    ],
)
def test_what_does_not_hold_says_why(verdict: Verdict, child: str, message: str | None, text: str | None) -> None:
    ((found,),) = suite(verdict)
    assert (found.tag, found.get("message"), found.text) == (child, message, text)


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x7f", "\ufffe", "<", "&", '"'])
def test_what_a_snippet_printed_can_be_read(character: str) -> None:
    ((found,),) = suite(Verdict.FAILED, reason=f"a{character}b")
    assert str(found.text).startswith("a")
    assert (character in str(found.text)) == (character in '<&"')
