"""What tests of languages share: each form of one, with what renders it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.senders import Senders, every_sender


@pytest.fixture(scope="module")
def senders() -> Iterator[Senders]:
    with every_sender() as found:
        yield found
