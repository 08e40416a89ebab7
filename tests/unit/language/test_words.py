"""Commands of a language.yaml are checked where they are read: every key, with every word that could be meant."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from sixfold.errors import Problems
from sixfold.language import load_languages
from sixfold.language.runtime import Runtime
from sixfold.language.words import SANDBOX

FACTS: dict[str, Any] = {
    "tab": 1,
    "label": "Toy",
    "fence": "toy",
    "extension": "toy",
    "transport": "rest",
    "client": {"package": "toy", "version": "1", "install": {"line": "get toy=={version}"}, "describe": ["toy"]},
    "literals": {"text": {"delimiter": "'", "escapes": {"'": "''"}}},
    "runtime": {
        "programs": {"toy": "toy-package"},
        "packages": ["more"],
        "optional": {"quick": "toy-quick"},
        "install": ["toy", "{source}"],
        "version": ["toy"],
        "syntax": ["toy", "{snippet}"],
        "run": ["toy", "{snippet}"],
        "linked": ["modules"],
        "environment": {"ONE": "{client}"},
        "route": {"TWO": "{proxy}"},
        "plain": False,
        "failure_outputs": ["stderr"],
        "timeout": 5,
        "page": False,
        "hidden": ["^toy .*"],
        "empty": "package main",
        "frame": "^at .*",
        "named_after": "^class (.*)",
        "warm_process": {"start": ["toy", "{socket}"], "variable": "THREE"},
        "prepared": {
            "make": ["toy", "{prepared}", "{snippet}"],
            "run": ["toy", "{prepared}/{made}"],
            "made": "^made .*",
            "keep": ["toy", "{socket}"],
        },
        "http_libraries": {"run": ["toy", "{snippet}"], "route": {"FOUR": "{proxy}"}, "unled": {"old": "^use old"}},
    },
}

PLACES = {
    ("client", "describe"): ("python", "client", "source"),
    ("runtime", "install"): ("python", "client", "source"),
    ("runtime", "version"): ("python", "client"),
    ("runtime", "syntax"): ("python", "client", "work", "snippet"),
    ("runtime", "run"): ("python", "client", "work", "snippet"),
    ("runtime", "warm_process", "start"): ("python", "client", "socket"),
    ("runtime", "prepared", "make"): ("python", "client", "snippet", "prepared"),
    ("runtime", "prepared", "keep"): ("python", "client", "socket"),
    ("runtime", "prepared", "run"): ("python", "client", "work", "snippet", "made", "prepared"),
    ("runtime", "environment"): ("python", "client"),
    ("runtime", "route"): ("python", "client", *(place.value for place in SANDBOX)),
    ("runtime", "http_libraries", "run"): ("python", "client", "work", "authority", "snippet"),
    ("runtime", "http_libraries", "route"): ("python", "client", *(place.value for place in SANDBOX)),
    ("client", "install", "line"): ("version",),
}
"""What may stand in each command, by its key."""

NEEDED = {"syntax": ["{snippet}"], "run": ["{snippet}"], "start": ["{socket}"], "keep": ["{socket}"]}
"""What a command has to name, by its key."""


def needed_of(path: tuple[str, ...]) -> list[str]:
    return ["{prepared}"] if path[-2] == "prepared" and path[-1] != "keep" else NEEDED.get(path[-1], [])


EVERY = sorted({place for places in PLACES.values() for place in places})


def problems_of(folder: Path, *path: str, value: object) -> list[str]:
    """Return the problems of facts in which one key has another value."""
    facts: dict[str, Any] = yaml.safe_load(yaml.safe_dump(FACTS))
    inner = facts
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    toy = folder / "templates/toy"
    toy.mkdir(parents=True, exist_ok=True)
    (toy / "snippet.toy.j2").touch()
    (toy / "install.sh").touch()
    (toy / "language.yaml").write_text(yaml.safe_dump(facts))
    problems = Problems()
    load_languages(folder, problems)
    return [str(problem) for problem in problems.found]


def test_initialisms_are_words_of_capitals(tmp_path: Path) -> None:
    found = problems_of(tmp_path, "initialisms", value=["ID", "URL2", "Id", "A_B"])
    assert [message.partition(": ")[2] for message in found] == [
        "initialisms: expected words of capitals, got 'Id'",
        "initialisms: expected words of capitals, got 'A_B'",
    ]


def test_the_facts_have_every_key_of_a_runtime(tmp_path: Path) -> None:
    assert set(FACTS["runtime"]) == {field.name for field in fields(Runtime)}
    assert problems_of(tmp_path, "tab", value=1) == []


def spelt(path: tuple[str, ...], place: str) -> object:
    """Return a value for a key, in which a place is named beside those that it needs."""
    needed = needed_of(path)
    if path[-1] in ("environment", "route"):
        return {"NAME": f"a{{{place}}}b"}
    return f"get {{{place}}}" if path[-1] == "line" else ["toy", *needed, f"a{{{place}}}b"]


def places() -> Iterator[tuple[tuple[str, ...], str, bool]]:
    for path, known in PLACES.items():
        yield from ((path, place, place in known) for place in EVERY)
        for place in known:
            wrong = place[0] + place[2] + place[1] + place[3:]
            yield from ((path, wrong, False), (path, place.upper(), False), (path, f"{place}s", False))


def test_a_place_that_nothing_is_put_into_is_a_problem_with_its_place(tmp_path: Path) -> None:
    for path, place, is_known in places():
        found = problems_of(tmp_path, *path, value=spelt(path, place))
        assert len(found) == (0 if is_known else 1), (path, place, found)
        if not is_known:
            known = ", ".join(f"{{{name}}}" for name in sorted(PLACES[path], key=PLACES[path].index))
            assert found[0].startswith("templates/toy/language.yaml:"), found
            assert f"{'.'.join(path)}" in found[0]
            assert f"nothing is put in '{{{place}}}'" in found[0]
            assert all(f"{{{name}}}" in found[0].rpartition("(places: ")[2] for name in PLACES[path]), known


BROKEN = ("{%s", "%s}", "{ %s }", "<%s>", "${%s}")


def test_a_place_that_is_written_in_another_way_is_a_problem(tmp_path: Path) -> None:
    for path, known in PLACES.items():
        for place in known:
            value = spelt(path, place)
            for form in BROKEN:
                written = json.loads(json.dumps(value).replace(f"a{{{place}}}b", f"a/{form % place}/b"))
                if path[-1] == "line":
                    written = f"get {form % place}"
                found = problems_of(tmp_path, *path, value=written)
                assert len(found) == 1, (path, form, place, found)
                assert f"expected '{{{place}}}'" in found[0], found


def test_the_nearest_place_is_named(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, "runtime", "run", value=["{pyton}", "{snippet}"])
    assert problem.endswith("did you mean 'python'? (places: {python}, {client}, {work}, {snippet})")
    assert "runtime.run[0]" in problem


@pytest.mark.parametrize("word", ["${process.version}", "${HOME}", "{ print }", "{}", "{1}", "a{b c}", "{a,b}"])
def test_other_braces_are_a_commands_own(tmp_path: Path, word: str) -> None:
    assert problems_of(tmp_path, "runtime", "version", value=["toy", word]) == []


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("runtime.run", [], "expected a program as the first word"),
        ("runtime.version", [], "expected a program as the first word"),
        ("runtime.install", [], "expected a program as the first word"),
        ("client.describe", [], "expected a program as the first word"),
        ("runtime.run", ["", "{snippet}"], "expected a program as the first word"),
        ("runtime.run", ["toy"], "expected '{snippet}' among its words"),
        ("runtime.syntax", ["toy"], "expected '{snippet}' among its words"),
        ("runtime.warm_process.start", ["toy"], "expected '{socket}' among its words"),
        ("runtime.version", ["toy\0"], "expected text without U+0000"),
        ("runtime.environment", {"A": "\0"}, "expected text without U+0000"),
        ("runtime.environment", {"A=B": "x"}, "expected a variable's name"),
        ("runtime.route", {"": "x"}, "expected a variable's name"),
        ("runtime.warm_process.variable", "A B", "expected a variable's name"),
        ("runtime.http_libraries.run", ["toy"], "expected '{snippet}' among its words"),
        ("runtime.http_libraries.route", {"": "x"}, "expected a variable's name"),
        ("runtime.http_libraries.unled", {"old": "("}, "expected a regular expression, got '('"),
        ("runtime.http_libraries", {"run": ["toy", "{snippet}"]}, "expected variables and their values"),
        ("runtime.failure_outputs", ["stdot"], "expected 'stdout' or 'stderr', got 'stdot'; did you mean 'stdout'?"),
        ("runtime.failure_outputs", ["exit_code"], "expected 'stdout' or 'stderr', got 'exit_code'"),
        (
            "types",
            {"intger": "int"},
            "no value is of the kind 'intger'; did you mean 'integer'? (kinds: text,",
        ),
        ("client.reference", "pages/toy", "expected an address that begins with 'https://', got 'pages/toy'"),
        ("client.reference", "https://x/`{:", "expected an address that begins with 'https://', got"),
        ("types", {"text": 5}, "expected text, got the number 5"),
        ("taken", {"methods": ["<reseved>"]}, "expected a name, or what stands for some (<reserved>), got '<reseved>'"),
        ("taken", {"imports": ["{rcp}Example"]}, "stands for some (<reserved>, {rpc}), got '{rcp}Example'"),
        ("taken", {"methods": ["{rpc}Example"]}, "expected a name, or what stands for some (<reserved>), got"),
        ("impossible", {"imports": ["{rpc}Example"]}, "expected a name, or what stands for some (<reserved>), got"),
        ("impossible", {"files": ["a b"]}, "expected a name, or what stands for some (<reserved>), got 'a b'"),
        (
            "runtime.install",
            ["toy", "{source}/insall.sh"],
            "names insall.sh, which is not in templates/toy/; did you",
        ),
        ("client.describe", ["toy", "{source}/a/b.py"], "names a/b.py, which is not in templates/toy/"),
        ("literals.text", {"delimiter": '"'}, "escapes: expected what is written for '\"', which means something else"),
        (
            "literals.text",
            {"delimiter": "'", "escapes": {"'": "''"}, "control": {"prefix": "%", "base": 16, "digits": 2}},
            "escapes: expected what is written for '%', which means something else",
        ),
        ("runtime.linked", ["../x"], "expected the name of something in the client's folder, got '../x'"),
        ("runtime.linked", [".."], "expected the name of something in the client's folder"),
        ("runtime.linked", ["/etc"], "expected the name of something in the client's folder"),
        ("runtime.programs", {"toy": "--option"}, "expected the name of a Debian package, got '--option'"),
        ("runtime.programs", {"a b": "toy"}, "expected a program's name, got 'a b'"),
        ("runtime.optional", {"toy": "--option"}, "expected the name of a Debian package, got '--option'"),
        ("runtime.packages", ["-oX=y"], "expected the name of a Debian package, got '-oX=y'"),
        ("runtime.packages", ["A"], "expected the name of a Debian package, got 'A'"),
        ("runtime.timeout", 0, "expected a whole number from 1 to 3600, got the number 0"),
        ("runtime.timeout", 3601, "expected a whole number from 1 to 3600"),
        ("runtime.timeout", "1m", "expected a whole number from 1 to 3600"),
        ("runtime.timeout", 1.5, "expected a whole number from 1 to 3600"),
    ],
)
def test_what_could_not_be_started_is_a_problem(tmp_path: Path, path: str, value: object, message: str) -> None:
    found = problems_of(tmp_path, *path.split("."), value=value)
    assert len(found) == 1, found
    assert path in found[0]
    assert message in found[0]


ASTRAY = {
    "{client}/../../evil.sh": "leads out of its folder by '..'",
    "..": "leads out of its folder by '..'",
    "-I../x": "leads out of its folder by '..'",
    "--file=../x": "leads out of its folder by '..'",
    "a:../x": "leads out of its folder by '..'",
    "{python}/..": "leads out of its folder by '..'",
    "{client}/snippet.toy.j2": "names snippet.toy.j2, which tells of the language",
    ". $0/client.yaml": "names client.yaml, which tells of the language",
    "{client}/language.yaml": "names language.yaml, which tells of the language",
    "{root}/evil.sh": "leads into the project by its whole path",
    "--file={root}/evil.sh": "leads into the project by its whole path",
    "-I{root}/evil": "leads into the project by its whole path",
    "/bin:/{root}//evil": "leads into the project by its whole path",
    "/proc/self/cwd/evil.sh": "leads into the project by its whole path",
    "{link}/evil.sh": "leads into the project by its whole path",
    "/bin/sh": "",
    "https://example.com/..a": "",
    "a...b ... x..y": "",
    "{client}/lib/*": "",
    "s/a/b/": "",
}
"""Words of a command, and what is wrong with them."""


@pytest.mark.parametrize("path", [path for path in PLACES if path[-1] != "line"], ids=".".join)
def test_a_word_that_leads_to_what_no_yes_is_for_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: tuple[str, ...]
) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "link").symlink_to(root)
    monkeypatch.chdir(root)
    for text, wrong in ASTRAY.items():
        word = text.replace("{root}", str(root)).replace("{link}", str(tmp_path / "link"))
        needed = needed_of(path)
        value = {"NAME": word} if path[-1] in ("environment", "route") else ["toy", *needed, word]
        found = problems_of(root, *path, value=value)
        assert len(found) == bool(wrong), (text, found)
        if wrong:
            assert found[0].startswith("templates/toy/language.yaml:")
            assert ".".join(path) in found[0]
            assert wrong in found[0]
            assert "expected a path below a place" in found[0]


def test_what_follows_from_a_wrong_place_is_not_told(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, "runtime", "run", value=["toy", "{snipet}"])
    assert "did you mean 'snippet'?" in problem


def test_the_time_of_a_snippet_is_read(tmp_path: Path) -> None:
    problems_of(tmp_path, "runtime", "timeout", value=7)
    (toy,) = load_languages(tmp_path, Problems())
    assert toy.runtime.timeout == 7
    shutil.rmtree(tmp_path / "templates")


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("hidden", ["^(", "^a"], "runtime.hidden[0]: expected a regular expression, got '^(': missing )"),
        ("hidden", ["^a", "b*"], "runtime.hidden[1]: expected a regular expression that fits no empty text, got 'b*'"),
        ("frame", "[", "runtime.frame: expected a regular expression, got '[': unterminated character set"),
        ("frame", ".*", "runtime.frame: expected a regular expression that fits no empty text, got '.*'"),
        (
            "frame",
            r"^\s*at ",
            r"runtime.frame: expected '^[ \t]*' in place of '^\\s*', which goes on in the lines below",
        ),
        ("frame", 5, "runtime.frame: expected text, got the number 5; write it in quotes"),
        ("page", "yes", "runtime.page: expected true or false, got the text 'yes'"),
    ],
)
def test_what_decides_on_a_recorded_output_is_checked(tmp_path: Path, key: str, value: object, said: str) -> None:
    (problem,) = problems_of(tmp_path, "runtime", key, value=value)
    assert said in problem
