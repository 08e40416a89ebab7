"""The parts of a containment, each of which a machine may refuse."""

from __future__ import annotations

from enum import StrEnum


class Protection(StrEnum):
    """What keeps a run from the rest of the machine."""

    USER = "user"
    FILES = "files"
    PROCESSES = "processes"
    NETWORK = "network"
    MEMORY = "shared memory"
    HOST_NAME = "host name"
    COUNT = "number of processes"


WITHOUT = {
    Protection.USER: "it may read the memory of this user's processes",
    Protection.FILES: "it may write wherever this user may",
    Protection.PROCESSES: "it sees and may end this user's processes",
    Protection.NETWORK: "it reaches every address that this machine reaches",
    Protection.MEMORY: "it shares System V memory and queues with this user's processes",
    Protection.HOST_NAME: "it has no host name of its own to change",
    Protection.COUNT: "it may start any number of processes",
}
"""What a snippet can do where a part is lacking."""
