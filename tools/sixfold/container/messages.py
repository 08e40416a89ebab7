"""What goes between this tool and its launcher: JSON, with open files where there are any."""

from __future__ import annotations

import json
import socket
from collections.abc import Sequence
from typing import Any

_SIZE = 1 << 20
"""The longest message, in bytes: longer than what the system carries in one piece."""
_FILES = 8
_CLOSED_ON_EXEC = 0x40000000
"""MSG_CMSG_CLOEXEC of linux/socket.h: no command is to get a file that it was not given."""


def connection() -> tuple[socket.socket, socket.socket]:
    """Return two ends that keep messages apart."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def send(end: socket.socket, message: object, files: Sequence[int] = ()) -> None:
    """Send one message with open files.

    :raises ConnectionError: when the other side is gone.
    """
    data = json.dumps(message).encode()
    if files:
        socket.send_fds(end, [data], list(files))
    else:
        end.send(data)


def receive(end: socket.socket) -> tuple[Any, list[int]]:
    """Return the next message with its open files; None when the other side is gone."""
    try:
        data, files, _, _ = socket.recv_fds(end, _SIZE, _FILES, _CLOSED_ON_EXEC)
    except ConnectionError:
        return None, []
    return (json.loads(data) if data else None), files
