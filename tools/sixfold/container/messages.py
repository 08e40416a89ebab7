"""What goes between this tool and its launcher: JSON, with open files where there are any."""

from __future__ import annotations

import json
import socket
from collections.abc import Sequence
from typing import Any, TypedDict, final

_SIZE = 1 << 20
"""The longest message, in bytes: longer than what the system carries in one piece."""
_FILES = 8
_CLOSED_ON_EXEC = 0x40000000
"""MSG_CMSG_CLOEXEC of linux/socket.h: no command is to get a file that it was not given."""


@final
class Settings(TypedDict):
    """What a container is made with, from its owner to the launcher.

    ``folder`` is its own, which ``lasts`` longer than it does or is in memory. Of what would not be seen otherwise it
    sees ``visible``, and nothing of ``hidden``. ``processes`` is how many it may have, and ``without`` are the parts
    that it is not to have, each with the reason.
    """

    folder: str
    lasts: bool
    visible: list[str]
    hidden: list[str]
    processes: int
    without: dict[str, str]


@final
class Listen(TypedDict):
    """From its owner to its first process: how many sockets to make, which listen on loopback."""

    listen: int


@final
class Start(TypedDict):
    """From its owner to its first process: the command, which may compute for so many ``seconds``, 0 for any number."""

    words: list[str]
    environment: dict[str, str]
    folder: str
    seconds: int
    confined: bool


class ProcessReport(TypedDict, total=False):
    """From its first process to its owner: whether the command was started, by the system's number, or how it ended."""

    errno: int
    ended: int


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
    """Return the next message with its open files; None when the other side is gone.

    Whoever takes it says which of the messages it is: both sides are of one version.
    """
    try:
        data, files, _, _ = socket.recv_fds(end, _SIZE, _FILES, _CLOSED_ON_EXEC)
    except ConnectionError:
        return None, []
    return (json.loads(data) if data else None), files
