"""What the sandbox saw: calls, CORS preflights, refused hosts and connections."""

from __future__ import annotations

import threading

from google.protobuf.message import Message

from sixfold.frozen import frozen
from sixfold.json_value import Json
from sixfold.wire import Transport


@frozen
class Call:
    """One call of the API.

    ``rpc`` is the full name of the RPC, None when verb and path match no method. ``path`` is what came over the wire, a
    query string included. ``signed`` is what it had where each of the API's credentials stands (in the header, the
    metadata entry of that name, or the parameter), None where it had nothing there.
    ``message`` is the decoded request, None when it could not be decoded; ``problem`` then says why.
    ``unknown_fields`` are the paths of what the request type does not have or the HTTP rule does not take, names as
    written and numbers as ``#7``; they are dropped from ``message``. ``status`` is the name of the API's status code in
    the answer (empty for an API without codes) and ``http_status`` the HTTP status that goes with it, sent over REST
    only; both are None when the connection was closed instead. ``description`` and ``details`` are the texts that the
    answer held, else empty: gRPC's own status, for an API that has none in its responses, has room for one. ``number``
    is that of the API's status code, 0 without one. ``grpc_status`` is the name of gRPC's own status that goes with the
    answer over gRPC, and ``answer`` the whole of it in its REST form.
    """

    transport: Transport
    rpc: str | None
    verb: str
    path: str
    signed: tuple[str | None, ...]
    content_type: str | None
    message: Message | None
    unknown_fields: tuple[str, ...]
    status: str | None
    http_status: int | None
    problem: str | None
    description: str = ""
    details: str = ""
    number: int = 0
    grpc_status: str | None = None
    answer: Json = None

    @property
    def media_type(self) -> str:
        """What its body is said to be, in small letters and without parameters; empty where nothing is said."""
        return (self.content_type or "").partition(";")[0].strip().lower()


@frozen
class Preflight:
    """One CORS preflight of a browser; ``headers`` are the header names it asked for, in lower case."""

    path: str
    origin: str | None
    verb: str
    headers: tuple[str, ...]


class CallRecorder:
    """Collects what the servers and proxies of one sandbox see; safe to use from several threads."""

    def __init__(self) -> None:
        """Start with nothing seen."""
        self._lock = threading.Lock()
        self._calls: list[Call] = []
        self._preflights: list[Preflight] = []
        self._refused: list[str] = []
        self._idle: set[object] = set()
        self._turned_away = 0

    def call(self, call: Call) -> None:
        """Note a call."""
        with self._lock:
            self._calls.append(call)

    def preflight(self, preflight: Preflight) -> None:
        """Note a preflight."""
        with self._lock:
            self._preflights.append(preflight)

    def refusal(self, target: str) -> None:
        """Note what a proxy was asked for and refused."""
        with self._lock:
            self._refused.append(target)

    def turned_away(self) -> None:
        """Note a connection that was one too many."""
        with self._lock:
            self._turned_away += 1

    def connected(self, tunnel: object) -> None:
        """Note a connection to the API's host, idle so far."""
        with self._lock:
            self._idle.add(tunnel)

    def used(self, tunnel: object) -> None:
        """Note that a connection carried a call or a preflight."""
        with self._lock:
            self._idle.discard(tunnel)

    @property
    def calls(self) -> tuple[Call, ...]:
        """The calls so far, in the order of their answers."""
        with self._lock:
            return tuple(self._calls)

    @property
    def preflights(self) -> tuple[Preflight, ...]:
        """The preflights so far."""
        with self._lock:
            return tuple(self._preflights)

    @property
    def refused(self) -> tuple[str, ...]:
        """What was refused so far: ``host:port`` of a CONNECT, else the request line as it came."""
        with self._lock:
            return tuple(self._refused)

    @property
    def idle_connections(self) -> int:
        """How many connections to the API's host carried nothing, for example because TLS failed."""
        with self._lock:
            return len(self._idle)

    @property
    def too_many(self) -> int:
        """How many connections were turned away, because as many as can be were open."""
        with self._lock:
            return self._turned_away
