"""What a container's owner does where nobody answers: a command can stop the process that was to do it."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import pytest

from sixfold.container.container import Command, Container, Space
from sixfold.container.messages import connection, receive, send
from sixfold.errors import SixfoldError


def container() -> tuple[Container, socket.socket, socket.socket]:
    """Return a container whose other ends this test holds."""
    control, its_control = connection()
    line, its_line = connection()
    return Container(Space(Path("/")), {}, control, line, lambda *_: None), its_control, its_line


def test_a_first_process_that_does_not_answer_is_waited_for_no_longer_than_the_run() -> None:
    held, its_control, its_line = container()
    with held.control, held.line, its_control, its_line:
        started = time.monotonic()
        assert held.start(Command(["x"], {}), [], timeout=0.2) is None
        assert 0.2 <= time.monotonic() - started < 5


def test_its_number_may_be_late_too() -> None:
    held, its_control, its_line = container()
    with held.control, held.line, its_control, its_line:
        send(its_control, {"errno": 0})
        assert held.start(Command(["x"], {}), [], timeout=0.2) is None


def test_who_answers_in_time_is_started_and_then_waited_for_without_end() -> None:
    held, its_control, its_line = container()
    with held.control, held.line, its_control, its_line:
        send(its_control, {"errno": 0})
        its_line.send(b"3001")
        assert held.start(Command(["x"], {}), [], timeout=0.2) == 3001
        assert receive(its_control)[0]["words"] == ["x"]
        assert (held.control.gettimeout(), held.line.gettimeout()) == (None, None)


def test_one_that_ends_before_it_has_said_its_number_is_told() -> None:
    held, its_control, its_line = container()
    with held.control, held.line, its_control:
        send(its_control, {"errno": 0})
        its_line.close()
        with pytest.raises(SixfoldError, match="ended before its time"):
            held.start(Command(["x"], {}), [], timeout=20)
