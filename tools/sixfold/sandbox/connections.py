"""The open connections of a proxy: so many at most, and each with a time by which it must have gone on."""

from __future__ import annotations

import contextlib
import socket
import threading
import time

from sixfold.sandbox.records import CallRecorder

ASKING = 10.0
"""How long a connection may take to say where it leads, in seconds."""

FIRST_CALL = 30.0
"""How long it may take from there to its first whole request, TLS included, in seconds."""

NEXT_CALL = 60.0
"""How long it may take from one request to the end of the next, in seconds."""


class Connection:
    """One connection of a client, which can be ended from outside at any time, by a handle of its own."""

    def __init__(self, client: socket.socket, recorder: CallRecorder) -> None:
        """Take a second handle on the client's socket: TLS takes the first over.

        :raises OSError: when no more files can be open.
        """
        self._handle = client.dup()
        self._recorder = recorder
        self._until = time.monotonic() + ASKING

    def leads_to_the_api(self) -> None:
        """Note that it asked for the API's host."""
        self._until = time.monotonic() + FIRST_CALL
        self._recorder.connected(self)

    def used(self) -> None:
        """Note that it carried a request."""
        self._until = time.monotonic() + NEXT_CALL
        self._recorder.used(self)

    def is_late(self, now: float) -> bool:
        """Say whether its time is up."""
        return now > self._until

    def cut(self) -> None:
        """End it at once, whoever reads from it or writes to it."""
        with contextlib.suppress(OSError):
            self._handle.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Give the handle back."""
        self._handle.close()


class Connections:
    """The open connections; safe to use from several threads."""

    def __init__(self, most: int) -> None:
        """Start with none; ``most`` is how many may be open."""
        self.most = most
        self._lock = threading.Lock()
        self._closing = False
        self._open: set[Connection] = set()

    def __len__(self) -> int:
        """Return how many are open."""
        with self._lock:
            return len(self._open)

    def add(self, connection: Connection) -> None:
        """Take one in; it is cut where all are to end."""
        with self._lock:
            self._open.add(connection)
            if self._closing:
                connection.cut()

    def remove(self, connection: Connection) -> None:
        """Let one go that has ended."""
        with self._lock:
            self._open.discard(connection)
            connection.close()

    def cut_late(self) -> None:
        """End those whose time is up."""
        now = time.monotonic()
        with self._lock:
            for connection in self._open:
                if connection.is_late(now):
                    connection.cut()

    def cut_all(self) -> None:
        """End all, and those that are still to come."""
        with self._lock:
            self._closing = True
            for connection in self._open:
                connection.cut()


def send_at_once(connection: socket.socket) -> None:
    """Let small messages go without waiting for the other side's acknowledgement, 40 ms each."""
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
