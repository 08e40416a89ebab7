"""Runs, each kept from what is not its own: by what the kernel gives to any user."""

from sixfold.container.container import Space
from sixfold.container.kept import socket_of, sockets_beside
from sixfold.container.launch import StoppedError, notice, open_container, own_sockets, stop
from sixfold.container.process import Ended, Exit, Run, run_in

__all__ = [
    "Ended",
    "Exit",
    "Run",
    "Space",
    "StoppedError",
    "notice",
    "open_container",
    "own_sockets",
    "run_in",
    "socket_of",
    "sockets_beside",
    "stop",
]
