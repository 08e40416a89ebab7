"""How a call reaches an API."""

from __future__ import annotations

from enum import Enum


class Transport(Enum):
    """How a snippet makes its call, and how a call arrived."""

    GRPC = "grpc"
    REST = "rest"
