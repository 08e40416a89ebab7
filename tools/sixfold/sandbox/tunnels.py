"""Connections that are carried on to a local port, byte by byte."""

from __future__ import annotations

import selectors
import socket
import threading
from typing import cast

from sixfold.sandbox.connections import Connection, send_at_once

_PATIENCE = 20.0
"""How long the port may take to take what it is sent, in seconds."""


class Tunnels:
    """Carries connections to a local port; each can be cut by the address that it has at the other end."""

    def __init__(self) -> None:
        """Start with no connection; ``port`` is where they lead to and has to be set before the first."""
        self.port = 0
        self._lock = threading.Lock()
        self._tunnels: dict[str, Connection] = {}

    def serve(self, client: socket.socket, connection: Connection) -> None:
        """Carry bytes both ways until a side closes."""
        with socket.create_connection(("127.0.0.1", self.port)) as server:
            server.settimeout(_PATIENCE)
            send_at_once(server)
            peer = "{}:{}".format(*server.getsockname())
            with self._lock:
                self._tunnels[peer] = connection
            try:
                _carry(client, server)
            finally:
                with self._lock:
                    del self._tunnels[peer]

    def cut(self, peer: str) -> None:
        """Close a connection at once."""
        with self._lock:
            if peer in self._tunnels:
                self._tunnels[peer].cut()

    def used(self, peer: str) -> None:
        """Note that a connection carried a call."""
        with self._lock:
            if peer in self._tunnels:
                self._tunnels[peer].used()


def _carry(client: socket.socket, server: socket.socket) -> None:
    with selectors.PollSelector() as selector:
        selector.register(client, selectors.EVENT_READ, server)
        selector.register(server, selectors.EVENT_READ, client)
        while True:
            for ready, _ in selector.select():
                data = cast("socket.socket", ready.fileobj).recv(65536)
                if not data:
                    return
                ready.data.sendall(data)
