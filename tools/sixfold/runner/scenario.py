"""The situations that each snippet is run in."""

from __future__ import annotations

from enum import Enum


class Scenario(Enum):
    """One situation: the call goes well, or the API fails it in one of its ways."""

    SUCCESS = "success"
    WRONG_KEY = "wrong key"
    UNKNOWN_ID = "unknown id"
    FAILURE_STATUS = "failure status"
    DISCONNECT = "disconnect"

    @property
    def fails(self) -> bool:
        """Whether the API answers with a failure, or not at all."""
        return self is not Scenario.SUCCESS
