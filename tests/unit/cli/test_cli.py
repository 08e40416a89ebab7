"""The verbs as a person or a script meets them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import click
import pytest

from sixfold import __version__
from sixfold import install as installing
from sixfold import project as pipeline
from sixfold.cli import sixfold as group
from sixfold.generated import manifest
from sixfold.install.errors import InstallError
from sixfold.language import Language
from sixfold.output.build import build
from sixfold.places import MANIFEST
from sixfold.reading import digest
from tests.support.commands import Sixfold
from tests.support.projects import change

VERBS = group.list_commands(click.Context(group))
SPEC = "specs/guide/things.yaml"
SNIPPET = "code_snippets/guide/py/delete_one.py"


def leave(project: Path, path: str) -> str:
    """Leave a file that was generated, and that no input makes any more."""
    (project / path).write_text("old\n")
    listed = project / MANIFEST
    listed.write_text(listed.read_text() + manifest.text({path: digest(b"old\n")}))
    return path


@pytest.fixture
def made(sixfold: Sixfold) -> Sixfold:
    assert sixfold("generate", "-q") == (0, "", "")
    return sixfold


def test_generate_says_each_stage_and_file(sixfold: Sixfold) -> None:
    code, out, err = sixfold("generate")
    lines = out.splitlines()
    assert (code, err) == (0, "")
    assert [line.split()[0] for line in lines[:5]] == ["load", "define", "request", "render", "page"]
    assert f"         written  {SNIPPET}" in lines
    assert re.fullmatch(r"write    \d+ written, 0 unchanged, 0 removed", lines[-2])
    assert re.fullmatch(r"done     in \d+\.\d s", lines[-1])


def test_generating_again_writes_nothing(made: Sixfold, project: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in project.rglob("*")}
    _, out, _ = made("generate")
    assert re.search(r"^write    0 written, \d+ unchanged, 0 removed$", out, re.MULTILINE)
    assert {path: path.stat().st_mtime_ns for path in project.rglob("*")} == before


def test_generate_says_what_it_removes(made: Sixfold, project: Path) -> None:
    leave(project, "code_snippets/old.py")
    code, out, _ = made("generate")
    assert code == 0
    assert "         removed  code_snippets/old.py" in out.splitlines()
    assert re.search(r"^write    1 written, \d+ unchanged, 1 removed$", out, re.MULTILINE)


def test_generate_quietly_prints_nothing(sixfold: Sixfold, project: Path) -> None:
    assert sixfold("generate", "--quiet") == (0, "", "")
    assert (project / SNIPPET).is_file()


def test_generate_for_scripts_prints_one_object(made: Sixfold, project: Path) -> None:
    (project / SNIPPET).unlink()
    leave(project, "code_snippets/old.py")
    code, out, err = made("generate", "--json")
    found = json.loads(out)
    loaded = pipeline.load(project)
    assert (code, err) == (0, "")
    assert found.pop("seconds") >= 0
    assert found == {
        "pages": 1,
        "operations": 2,
        "snippets": 2 * len(loaded.languages),
        "written": [SNIPPET, MANIFEST],
        "removed": ["code_snippets/old.py"],
        "unchanged": len(build(loaded)) - 1,
    }


def test_the_project_may_be_elsewhere(sixfold: Sixfold, project: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    project.rename(other)
    project.mkdir()
    assert sixfold("generate", "-q", "-C", str(other)) == (0, "", "")
    assert (other / SNIPPET).is_file()
    assert list(project.iterdir()) == []


@pytest.mark.parametrize("verb", ["generate", "check"])
def test_problems_go_to_the_error_stream_and_nothing_is_written(sixfold: Sixfold, project: Path, verb: str) -> None:
    change(project / SPEC, "ids: [", "annotation_ids: [")
    before = sorted(project.rglob("*"))
    code, out, err = sixfold(verb, "-q")
    assert (code, out) == (1, "")
    assert "request.annotation_ids: DeleteInputsRequest has no field 'annotation_ids'; did you mean 'ids'?" in err
    assert sorted(project.rglob("*")) == before


@pytest.mark.parametrize("words", [("generate",), ("check",), ("generate", "--json"), ("install",)])
def test_a_folder_that_is_no_project_has_no_traceback(sixfold: Sixfold, tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "empty").mkdir()
    code, _, err = sixfold(*words, "-C", str(tmp_path / "empty"))
    assert code == 1
    assert "templates/: holds no language" in err
    assert "Traceback" not in err


def test_check_is_content_with_what_generate_made(made: Sixfold) -> None:
    code, out, err = made("check")
    assert (code, err) == (0, "")
    assert re.fullmatch(r"\d+ files are what their inputs make\n", out)
    assert made("check", "-q") == (0, "", "")


def test_check_writes_nothing(made: Sixfold, project: Path) -> None:
    (project / SNIPPET).unlink()
    before = {path: path.stat().st_mtime_ns for path in project.rglob("*")}
    made("check")
    assert {path: path.stat().st_mtime_ns for path in project.rglob("*")} == before


def spoil(project: Path, what: str) -> str:
    """Spoil one thing of a generated project; give the path that check must name first."""
    match what:
        case "spec":
            change(project / SPEC, "annotation_id: note", "annotation_id: other")
            return "code_snippets/guide/curl/delete_one.sh"
        case "template":
            change(
                project / "templates/py/snippet.py.j2",
                "# A call that does not reach the API raises grpc.RpcError.",
                "# Left.",
            )
            return SNIPPET
        case "generated file":
            (project / SNIPPET).write_text((project / SNIPPET).read_text() + "# by hand\n")
            return SNIPPET
        case "missing":
            (project / SNIPPET).unlink()
            return SNIPPET
    return leave(project, "code_snippets/guide/py/old.py")


CASES = [
    ("spec", "not what its inputs make", "+"),
    ("template", "not what its inputs make", "-# A call that does not reach the API raises grpc.RpcError."),
    ("generated file", "not what its inputs make", "-# by hand"),
    ("missing", "missing", "--- /dev/null"),
    ("left over", "left over; no input makes it", "-old"),
]


@pytest.mark.parametrize(("what", "words", "line"), CASES)
def test_check_shows_what_differs_why_and_what_mends_it(
    made: Sixfold, project: Path, what: str, words: str, line: str
) -> None:
    path = spoil(project, what)
    code, out, err = made("check")
    lines = out.splitlines()
    assert (code, err) == (1, "")
    assert lines[0] == f"{path}: {words}"
    assert any(found.startswith(line) for found in lines)
    assert ("  made from: specs/guide/things.yaml, specs/api.yaml, templates/" in out) == (what != "left over")
    assert re.fullmatch(r"\d+ of \d+ files differ; to mend them run: sixfold generate", lines[-1])


@pytest.mark.parametrize("what", [what for what, _, _ in CASES])
def test_what_check_finds_generate_mends(made: Sixfold, project: Path, what: str) -> None:
    spoil(project, what)
    assert made("generate", "-q") == (0, "", "")
    assert made("check", "-q") == (0, "", "")


def test_version(sixfold: Sixfold) -> None:
    code, out, _ = sixfold("--version")
    assert (code, out) == (0, f"sixfold, version {__version__}\n")


def test_help_names_every_verb_with_its_first_sentence(sixfold: Sixfold) -> None:
    code, out, _ = sixfold("--help")
    assert code == 0
    assert out.startswith("Usage: ")
    for name in VERBS:
        assert re.search(rf"^  {name} +[A-Z]", out, re.MULTILINE)


def test_without_a_verb_the_help_is_shown_as_it_is_laid_out(sixfold: Sixfold) -> None:
    assert sixfold() == (2, "", sixfold("--help")[1])


def test_a_verb_that_is_not_there_is_told_with_the_one_that_is_meant(sixfold: Sixfold) -> None:
    code, _, err = sixfold("chek")
    assert code == 2
    assert "No such command 'chek'. Did you mean 'check'?" in err


def test_a_verb_brings_in_no_more_than_it_needs() -> None:
    """The version and a mistake in a verb's name are answered before anything of a project's is imported."""
    words = "import sys, sixfold.cli; print([name for name in sys.modules if name.startswith(('jinja2', 'google'))])"
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def options(verb: str) -> list[click.Option]:
    found = group.get_command(click.Context(group), verb)
    assert found is not None
    return [parameter for parameter in found.params if isinstance(parameter, click.Option)]


@pytest.mark.parametrize("verb", VERBS)
def test_help_of_a_verb_has_usage_text_and_every_option(sixfold: Sixfold, verb: str) -> None:
    code, out, _ = sixfold(verb, "--help")
    assert code == 0
    assert re.match(rf"Usage: .+ {verb} \[OPTIONS\]", out)
    assert "Options:" in out
    for option in options(verb):
        assert option.opts[-1] in out


@pytest.mark.parametrize("words", [(), *((verb,) for verb in VERBS)])
def test_help_is_laid_out_for_a_terminal(sixfold: Sixfold, words: tuple[str, ...]) -> None:
    _, out, _ = sixfold(*words, "--help")
    assert [line for line in out.splitlines() if len(line) > 80 or re.search(r"\w\.\.\.$", line)] == []
    assert re.sub(r"[ -\[\]-~\n]", "", out) == ""  # neither what a terminal obeys nor a mark of click's


@pytest.mark.parametrize(
    ("verb", "lines"),
    [
        ("generate", "    pages, operations, snippets   how many there are\n    written, removed "),
        ("finish", "    each HTML file  a content security policy with the hashes of the\n                  "),
        ("smoke", "  On several machines:\n    sixfold smoke --shard 1/3 --json 1.json      and likewise"),
        ("smoke", "    sixfold smoke --files docs/py/delete.py docs/node/delete.js\n\n  tells for each"),
    ],
)
def test_help_keeps_the_lines_that_are_tables_and_commands(sixfold: Sixfold, verb: str, lines: str) -> None:
    assert lines in sixfold(verb, "--help")[1]


@pytest.mark.parametrize("verb", VERBS)
def test_every_option_is_explained(verb: str) -> None:
    assert [option.name for option in options(verb) if not option.help] == []


@pytest.mark.parametrize(
    "words",
    [
        ("nope",),
        ("generate", "--nope"),
        ("check", "extra"),
        ("generate", "-C", "/no/such/folder"),
        ("generate", "-C"),
        ("install", "--language", "cobol"),
    ],
)
def test_a_wrong_command_line_has_exit_code_2(sixfold: Sixfold, words: tuple[str, ...]) -> None:
    code, out, err = sixfold(*words)
    assert (code, out) == (2, "")
    assert "Error: " in err
    assert "Traceback" not in err


def test_install_names_the_languages_there_are(sixfold: Sixfold, languages: Mapping[str, Language]) -> None:
    _, _, err = sixfold("install", "--language", "cobol")
    known = [form.name for language in languages.values() for form in language.forms]
    assert f"no language 'cobol'; expected one of: {', '.join(known)}" in err


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    names: list[str] = []

    def install(_root: Path, languages: list[object], say: Callable[[str], None]) -> None:
        names.extend(str(getattr(language, "name", "")) for language in languages)
        say("installing")

    monkeypatch.setattr(installing, "install", install)
    return names


def test_install_takes_all_languages(sixfold: Sixfold, asked: list[str], languages: Mapping[str, Language]) -> None:
    assert sixfold("install") == (0, "installing\n", "")
    assert asked == [form.name for language in languages.values() for form in language.forms]


def test_install_takes_the_languages_named(sixfold: Sixfold, asked: list[str]) -> None:
    assert sixfold("install", "-q", "--language", "php", "--language", "py") == (0, "", "")
    assert asked == ["py", "php"]


def test_a_runtime_that_cannot_be_installed_is_said(sixfold: Sixfold, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise InstallError("missing: x; run:\n  sudo apt-get install x")

    monkeypatch.setattr(installing, "install", refuse)
    assert sixfold("install") == (1, "", "missing: x; run:\n  sudo apt-get install x\n")


def test_an_interruption_is_said(sixfold: Sixfold, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(installing, "install", interrupt)
    code, out, err = sixfold("install")
    assert (code, out, err.strip()) == (130, "", "stopped")
