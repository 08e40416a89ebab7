"""The parts of a containment, each of which a machine may refuse."""

from __future__ import annotations

from enum import StrEnum


class Part(StrEnum):
    """What keeps a run from the rest of the machine."""

    USER = "user"
    FILES = "files"
    PROCESSES = "processes"
    NETWORK = "network"
    MEMORY = "shared memory"
    HOST_NAME = "host name"
    COUNT = "number of processes"


WITHOUT = {
    Part.USER: "it may read the memory of this user's processes",
    Part.FILES: "it may write wherever this user may",
    Part.PROCESSES: "it sees and may end this user's processes",
    Part.NETWORK: "it reaches every address that this machine reaches",
    Part.MEMORY: "it shares System V memory and queues with this user's processes",
    Part.HOST_NAME: "it has no host name of its own to change",
    Part.COUNT: "it may start any number of processes",
}
"""What a snippet can do where a part is lacking."""
