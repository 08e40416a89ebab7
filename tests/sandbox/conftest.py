"""A started sandbox and plain clients for it: grpcio and http.client, each through its proxy."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from sixfold.definition import ApiDefinition
from sixfold.sandbox import Behaviour, Endpoint, Fault, ResourceStore, Sandbox, behaviour_of
from tests.support.projects import ROOT
from tests.support.sandbox_client import ENDPOINT, STATUS, Client, Start


@pytest.fixture(scope="session")
def behaviour(definition: ApiDefinition) -> Behaviour:
    return behaviour_of(ROOT, definition, STATUS)


@pytest.fixture
def start(definition: ApiDefinition, behaviour: Behaviour) -> Iterator[Start]:
    """Start sandboxes that end with the test, and see that they leave nothing behind."""
    with ExitStack() as stack:

        def start_one(
            store: ResourceStore | None = None, fault: Fault = Fault.NONE, endpoint: Endpoint = ENDPOINT
        ) -> Sandbox:
            sandbox = Sandbox(definition, behaviour, endpoint, store, fault=fault)
            return stack.enter_context(sandbox)

        yield start_one
    assert [thread.name for thread in threading.enumerate() if "sandbox" in thread.name] == []


@pytest.fixture
def client(definition: ApiDefinition) -> Client:
    return Client(definition)
