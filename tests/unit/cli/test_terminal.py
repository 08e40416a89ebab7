"""What comes from outside and is printed: names of files, keys and values of a spec, arguments, results of snippets."""

from __future__ import annotations

import ast
import io
import json
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import click
import pytest

from sixfold.cli import main, terminal
from sixfold.cli import sixfold as group
from sixfold.errors import Place, Problem, SixfoldError, SpecError
from sixfold.generated import manifest
from sixfold.places import MANIFEST
from sixfold.reading import digest
from sixfold.results import RuntimeFacts, Shard, junit
from sixfold.results.model import Result, Results, Verdict
from sixfold.snippet import SnippetKey
from sixfold.visible import visible, visible_lines
from tests.support.commands import Sixfold
from tests.support.projects import PAGE

HOSTILE = {
    "colour": "\x1b[31mred",
    "title": "\x1b]0;owned\x07",
    "one byte": "\x9b31m",
    "back": "gone\r\x08\x7f",
    "next line": "a\x85b\u2028c\u2029d",
    "direction": "\u202eevil\u202c \u2066x\u2069 \u200e\u061c",
    "unseen": "a\u200bb\ufeffc\U000e0041",
    "no character": "\ufffe\U0010ffff\ue000",
}
"""What a terminal obeys, what turns a line, and what cannot be seen."""
BYTES = "\udcff\udc9b"
"""As Python keeps bytes of a file's name that are no text."""
NOT_SEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}

ALL = "".join(HOSTILE.values())


def clean(text: str) -> str:
    """Return a text, having seen that all of it can be read."""
    assert [found for found in text if found not in "\n\t" and unicodedata.category(found) in NOT_SEEN] == []
    return text


def test_every_character_is_shown_or_escaped() -> None:
    points = (*range(0x2100), *range(0xD7F0, 0xE010), *range(0xFFF0, sys.maxunicode, 97), sys.maxunicode)
    for character in map(chr, points):
        shown = clean(visible(character))
        # Nothing is lost: an escape is that of Python's own literals.
        assert shown == character or ast.literal_eval(f'"{shown}"') == character


def test_what_is_read_stays_as_it_is() -> None:
    text = "Größe \N{NO-BREAK SPACE}日本語 עברית 😀 a\tb \\x1b"
    assert visible(text) == text
    assert visible("a\nb\r\n") == "a\\nb\\r\\n"
    assert visible_lines("a\x1b\n\nb\r\n") == "a\\x1b\n\nb\\r\n"


@pytest.mark.parametrize("verb", sorted({*group.commands, ""} - {"install"}))
def test_an_argument(verb: str, sixfold: Sixfold) -> None:
    text = ALL
    for words in ([text], [f"--{text}"], ["-C", text], ["--language", text], ["--page", text]):
        code, out, err = sixfold(*filter(None, [verb]), *words)
        assert code in (1, 2)
        assert "Traceback" not in clean(out + err)
        assert code == 1 or len(words) > 1 or visible(HOSTILE["colour"]) in err


def test_the_name_of_a_file(sixfold: Sixfold, project: Path) -> None:
    text = ALL + BYTES
    for path in (f"code_snippets/{text}.py", f"specs/guide/{text}.yaml", f"templates/{text}/language.yaml"):
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text("x")
        code, out, err = sixfold("check")
        assert "Traceback" not in clean(out + err)
        assert code == 1
        (project / path).unlink(missing_ok=True)
    code, _, err = sixfold("smoke", "--files", f"{text}.py")
    assert (code, "no such file" in clean(err)) == (1, True)
    code, _, err = sixfold("smoke", "--merge", f"{text}.json")
    assert (code, "cannot be read" in clean(err)) == (1, True)


def test_what_generate_removes_is_named_as_it_can_be_read(sixfold: Sixfold, project: Path) -> None:
    text = ALL
    path = project / f"code_snippets/{text}.py"
    assert sixfold("generate", "-q") == (0, "", "")
    listed = project / MANIFEST
    for words in (("check",), ("generate", "--json"), ("generate",)):
        path.write_text("x")
        listed.write_bytes(manifest.text({f"code_snippets/{text}.py": digest(b"x")}).encode() + listed.read_bytes())
        _, out, err = sixfold(*words)
        clean(out + err)
        if "--json" in words:
            assert f"code_snippets/{text}.py" in json.loads(out)["removed"]
        else:
            assert visible(f"code_snippets/{text}.py") in out


def test_a_spec(sixfold: Sixfold, project: Path) -> None:
    quoted = json.dumps(ALL)
    changes = {
        "ids: [": f"{quoted}: [",
        "rpc: DeleteAnnotation": f"rpc: {quoted}",
        "id: delete_some": f"id: {quoted}",
        "$OTHER_ID]": f"{quoted}, $NO]",
        "title: Delete Some": f"{quoted}: x",
        "irreversible: false": f"irreversible: {quoted}",
        "OTHER_ID: {example: in-2": f"OTHER_ID: {{example: {quoted}",
    }
    wrong = PAGE
    for old, new in changes.items():
        assert old in PAGE
        wrong = wrong.replace(old, new, 1)
    for text in (wrong, PAGE.replace("ids: [", f"{quoted}: [", 1), f"{quoted[:-1]}: {PAGE}"):
        (project / "specs/guide/things.yaml").write_text(text)
        code, out, err = sixfold("check")
        assert code == 1
        assert "Traceback" not in clean(out + err)


def test_a_problem_is_one_line_whatever_it_holds(capsys: pytest.CaptureFixture[str]) -> None:
    problems = [
        Problem(Place(f"{number}.yaml", 1, 1), "a\nb", f"{text}\nforged.yaml: x")
        for number, text in enumerate(HOSTILE.values())
    ]
    terminal.say_error(SpecError(problems))
    lines = clean(capsys.readouterr().err).splitlines()
    assert [line.partition(":")[0] for line in lines] == [f"{number}.yaml" for number in range(len(HOSTILE))]


RESULT = Result(SnippetKey("one", "py"), {"a.py": "0" * 64}, Verdict.FAILED, (), ("success",), 1.0, None, "Python")


def results_of(*texts: str) -> Results:
    shown = tuple(
        replace(
            RESULT,
            key=SnippetKey(f"one{text}", f"py{text}"),
            files={f"{text}{number}.py": "0" * 64},
            reasons=(f"{text}\nsecond", text),
            seconds=0.0,
            day="2026-01-01",
        )
        for number, text in enumerate(texts)
    )
    keys = tuple(result.key for result in shown)
    return Results("2026-01-01T00:00:00Z", "api 1", keys, (Shard(),), {"py": RuntimeFacts("Python", "x")}, shown)


def test_the_results_of_snippets(sixfold: Sixfold, project: Path) -> None:
    every = results_of(*HOSTILE.values(), BYTES, "\x00", "]]><&\"'")
    (project / "in.json").write_text(json.dumps(every.to_json()))
    code, out, err = sixfold("smoke", "--merge", "in.json", "--json", "out.json", "--junit", "out.xml")
    assert code == 1
    clean(out + err)
    _, out, err = sixfold("smoke", "--quiet", "--merge", "in.json")
    assert clean(out + err)
    assert Results.from_json(json.loads((project / "out.json").read_text(encoding="utf-8")), "out.json") == every
    suite = ET.parse(project / "out.xml").getroot()  # noqa: S314 - our own
    failures = [found.get("message") or "" for found in suite.iter("failure")]
    assert failures == [visible(result.reasons[0]) for result in every.results]
    clean((project / "out.xml").read_text(encoding="utf-8"))


def test_an_expected_failure_is_xml_too() -> None:
    every = results_of(*HOSTILE.values(), BYTES, "\x00")
    expected = tuple(replace(result, verdict=Verdict.EXPECTED_FAILURE) for result in every.results)
    suite = ET.fromstring(junit(replace(every, results=expected)))  # noqa: S314 - our own
    assert len(list(suite.iter("system-out"))) == len(expected)


@pytest.mark.parametrize("option", ["--json", "--junit"])
def test_a_file_that_cannot_be_written_is_said(option: str, sixfold: Sixfold, project: Path) -> None:
    (project / "in.json").write_text(json.dumps(results_of("x").to_json()))
    code, _, err = sixfold("smoke", "--merge", "in.json", option, "none/out")
    assert code == 1
    assert "none/out: cannot be written: none/ is no folder" in err


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_a_terminal_without_a_character_gets_its_escape(
    encoding: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "specs/guide/things.yaml").write_text(PAGE.replace("ids: [", "größe…日本: [", 1))
    streams = {name: io.TextIOWrapper(io.BytesIO(), encoding=encoding) for name in ("stdout", "stderr")}
    for name, stream in streams.items():
        monkeypatch.setattr(sys, name, stream)
    monkeypatch.setattr("sys.argv", ["sixfold", "check", "-C", str(project)])
    with pytest.raises(SystemExit) as left:
        main()
    streams["stderr"].flush()
    said = streams["stderr"].buffer.getvalue().decode(encoding)
    assert left.value.code == 1
    assert ("größe…日本" if encoding == "utf-8" else "\\u65e5\\u672c") in said


def test_an_error_of_several_lines_keeps_them(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.say_error(SixfoldError("first\x1b\nsecond"))
    assert capsys.readouterr().err == "first\\x1b\nsecond\n"
    terminal.say_error(click.UsageError("no 'x\n\x1b'"))
    assert capsys.readouterr().err == "Error: no 'x\\n\\x1b'\n"


def test_json_is_json_whatever_it_holds(capsys: pytest.CaptureFixture[str]) -> None:
    content = {text: text for text in (*HOSTILE.values(), BYTES)}
    terminal.say_json(content)
    assert json.loads(clean(capsys.readouterr().out)) == content
