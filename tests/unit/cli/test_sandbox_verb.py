"""What ``sixfold sandbox`` says of itself, of the calls that come, and of those that it cannot take."""

from __future__ import annotations

import importlib
import signal
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from sixfold.definition import ApiDefinition
from sixfold.sandbox import Call, Resource, Sandbox
from sixfold.wire import Transport
from tests.support.commands import Sixfold
from tests.support.projects import PAGE, ROOT


@pytest.fixture
def verb(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the verb's module, in which the person ends it at once."""
    module = importlib.import_module("sixfold.cli.sandbox")

    def interrupt(_: Sandbox, __: ApiDefinition) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "_follow", interrupt)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(module, "raise_limit", lambda: None)
    return module


@pytest.mark.usefixtures("verb")
def test_it_says_that_it_holds_nothing(sixfold: Sixfold) -> None:
    code, out, err = sixfold("sandbox")
    assert (code, err) == (0, "")
    first = out.splitlines()[0]
    assert first.endswith("It takes the key secret, and holds no data: it answers each call, and nothing changes.")


@pytest.mark.usefixtures("verb")
def test_it_lists_what_it_holds(sixfold: Sixfold, project: Path) -> None:
    (project / "specs/sandbox.yaml").write_text((ROOT / "specs/sandbox.yaml").read_text())
    _, out, _ = sixfold("sandbox", "delete_one")
    lines = out.splitlines()
    assert lines[0].endswith("It takes the key secret, and knows:")
    assert lines[1:4] == ["  user 'ann'", "  app 'zoo' of user 'ann'", "  input 'in-1' of app 'zoo' of user 'ann'"]


@pytest.mark.usefixtures("verb")
def test_it_counts_what_would_fill_the_screen(sixfold: Sixfold, project: Path) -> None:
    (project / "specs/sandbox.yaml").write_text((ROOT / "specs/sandbox.yaml").read_text())
    counted = ", ".join(f"in-{number}" for number in range(40))
    (project / "specs/guide/things.yaml").write_text(
        PAGE.replace("[$INPUT_ID, $OTHER_ID]", f"[$INPUT_ID, $OTHER_ID, {counted}]")
    )
    _, out, _ = sixfold("sandbox")
    assert len(out.splitlines()) < 60
    assert "  To see them one by one, name an operation: sixfold sandbox OPERATION" in out.splitlines()


@pytest.mark.usefixtures("verb")
def test_it_says_before_the_commands_that_one_thing_can_be_deleted_once(sixfold: Sixfold) -> None:
    _, out, _ = sixfold("sandbox", "delete_one")
    assert out.index("What a call deletes is gone") < out.index("For the copies") < out.index("Ctrl-C ends it")


def test_what_does_not_start_is_said(sixfold: Sixfold, verb: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(verb.Sandbox, "__enter__", fail)
    code, _, err = sixfold("sandbox")
    assert code == 1
    assert err == "the sandbox cannot be started: [Errno 24] Too many open files\n"


CALL = Call(Transport.GRPC, "x.DeleteOne", "POST", "/x/DeleteOne", (), None, None, (), "OK", 200, None, "Ok", "")


def told(verb: ModuleType, capsys: pytest.CaptureFixture[str], *gone: Resource, **changes: Any) -> str:  # noqa: ANN401 - fields of a call
    verb._tell(Call(**{**CALL.__dict__, **changes}), ApiDefinition(("x",), "p", "1", {}), list(gone))  # noqa: SLF001 - one line of what it prints
    return capsys.readouterr().out


def test_a_call_is_told_in_a_line(verb: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(verb, capsys) == "gRPC DeleteOne: Ok\n"
    assert told(verb, capsys, description="", details="no such one") == "gRPC DeleteOne: no such one\n"
    assert told(verb, capsys, description="No", details="no such one") == "gRPC DeleteOne: No: no such one\n"
    assert told(verb, capsys, description="") == "gRPC DeleteOne: answered with HTTP's 200\n"
    assert told(verb, capsys, rpc=None, description="No", problem="p", details="p") == "gRPC POST /x/DeleteOne: No: p\n"
    assert told(verb, capsys, transport=Transport.REST) == "REST DeleteOne: Ok\n"
    gone = Resource((("user", "u"), ("thing", "\x1b[1m\n")))
    lines = told(verb, capsys, gone, unknown_fields=("a\x9bb\nc",)).splitlines()
    assert lines == ["gRPC DeleteOne: Ok", "  unknown field: a\\x9bb\\nc", "  deleted: thing '\\x1b[1m\\n' of user 'u'"]


def test_a_long_path_is_cut(verb: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(told(verb, capsys, rpc=None, path="/\u202e" + "x" * 60_000, description="y" * 60_000)) < 1000


def test_a_crowd_is_told_once_when_it_comes_and_once_when_it_is_gone(
    verb: ModuleType, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0.0
    monkeypatch.setattr(verb, "time", SimpleNamespace(monotonic=lambda: now))
    crowd = verb._Crowd()  # noqa: SLF001 - without a sandbox
    said = []
    for now, turned_away in ((0, 0), (1, 3), (2, 3), (3, 300), (7, 300), (9, 300), (10, 300), (20, 301), (40, 301)):  # noqa: B007 - read by the clock
        crowd.look(SimpleNamespace(turned_away=turned_away))
        said.append(capsys.readouterr().err)
    begins = "more connections than the sandbox can hold; those over are turned away (see: ulimit -n)\n"
    ends = "new connections are taken again; {} were turned away\n"
    assert said == ["", begins, "", "", "", ends.format(300), "", begins, ends.format(1)]
