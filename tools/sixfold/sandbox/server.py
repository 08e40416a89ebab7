"""The sandbox as a whole: starts servers and proxies, knows their addresses, and ends them all."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from sixfold import host, spec
from sixfold.definition import ApiDefinition
from sixfold.frozen import frozen
from sixfold.sandbox import open_files
from sixfold.sandbox.api import Fault, KeyCheck, StandIn
from sixfold.sandbox.behaviour import Behaviour
from sixfold.sandbox.certificate import TRUST_STORE_PASSWORD, certificate
from sixfold.sandbox.grpc_server import GrpcServer
from sixfold.sandbox.proxy import Proxy
from sixfold.sandbox.records import Call, CallRecorder, Preflight
from sixfold.sandbox.resources import ResourceStore
from sixfold.sandbox.rest_server import RestServer
from sixfold.sandbox.tunnels import Tunnels
from sixfold.signing import Credential, Signing

_FILES_OF_A_CONNECTION = 2
"""How many open files a connection needs here: the socket, and the handle by which it is ended."""
_FILES_OF_A_TUNNEL = 4
"""The same where it is carried on: and both ends of a second connection."""
_USUAL = Signing((Credential("Authorization", "Key"),))
_NOBODYS_KEY = "\x00"
"""A key that nobody can send, so that every key is wrong."""
_NOT_STARTED = "the sandbox has not been started; enter it with 'with'"


@frozen
class Endpoint:
    """The API as clients know it: its host name, the keys that are right, and how a call carries them.

    ``keys`` is None where the sandbox is to take any key, and none too; ``hosts`` are those of some operations alone.
    """

    host: str
    keys: tuple[str, ...] | None
    signing: Signing = _USUAL
    hosts: frozenset[str] = frozenset()

    @classmethod
    def of(cls, api: spec.Api, keys: Mapping[int, str] | None) -> Self:
        """Return the endpoint of a project's API with keys by the numbers of their credentials; with None any."""
        signing = api.authentication.signing
        every = tuple((keys or {}).get(place, _NOBODYS_KEY) for place in range(len(signing.credentials)))
        return cls(api.host, None if keys is None else every, signing)

    @classmethod
    def refusing(cls, api: spec.Api) -> Self:
        """Return the endpoint of a project's API to which every key is wrong."""
        return cls.of(api, {})


@frozen
class ProxySettings:
    """How clients reach a running sandbox.

    ``grpc_proxy`` and ``rest_proxy`` are URLs of proxies. ``authority`` is a PEM file with the certificate
    authority to trust and ``trust_store`` the same as a PKCS #12 file for Java, opened by ``trust_store_password``;
    both are gone when the sandbox ends. ``spki`` is for Chromium's --ignore-certificate-errors-spki-list.
    """

    grpc_proxy: str
    rest_proxy: str
    authority: Path
    trust_store: Path
    trust_store_password: str
    spki: str


class Sandbox:
    """A sandbox of an API on loopback, as a context manager; everything of it ends with the context."""

    def __init__(
        self,
        definition: ApiDefinition,
        behaviour: Behaviour,
        endpoint: Endpoint,
        store: ResourceStore | None = None,
        *,
        fault: Fault = Fault.NONE,
    ) -> None:
        """Prepare a sandbox.

        :param world: what exists at the start, nothing by default; the sandbox changes it.
        """
        self.store = store or ResourceStore()
        self._definition = definition
        self._hosts = tuple(sorted({endpoint.host, *endpoint.hosts}))
        self._recorder = CallRecorder()
        lock = KeyCheck(endpoint.signing, endpoint.keys)
        self._api = StandIn(behaviour, self.store, lock, fault=fault, recorder=self._recorder)
        self._stack = ExitStack()
        self._reach: ProxySettings | None = None
        self._proxies: tuple[Proxy, Proxy] | None = None

    def __enter__(self) -> Self:
        """Start; ports are the system's choice."""
        with ExitStack() as stack:
            self._reach = self._start(stack)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End every connection, thread and file; records and world stay readable."""
        self._stack.close()

    def _start(self, stack: ExitStack) -> ProxySettings:
        issued = certificate(tuple(dict.fromkeys(name.partition(":")[0] for name in self._hosts)))
        folder = stack.enter_context(host.folder("sandbox"))
        authority, trust_store = folder / "authority.pem", folder / "authority.p12"
        authority.write_bytes(issued.authority)
        trust_store.write_bytes(issued.trust_store)
        tunnels = Tunnels()
        grpc_server = GrpcServer(self._definition, self._api, issued, cut=tunnels.cut, used=tunnels.used)
        stack.callback(grpc_server.close)
        tunnels.port = grpc_server.port
        grpc_room, rest_room = open_files.room(_FILES_OF_A_TUNNEL, 2), open_files.room(_FILES_OF_A_CONNECTION, 2)
        grpc_proxy = Proxy(self._hosts, tunnels.serve, self._recorder, most=grpc_room)
        stack.callback(grpc_proxy.close)
        rest_server = RestServer(self._definition, self._api, issued.context, self._recorder)
        rest_proxy = Proxy(self._hosts, rest_server.serve, self._recorder, most=rest_room)
        stack.callback(rest_proxy.close)
        self._proxies = grpc_proxy, rest_proxy
        return ProxySettings(grpc_proxy.url, rest_proxy.url, authority, trust_store, TRUST_STORE_PASSWORD, issued.spki)

    @property
    def proxies(self) -> ProxySettings:
        """How to reach it.

        :raises RuntimeError: before the context is entered.
        """
        if self._reach is None:
            raise RuntimeError(_NOT_STARTED)
        return self._reach

    def listen(self, grpc: socket.socket, rest: socket.socket) -> ProxySettings:
        """Let it be reached by two more sockets, which may listen in another network; return how it is reached there.

        :raises RuntimeError: before the context is entered.
        """
        if self._proxies is None:
            raise RuntimeError(_NOT_STARTED)
        grpc_proxy, rest_proxy = self._proxies
        return replace(self.proxies, grpc_proxy=grpc_proxy.accept_on(grpc), rest_proxy=rest_proxy.accept_on(rest))

    @property
    def calls(self) -> tuple[Call, ...]:
        """The calls so far, in the order of their answers."""
        return self._recorder.calls

    @property
    def preflights(self) -> tuple[Preflight, ...]:
        """The CORS preflights so far; they are no calls."""
        return self._recorder.preflights

    @property
    def refused(self) -> tuple[str, ...]:
        """What was asked of the proxies and refused: ``host:port``, or the whole line of a request without CONNECT."""
        return self._recorder.refused

    @property
    def idle_connections(self) -> int:
        """How many connections to the API's host carried no call, for example because TLS failed."""
        return self._recorder.idle_connections

    @property
    def turned_away(self) -> int:
        """How many connections were turned away so far, because as many were open as the system lets be."""
        return self._recorder.too_many
