"""How a call reaches an API."""

from __future__ import annotations

from enum import Enum


class Transport(Enum):
    """What a snippet speaks: it decides which side of the sandbox it must reach."""

    GRPC = "grpc"
    REST = "rest"
