"""An HTTP CONNECT proxy on loopback: one host and port lead to the sandbox, every other is refused."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import selectors
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from typing import cast

from sixfold.excerpt import shortened
from sixfold.sandbox.connections import Connection, Connections, send_at_once
from sixfold.sandbox.records import CallRecorder

_HEAD = 65536
"""How long a request to the proxy may be, its headers included, in bytes."""
_SHOWN = 1000
"""How much of a refused request is recorded, in characters."""
_ESTABLISHED = b"HTTP/1.1 200 Connection established\r\n\r\n"
_ANSWER = "HTTP/1.1 {}\r\nContent-Type: text/plain\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{}"
_EMPTY_LINE = re.compile(rb"\n\r?\n")
_TOO_MANY = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)
_ROUND = 0.5
"""How often late connections are looked for, in seconds."""
_LEAVING = 8
"""How many connections that were turned away are held until they have read why."""

Serve = Callable[[socket.socket, Connection], None]


class Proxy:
    """Accepts connections on a port of the system's choice and gives each CONNECT to its hosts to ``serve``.

    ``serve`` gets the socket, at the first byte of the tunnel, and what stands for the connection in the journal; it
    returns when the connection has ended. Of more than ``most`` connections at once, those over are turned away.
    """

    def __init__(self, hosts: Iterable[str], serve: Serve, recorder: CallRecorder, *, most: int) -> None:
        """Start accepting connections for hosts, each a name with its port (or without, for 443)."""
        self._targets = {host.lower() if ":" in host else f"{host.lower()}:443" for host in hosts}
        self._serve = serve
        self._recorder = recorder
        self._connections = Connections(most)
        listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        listener.settimeout(0)
        self._listeners = [listener]
        # What ends the thread that accepts has to be open already: at the limit of open files nothing else can be.
        self._wake, self._woken = socket.socketpair()
        self._spare: int | None = os.open(os.devnull, os.O_RDONLY)
        self._leaving: deque[tuple[float, socket.socket]] = deque()
        self._threads: list[threading.Thread] = []
        self._acceptor = threading.Thread(target=self._accept, name="sixfold-sandbox-proxy", daemon=True)
        self._acceptor.start()

    @property
    def url(self) -> str:
        """The proxy's address as environment variables take it."""
        return "http://{}:{}".format(*self._listeners[0].getsockname())

    def accept_on(self, listener: socket.socket) -> str:
        """Accept connections on another socket too, which may listen in another network; return the address there."""
        listener.settimeout(0)
        self._listeners.append(listener)
        self._wake.send(b"+")
        return "http://{}:{}".format(*listener.getsockname())

    def close(self) -> None:
        """End every connection and thread."""
        self._connections.cut_all()
        self._wake.close()
        self._acceptor.join()
        for thread in self._threads:
            thread.join()
        self._let_go(all_of_them=True)
        for listener in (*self._listeners, self._woken):
            listener.close()
        self._give_spare()

    def _accept(self) -> None:
        known = 0
        with selectors.PollSelector() as selector:
            selector.register(self._woken, selectors.EVENT_READ)
            while True:
                for listener in self._listeners[known:]:
                    selector.register(listener, selectors.EVENT_READ)
                    known += 1
                waiting = len(self._connections) or self._leaving
                ready = [cast("socket.socket", key.fileobj) for key, _ in selector.select(_ROUND if waiting else None)]
                if self._woken in ready and not self._woken.recv(64):
                    return
                self._connections.cut_late()
                self._let_go()
                for listener in ready:
                    if listener is not self._woken:
                        self._take(listener)

    def _take(self, listener: socket.socket) -> None:
        """Take one connection in, or turn it away."""
        try:
            client, _ = listener.accept()
        except OSError as error:
            if error.errno in _TOO_MANY:
                self._turn_away_without_room(listener)
            return  # else it has gone again
        client.settimeout(None)
        try:
            if len(self._connections) >= self._connections.most:
                self._turn_away(client)
                return
            send_at_once(client)
            self._start(client)
        except (OSError, RuntimeError):  # no file or no thread is left for it
            self._turn_away(client)

    def _start(self, client: socket.socket) -> None:
        connection = Connection(client, self._recorder)
        self._connections.add(connection)
        thread = threading.Thread(
            target=self._connection, args=(client, connection), name="sixfold-sandbox-proxy", daemon=True
        )
        try:
            thread.start()
        except RuntimeError:
            self._connections.remove(connection)
            raise
        self._threads = [*(found for found in self._threads if found.is_alive()), thread]

    def _turn_away(self, client: socket.socket) -> None:
        """Say that there are too many; who has something to send may end that before the connection is closed."""
        self._recorder.turned_away()
        body = f"The sandbox holds {self._connections.most} connections here; close some of them, and try again.\n"
        client.settimeout(0)
        with contextlib.suppress(OSError):
            client.sendall(_answer("503 Service Unavailable", body))
            client.shutdown(socket.SHUT_WR)
        self._leaving.append((time.monotonic() + _ROUND, client))
        self._let_go()

    def _turn_away_without_room(self, listener: socket.socket) -> None:
        """Make room for one more open file, so that the connection does not wait in the listener for ever."""
        self._give_spare()
        try:
            client, _ = listener.accept()
            self._turn_away(client)
        except OSError:
            time.sleep(_ROUND / 10)  # another part of the process was faster; not again at once
        self._let_go(all_of_them=True)
        with contextlib.suppress(OSError):
            self._spare = os.open(os.devnull, os.O_RDONLY)

    def _give_spare(self) -> None:
        if self._spare is not None:
            os.close(self._spare)
            self._spare = None

    def _let_go(self, *, all_of_them: bool = False) -> None:
        now = time.monotonic()
        while self._leaving and (all_of_them or len(self._leaving) > _LEAVING or self._leaving[0][0] < now):
            _, client = self._leaving.popleft()
            with contextlib.suppress(OSError):  # what is unread would make the system break it off
                client.recv(_HEAD)
            client.close()

    def _connection(self, client: socket.socket, connection: Connection) -> None:
        try:
            # A client that goes away, or does not trust the certificate, is no failure of the sandbox.
            with client, contextlib.suppress(OSError):
                self._request(client, connection)
        finally:
            self._connections.remove(connection)

    def _request(self, client: socket.socket, connection: Connection) -> None:
        # The proxy needs none of the headers.
        line = _head(client).partition(b"\n")[0].decode("latin-1").strip()
        verb, _, rest = line.partition(" ")
        target = rest.partition(" ")[0]
        if verb != "CONNECT" or target.lower() not in self._targets:
            self._refuse(client, target if verb == "CONNECT" and target else line)
            return
        connection.leads_to_the_api()
        client.sendall(_ESTABLISHED)
        self._serve(client, connection)

    def _refuse(self, client: socket.socket, asked: str) -> None:
        if not asked:
            return
        asked = shortened(asked, _SHOWN)
        self._recorder.refusal(asked)
        client.sendall(
            _answer(
                "403 Forbidden", f"The sandbox leads to {' and '.join(sorted(self._targets))} only, not to: {asked}\n"
            )
        )


def _head(client: socket.socket) -> bytes:
    """Read the head of a request, to its empty line and no byte further: what follows is for the API."""
    head = bytearray()
    while len(head) < _HEAD:
        seen = client.recv(_HEAD - len(head), socket.MSG_PEEK)
        # The empty line may have come in pieces, or be the first.
        before = bytes(head[-2:]) if head else b"\n"
        end = _EMPTY_LINE.search(before + seen)
        head += client.recv(end.end() - len(before) if end else len(seen))
        if end or not seen:
            break
    return bytes(head)


def _answer(status: str, body: str) -> bytes:
    return _ANSWER.format(status, len(body.encode()), body).encode()
