"""An HTTP CONNECT proxy on loopback: one host and port lead to the sandbox, every other is refused."""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading
from collections.abc import Callable
from typing import BinaryIO, cast

from sixfold.sandbox.records import Journal

_LINE = 65536
_ESTABLISHED = b"HTTP/1.1 200 Connection established\r\n\r\n"
_FORBIDDEN = b"HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"


class Proxy:
    """Accepts connections on a port of the system's choice and gives each CONNECT to the host to ``serve``.

    ``serve`` gets the socket, at the first byte of the tunnel, and an object that stands for the connection in the
    journal; it returns when the connection has ended.
    """

    def __init__(self, host: str, serve: Callable[[socket.socket, object], None], journal: Journal) -> None:
        """Start accepting connections for ``host`` (as a name, port 443)."""
        self._target = f"{host.lower()}:443"
        self._serve = serve
        self._journal = journal
        self._lock = threading.Lock()
        self._closing = False
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._address = self._listener.getsockname()
        self._threads = [self._thread(self._accept)]

    @property
    def url(self) -> str:
        """The proxy's address as environment variables take it."""
        return f"http://127.0.0.1:{self._address[1]}"

    def close(self) -> None:
        """End every connection and thread."""
        with self._lock:
            self._closing = True
            for connection in self._open:
                _shut(connection)
        # Wakes the thread that waits in accept(), on every system.
        with contextlib.suppress(OSError), socket.create_connection(self._address):
            pass
        for thread in self._threads:
            thread.join()
        self._listener.close()

    def _thread(self, target: Callable[..., None], *arguments: object) -> threading.Thread:
        thread = threading.Thread(target=target, args=arguments, name="sixfold-sandbox-proxy", daemon=True)
        thread.start()
        return thread

    def _accept(self) -> None:
        while True:
            client, _ = self._listener.accept()
            if self._closing:
                client.close()
                return
            _send_at_once(client)
            self._threads.append(self._thread(self._connection, client))

    def _connection(self, client: socket.socket) -> None:
        # TLS takes the socket over; a second handle on it can end the connection from outside at any time.
        with client, client.dup() as handle:
            with self._lock:
                self._open.add(handle)
                if self._closing:
                    _shut(handle)
            try:
                # A client that goes away, or does not trust the certificate, is no failure of the sandbox.
                with contextlib.suppress(OSError):
                    self._request(client, handle)
            finally:
                with self._lock:
                    self._open.discard(handle)

    def _request(self, client: socket.socket, handle: socket.socket) -> None:
        with cast("BinaryIO", client.makefile("rb", buffering=0)) as lines:
            line = lines.readline(_LINE).decode("latin-1").strip()
            while lines.readline(_LINE) not in (b"\r\n", b"\n", b""):
                """The proxy needs none of the headers."""
        verb, _, rest = line.partition(" ")
        target = rest.partition(" ")[0]
        if verb != "CONNECT" or target.lower() != self._target:
            self._refuse(client, target if verb == "CONNECT" and target else line)
            return
        self._journal.connected(handle)
        client.sendall(_ESTABLISHED)
        self._serve(client, handle)

    def _refuse(self, client: socket.socket, asked: str) -> None:
        if not asked:
            return
        self._journal.refusal(asked)
        body = f"The sandbox leads to {self._target} only, not to: {asked}\n".encode()
        client.sendall(_FORBIDDEN % len(body) + body)


class Tunnels:
    """Carries connections to a local port; each can be cut by the address that it has at the other end."""

    def __init__(self, journal: Journal) -> None:
        """Start with no connection; ``port`` is where they lead to and has to be set before the first."""
        self.port = 0
        self._journal = journal
        self._lock = threading.Lock()
        self._tunnels: dict[str, tuple[socket.socket, object]] = {}

    def serve(self, client: socket.socket, tunnel: object) -> None:
        """Carry bytes both ways until a side closes."""
        with socket.create_connection(("127.0.0.1", self.port)) as server:
            _send_at_once(server)
            peer = "{}:{}".format(*server.getsockname())
            with self._lock:
                self._tunnels[peer] = client, tunnel
            try:
                _carry(client, server)
            finally:
                with self._lock:
                    del self._tunnels[peer]

    def cut(self, peer: str) -> None:
        """Close a connection at once."""
        with self._lock:
            if peer in self._tunnels:
                _shut(self._tunnels[peer][0])

    def used(self, peer: str) -> None:
        """Note that a connection carried a call."""
        with self._lock:
            if peer in self._tunnels:
                self._journal.used(self._tunnels[peer][1])


def _carry(client: socket.socket, server: socket.socket) -> None:
    with selectors.DefaultSelector() as selector:
        selector.register(client, selectors.EVENT_READ, server)
        selector.register(server, selectors.EVENT_READ, client)
        while True:
            for ready, _ in selector.select():
                data = cast("socket.socket", ready.fileobj).recv(65536)
                if not data:
                    return
                ready.data.sendall(data)


def _send_at_once(connection: socket.socket) -> None:
    # Else small messages wait for the other side's acknowledgement, 40 ms each.
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _shut(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
