"""What was compiled of templates is taken by the next process if this person kept it, and of the same code."""

from __future__ import annotations

import typing
from pathlib import Path

import pytest
from jinja2 import Environment as JinjaEnvironment

from sixfold import host
from sixfold import project as pipeline
from sixfold.errors import SpecError
from sixfold.frozen import frozen
from sixfold.output.build import build
from sixfold.snippet import environment, inspection, vocabulary
from sixfold.snippet.compiled import Compiled
from tests.support.projects import change

RUNNING = b"the digest of some code"
FOLDER = "cache/sixfold/templates"


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> Compiled:
    """Begin as a process does that has compiled nothing."""
    return begin(monkeypatch)


def begin(monkeypatch: pytest.MonkeyPatch) -> Compiled:
    new = Compiled()
    monkeypatch.setattr(inspection, "COMPILED", new)
    monkeypatch.setattr(environment, "COMPILED", new)
    monkeypatch.setattr(vocabulary, "COMPILED", new)
    vocabulary.offered.cache_clear()
    monkeypatch.setattr(inspection, "_LOOKS", {})
    return new


def taken(monkeypatch: pytest.MonkeyPatch, root: Path, running: bytes = RUNNING) -> bool:
    """Say whether a new process has something of what was kept."""
    new = begin(monkeypatch)
    new.recall(root, running)
    return bool(new.looks)


def test_what_was_kept_is_neither_compiled_nor_looked_through_again(
    project: Path, begun: Compiled, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = pipeline.load(project)
    made = build(loaded)
    begun.keep(project, RUNNING)
    begin(monkeypatch).recall(project, RUNNING)
    monkeypatch.setattr(JinjaEnvironment, "_generate", lambda *_: pytest.fail("compiles"))
    monkeypatch.setattr(JinjaEnvironment, "parse", lambda *_: pytest.fail("parses"))
    assert build(loaded) == made


def test_a_template_that_changed_is_compiled_and_one_with_a_mistake_is_looked_through(
    project: Path, begun: Compiled, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = pipeline.load(project)
    build(loaded)
    change(project / "templates/py/snippet.py.j2", "{%", "{# A comment. #}{% if no %}{{ such.name }}{% endif %}{%")
    with pytest.raises(SpecError) as first:
        build(loaded)
    begun.keep(project, RUNNING)
    begin(monkeypatch).recall(project, RUNNING)
    with pytest.raises(SpecError) as second:
        build(loaded)
    assert str(second.value) == str(first.value)


def test_nobody_elses_code_is_taken(
    project: Path, state: Path, begun: Compiled, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(pipeline.load(project))
    begun.keep(project, RUNNING)
    assert taken(monkeypatch, project)
    assert not taken(monkeypatch, project, b"another digest")
    assert not taken(monkeypatch, project, b"")
    assert not taken(monkeypatch, project / "docs")
    (file,) = (state / FOLDER).iterdir()
    whole = host.recall(file.parent.name, file.name) or b""
    for other in (b"", whole[:64], b"0" * 64 + whole[64:], whole[:64] + whole[64:].replace(b"jinja2", b"jinja3")):
        assert other != whole
        host.keep(file.parent.name, file.name, other)
        assert not taken(monkeypatch, project)
    host.keep(file.parent.name, file.name, whole)
    assert taken(monkeypatch, project)
    # What another person's secret has sealed.
    secret = state / "sixfold/secret"
    secret.write_bytes(bytes([secret.read_bytes()[0] ^ 1]) + secret.read_bytes()[1:])
    assert not taken(monkeypatch, project)


def test_where_nothing_can_be_sealed_nothing_is_kept(
    project: Path, state: Path, begun: Compiled, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(pipeline.load(project))
    monkeypatch.setenv("XDG_STATE_HOME", str(project / "templates/page.md.j2"))
    begun.keep(project, RUNNING)
    assert not (state / FOLDER).exists()


def test_what_was_taken_is_not_written_again(project: Path, begun: Compiled, monkeypatch: pytest.MonkeyPatch) -> None:
    build(pipeline.load(project))
    begun.keep(project, RUNNING)
    again = begin(monkeypatch)
    again.recall(project, RUNNING)
    monkeypatch.setattr(host, "keep", lambda *_: pytest.fail("writes"))
    again.keep(project, RUNNING)
    again.keep(project, b"")


def test_what_is_offered_of_classes_is_not_looked_for_again(
    project: Path, begun: Compiled, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = vocabulary.nouns()
    begun.keep(project, RUNNING)
    begin(monkeypatch).recall(project, RUNNING)
    monkeypatch.setattr(typing, "get_type_hints", lambda *_: pytest.fail("looks"))
    assert vocabulary.nouns() == wanted


def test_of_two_classes_of_one_name_each_offers_its_own(begun: Compiled) -> None:
    def made(name: str) -> type:
        return frozen(type("Made", (), {"__annotations__": {name: "int"}, "__module__": vocabulary.__name__}))

    assert [[*vocabulary.offered(made(name))] for name in ("first", "second")] == [["first"], ["second"]]
    assert begun.offers == {}
