"""A connection is cut when its time is up, and when all are to end; its client sees an end."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from sixfold.sandbox.connections import ASKING, FIRST_CALL, NEXT_CALL, Connection, Connections
from sixfold.sandbox.records import CallRecorder

Pair = tuple[Connection, socket.socket]


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Give the time that connections see, in seconds, to be changed."""
    now = [1000.0]
    monkeypatch.setattr("sixfold.sandbox.connections.time", SimpleNamespace(monotonic=lambda: now[0]))
    return now


@pytest.fixture
def pair() -> Iterator[Pair]:
    ours, theirs = socket.socketpair()
    theirs.settimeout(0)
    connection = Connection(ours, CallRecorder())
    yield connection, theirs
    connection.close()
    ours.close()
    theirs.close()


def is_cut(theirs: socket.socket) -> bool:
    try:
        return theirs.recv(1) == b""
    except BlockingIOError:
        return False


def test_all_are_cut_and_those_that_come_later(pair: Pair) -> None:
    connection, theirs = pair
    open_ones = Connections(5)
    open_ones.add(connection)
    assert (len(open_ones), is_cut(theirs)) == (1, False)
    open_ones.cut_all()
    assert is_cut(theirs)


def test_one_that_comes_when_all_are_to_end_is_cut(pair: Pair) -> None:
    connection, theirs = pair
    open_ones = Connections(5)
    open_ones.cut_all()
    open_ones.add(connection)
    assert is_cut(theirs)


def test_each_step_has_its_time(now: list[float], pair: Pair) -> None:
    _, theirs = pair
    ours, other = socket.socketpair()
    other.settimeout(0)
    connection = Connection(ours, CallRecorder())
    open_ones = Connections(5)
    open_ones.add(connection)
    for step, allowed in ((None, ASKING), (connection.leads_to_the_api, FIRST_CALL), (connection.used, NEXT_CALL)):
        if step:
            step()
        now[0] += allowed
        open_ones.cut_late()
        assert not is_cut(other)
    now[0] += 0.1
    open_ones.cut_late()
    assert is_cut(other)
    assert not is_cut(theirs)
    open_ones.remove(connection)
    assert len(open_ones) == 0
    ours.close()
    other.close()
