"""Why a program failed, read from what the real runtimes printed: `failures.json` holds their texts, as they came."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from sixfold.language import Language
from sixfold.runner.need import NeedKind
from sixfold.runner.reason import Program, reason, without

FAILURES = json.loads(Path(__file__).with_name("failures.json").read_text())
FOLDER = "/tmp/run"  # noqa: S108 - as it stands in the texts
LANGUAGES = ("curl", "java", "js", "node", "php", "py")


@pytest.mark.parametrize("case", FAILURES, ids=[f"{case['language']}-{case['file']}" for case in FAILURES])
def test_a_failure_is_told_by_its_first_words_and_its_line(
    case: dict[str, str], languages: Mapping[str, Language]
) -> None:
    forms = {form.name: form for language in languages.values() for form in language.forms}
    output = without(case["output"], forms[case["language"]].runtime.hidden)
    found = reason(output, Program(case["file"], case["source"], FOLDER))
    assert str(found) == case["told"]
    assert not re.search(rf"{FOLDER}|/project|Node\.js v|JAVA_TOOL", str(found))
    assert found.line <= len(case["source"].splitlines())


def test_every_language_has_each_kind_of_failure() -> None:
    for language in LANGUAGES:
        told = [case["told"] for case in FAILURES if case["language"].removesuffix("_rest") == language]
        lacking = {found[1] for text in told if (found := re.match(r"needs the (package|file|variable)", text))}
        # A page reads no variables, and a file that it lacks is a request that failed; a shell needs no package.
        assert lacking >= {"js": {"package"}, "curl": {"file", "variable"}}.get(
            language, {"package", "file", "variable"}
        )
        assert any("yntax" in text or "expected" in text for text in told), language


@pytest.mark.parametrize(
    ("output", "message", "line"),
    [
        # The names of other files, and what only looks like a line of this one.
        ('  File "/x/other.py", line 3, in f\nTraceback?\nValueError: no', "ValueError: no", 0),
        (f"{FOLDER}/one-two.sh: line 9: x: command failed", "x: command failed", 0),
        ("at 12:30 two.sh was started\nall is well\n", "all is well", 0),
        ("", "no message", 0),
        ("\x00\ufffd\x1b[31m\n", "\x00\ufffd\x1b[31m", 0),
        ("Step 1\nStep 2\nUpload failed: no answer\nbye\n", "Upload failed: no answer", 0),
    ],
)
def test_what_no_runtime_says(output: str, message: str, line: int) -> None:
    found = reason(output, Program("two.sh", "curl x\n", FOLDER))
    assert (found.message, found.line, found.need) == (message, line, None)


def test_a_name_of_a_package_is_told_without_what_is_in_it() -> None:
    texts = {
        "Error: Cannot find module '@scope/name'": (NeedKind.PACKAGE, "@scope/name"),
        "Error: Cannot find module '@scope/name/lib/x'": (NeedKind.MODULE, "@scope/name/lib/x"),
        "Error: Cannot find module '../x'": (NeedKind.FILE, "../x"),
        "x.sh: line 3: jq: command not found": (NeedKind.PROGRAM, "jq"),
        "cat: images/x.png: No such file or directory": (NeedKind.FILE, "images/x.png"),
        "base64: 'my file.png': No such file or directory": (NeedKind.FILE, "my file.png"),
    }
    for text, (kind, name) in texts.items():
        found = reason(text, Program("x", "")).need
        assert found is not None
        assert (found.kind, found.name) == (kind, name)


@pytest.mark.parametrize(
    "piece",
    [
        "Traceback (most recent call last):\n",
        '  File "a", line 1\n',
        "PHP Fatal error: x in ",
        "x" * 50,
        "A = B = ",
        "'",
    ],
)
def test_any_output_and_any_source_is_read_in_little_time(piece: str) -> None:
    # Were a pattern tried from everywhere to the end, each of these would take minutes.
    text = piece * ((1 << 20) // len(piece))
    found = reason(text, Program("a", text))
    assert len(found.message) <= 300
