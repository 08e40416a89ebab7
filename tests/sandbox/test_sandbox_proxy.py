"""The proxies, and a sandbox's life: what is refused, what is shared, what is left behind."""

from __future__ import annotations

import os
import resource
import socket
import ssl
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12

from sixfold.definition import ApiDefinition
from sixfold.sandbox import Behaviour, Endpoint, Resource, ResourceStore, Sandbox, open_files, raise_limit
from sixfold.sandbox.proxy import Proxy
from sixfold.sandbox.records import CallRecorder

if TYPE_CHECKING:
    from tests.support.sandbox_client import Client, Start


def ask(proxy: str, request: bytes) -> bytes:
    address = urlsplit(proxy)
    data = b""
    with socket.create_connection((address.hostname, address.port or 0), timeout=10) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        while more := connection.recv(65536):
            data += more
    return data


@pytest.mark.parametrize("which", ["grpc_proxy", "rest_proxy"])
@pytest.mark.parametrize(
    ("line", "recorded"),
    [
        ("CONNECT example.com:443 HTTP/1.1", "example.com:443"),
        ("CONNECT api.clarifai.com:80 HTTP/1.1", "api.clarifai.com:80"),
        ("CONNECT api.clarifai.com.example.com:443 HTTP/1.1", "api.clarifai.com.example.com:443"),
        ("CONNECT 127.0.0.1:443 HTTP/1.1", "127.0.0.1:443"),
        ("GET http://api.clarifai.com/v2/inputs HTTP/1.1", "GET http://api.clarifai.com/v2/inputs HTTP/1.1"),
        ("DELETE /v2/inputs HTTP/1.1", "DELETE /v2/inputs HTTP/1.1"),
        ("CONNECT", "CONNECT"),
    ],
)
def test_every_other_target_is_refused_and_recorded(which: str, line: str, recorded: str, start: Start) -> None:
    sandbox = start()
    answer = ask(getattr(sandbox.proxies, which), f"{line}\r\nHost: x\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 403 Forbidden\r\n")
    assert sandbox.refused == (recorded,)
    assert (sandbox.calls, sandbox.idle_connections) == ((), 0)


def test_it_is_reached_by_sockets_that_are_lent_to_it_too(start: Start) -> None:
    sandbox = start()
    lent = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
    proxies = sandbox.listen(*lent)
    for proxy, before in (
        (proxies.grpc_proxy, sandbox.proxies.grpc_proxy),
        (proxies.rest_proxy, sandbox.proxies.rest_proxy),
    ):
        assert proxy != before
        for each in (proxy, before):
            assert ask(each, b"CONNECT example.com:443 HTTP/1.1\r\n\r\n").startswith(b"HTTP/1.1 403 ")
    assert len(sandbox.refused) == 4
    sandbox.__exit__(None, None, None)
    assert [each.fileno() for each in lent] == [-1, -1]


def test_a_tunnel_that_carries_nothing_is_counted(start: Start) -> None:
    sandbox = start()
    for proxy in (sandbox.proxies.grpc_proxy, sandbox.proxies.rest_proxy):
        answer = ask(proxy, b"CONNECT API.clarifai.com:443 HTTP/1.1\r\n\r\n")
        assert answer.startswith(b"HTTP/1.1 200 ")
    assert sandbox.idle_connections == 2
    assert sandbox.calls == ()


def test_a_connection_that_says_nothing_is_no_refusal(start: Start) -> None:
    sandbox = start()
    assert ask(sandbox.proxies.rest_proxy, b"") == b""
    assert sandbox.refused == ()


def test_the_certificate_is_for_the_host_alone(start: Start, client: Client) -> None:
    sandbox = start()
    connection = client.connect(sandbox)
    connection.connect()
    assert isinstance(connection.sock, ssl.SSLSocket)
    assert connection.sock.getpeercert() is not None
    connection.close()
    assert len(sandbox.proxies.spki) == 44
    assert sandbox.idle_connections == 1


def test_a_client_that_does_not_trust_the_authority_makes_no_call(start: Start) -> None:
    sandbox = start()
    address = urlsplit(sandbox.proxies.rest_proxy)
    with socket.create_connection((address.hostname, address.port or 0), timeout=10) as connection:
        connection.sendall(b"CONNECT api.clarifai.com:443 HTTP/1.1\r\n\r\n")
        connection.recv(65536)
        with pytest.raises(ssl.SSLCertVerificationError):
            ssl.create_default_context().wrap_socket(connection, server_hostname="api.clarifai.com")
    assert sandbox.calls == ()
    assert sandbox.idle_connections == 1


def test_the_trust_store_opens_with_its_password(start: Start) -> None:
    proxies = start().proxies
    store = load_pkcs12(proxies.trust_store.read_bytes(), proxies.trust_store_password.encode())
    assert len(store.additional_certs) == 1


def store(number: int) -> ResourceStore:
    return ResourceStore([Resource((("user", "u"), ("app", "a"), ("input", f"i{number}")))])


def test_sandboxes_side_by_side_know_nothing_of_each_other(start: Start, client: Client) -> None:
    sandboxes = [start(store(number)) for number in range(6)]

    def delete(number: int) -> int:
        client.rest(sandboxes[number], "DELETE", f"/v2/users/u/apps/a/inputs/i{number}")
        message = client.make("DeleteInput", input_id=f"i{number}").SerializeToString()
        client.grpc(sandboxes[number], "DeleteInput", message)
        return number

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(delete, range(6))) == list(range(6))
    for sandbox in sandboxes:
        assert [call.status for call in sandbox.calls] == ["SUCCESS", "INPUT_DOES_NOT_EXIST"]
        assert sandbox.store.resources == frozenset()


def test_one_sandbox_takes_calls_at_the_same_time(start: Start, client: Client) -> None:
    names = [f"i{number}" for number in range(8)]
    sandbox = start(ResourceStore(Resource((("user", "u"), ("app", "a"), ("input", name))) for name in names))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda name: client.rest(sandbox, "DELETE", f"/v2/users/u/apps/a/inputs/{name}"), names))
    assert [call.status for call in sandbox.calls] == ["SUCCESS"] * 8
    assert sandbox.store.resources == frozenset()


def test_nothing_is_left_behind(definition: ApiDefinition, behaviour: Behaviour, client: Client) -> None:
    threads = set(threading.enumerate())
    with ExitStack() as connections:
        with Sandbox(definition, behaviour, Endpoint("api.clarifai.com", ("YOUR_PAT_HERE",))) as sandbox:
            proxies = sandbox.proxies
            assert set(threading.enumerate()) > threads
            # A connection that is open at the end, one whose TLS has not begun, and one that has asked for nothing.
            secure = connections.enter_context(closing(client.connect(sandbox)))
            secure.request("GET", "/v2/inputs")
            secure.getresponse().read()
            connections.enter_context(closing(client.connect(sandbox)))
            address = urlsplit(proxies.grpc_proxy).hostname, urlsplit(proxies.grpc_proxy).port or 0
            half_open = connections.enter_context(socket.create_connection(address))
        assert set(threading.enumerate()) == threads
        assert not proxies.authority.parent.exists()
        for proxy in (proxies.grpc_proxy, proxies.rest_proxy):
            with pytest.raises(ConnectionRefusedError):
                ask(proxy, b"")
        # Where nobody has taken it yet, the system resets it.
        with suppress(ConnectionResetError):
            assert half_open.recv(1) == b""
    assert [call.rpc for call in sandbox.calls] == ["clarifai.api.V2.ListInputs"]


def test_its_addresses_are_known_once_it_runs(definition: ApiDefinition, behaviour: Behaviour) -> None:
    sandbox = Sandbox(definition, behaviour, Endpoint("api.clarifai.com", ("k",)))
    with pytest.raises(RuntimeError, match="has not been started"):
        _ = sandbox.proxies


CONNECT = b"CONNECT api.clarifai.com:443 HTTP/1.1\r\n\r\n"


@pytest.mark.parametrize("which", ["grpc_proxy", "rest_proxy"])
def test_where_no_more_files_can_be_open_it_turns_away_and_goes_on(which: str, start: Start) -> None:
    sandbox = start()
    proxy = getattr(sandbox.proxies, which)
    address = urlsplit(proxy).hostname, urlsplit(proxy).port or 0
    clients = [socket.socket() for _ in range(20)]
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    free = os.dup(0)
    os.close(free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free, hard))
    try:
        answers = []
        for client in clients:
            client.settimeout(10)
            client.connect(address)
            answers.append(client.recv(12))
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    for client in clients:
        client.close()
    assert answers == [b"HTTP/1.1 503"] * 20
    assert sandbox.turned_away == 20
    assert ask(proxy, CONNECT).startswith(b"HTTP/1.1 200 ")


def test_where_no_thread_can_be_started_it_turns_away_and_goes_on(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox = start()

    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", refuse)
        assert ask(sandbox.proxies.rest_proxy, CONNECT).startswith(b"HTTP/1.1 503 ")
    assert ask(sandbox.proxies.rest_proxy, CONNECT).startswith(b"HTTP/1.1 200 ")
    assert sandbox.turned_away == 1


def test_it_holds_no_more_connections_than_it_may_and_says_so_to_the_rest(
    definition: ApiDefinition, behaviour: Behaviour, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_files, "room", lambda _cost, _share: 3)
    with Sandbox(definition, behaviour, Endpoint("api.clarifai.com", ("k",))) as sandbox:
        proxy = urlsplit(sandbox.proxies.rest_proxy)
        address = proxy.hostname, proxy.port or 0
        held = [socket.create_connection(address, timeout=10) for _ in range(3)]
        over = [socket.create_connection(address, timeout=10) for _ in range(30)]
        assert [client.recv(12) for client in over] == [b"HTTP/1.1 503"] * 30
        # The other proxy has room of its own.
        assert ask(sandbox.proxies.grpc_proxy, CONNECT).startswith(b"HTTP/1.1 200 ")
        held.pop().close()
        while not ask(sandbox.proxies.rest_proxy, CONNECT).startswith(b"HTTP/1.1 200 "):
            """Until the thread of the one that was closed has ended."""
        for client in (*held, *over):
            client.close()


@pytest.mark.parametrize(
    ("soft", "hard", "wanted"),
    [
        (64, 128, (128, 128)),
        (64, 100_000, (8192, 100_000)),
        (64, resource.RLIM_INFINITY, (8192, resource.RLIM_INFINITY)),
        (64, 64, None),
        (20_000, 100_000, None),
        (resource.RLIM_INFINITY, resource.RLIM_INFINITY, None),
    ],
)
def test_the_limit_of_open_files_is_raised_as_far_as_it_helps(
    soft: int, hard: int, wanted: tuple[int, int] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = []
    monkeypatch.setattr(resource, "getrlimit", lambda _: (soft, hard))
    monkeypatch.setattr(resource, "setrlimit", lambda _, pair: limits.append(pair))
    raise_limit()
    assert limits == ([wanted] if wanted else [])


@pytest.mark.parametrize("pieces", [1, 3, 7, 1000])
def test_a_request_to_the_proxy_may_come_in_pieces(pieces: int, start: Start) -> None:
    proxy = urlsplit(start().proxies.rest_proxy)
    sent = CONNECT[:-2] + b"User-Agent: x\r\n\r\n"
    with socket.create_connection((proxy.hostname, proxy.port or 0), timeout=10) as connection:
        for at in range(0, len(sent), pieces):
            connection.sendall(sent[at : at + pieces])
        assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(
    "request_", [b"\r\n\r\n", b"\n\n", b"x" * 200_000, b"GET " + b"\x00" * 9000 + b"\r\n\r\n", b"\xff\n\n"]
)
def test_what_is_no_request_to_a_proxy_is_refused_or_closed(request_: bytes, start: Start) -> None:
    sandbox = start()
    try:
        answer = ask(sandbox.proxies.rest_proxy, request_)
    except OSError:
        answer = b""
    assert answer == b"" or answer.startswith(b"HTTP/1.1 403 ")
    assert all(len(target) <= 1001 for target in sandbox.refused)


def test_it_accepts_on_a_socket_that_it_is_given_too() -> None:
    recorder = CallRecorder()
    proxy = Proxy(["api.clarifai.com"], lambda client, _: client.sendall(b"served"), recorder, most=2)
    urls = [proxy.url, *(proxy.accept_on(socket.create_server(("127.0.0.1", 0))) for _ in "12")]
    try:
        assert len(set(urls)) == 3
        for url in (*urls, *urls):
            assert ask(url, CONNECT).endswith(b"\r\n\r\nserved")
    finally:
        proxy.close()
    for url in urls:
        with pytest.raises(ConnectionRefusedError):
            ask(url, b"")
