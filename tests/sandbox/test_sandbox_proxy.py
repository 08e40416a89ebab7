"""The proxies, and a sandbox's life: what is refused, what is shared, what is left behind."""

from __future__ import annotations

import socket
import ssl
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12

from sixfold.definition import Service
from sixfold.sandbox import Behaviour, Endpoint, Resource, Sandbox, World

if TYPE_CHECKING:
    from tests.sandbox.conftest import Client, Start


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
    answer = ask(getattr(sandbox.reach, which), f"{line}\r\nHost: x\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 403 Forbidden\r\n")
    assert sandbox.refused == (recorded,)
    assert (sandbox.calls, sandbox.idle_connections) == ((), 0)


def test_a_tunnel_that_carries_nothing_is_counted(start: Start) -> None:
    sandbox = start()
    for proxy in (sandbox.reach.grpc_proxy, sandbox.reach.rest_proxy):
        answer = ask(proxy, b"CONNECT API.clarifai.com:443 HTTP/1.1\r\n\r\n")
        assert answer.startswith(b"HTTP/1.1 200 ")
    assert sandbox.idle_connections == 2
    assert sandbox.calls == ()


def test_a_connection_that_says_nothing_is_no_refusal(start: Start) -> None:
    sandbox = start()
    assert ask(sandbox.reach.rest_proxy, b"") == b""
    assert sandbox.refused == ()


def test_the_certificate_is_for_the_host_alone(start: Start, client: Client) -> None:
    sandbox = start()
    connection = client.connect(sandbox)
    connection.connect()
    assert isinstance(connection.sock, ssl.SSLSocket)
    assert connection.sock.getpeercert() is not None
    connection.close()
    assert len(sandbox.reach.spki) == 44
    assert sandbox.idle_connections == 1


def test_a_client_that_does_not_trust_the_authority_makes_no_call(start: Start) -> None:
    sandbox = start()
    address = urlsplit(sandbox.reach.rest_proxy)
    with socket.create_connection((address.hostname, address.port or 0), timeout=10) as connection:
        connection.sendall(b"CONNECT api.clarifai.com:443 HTTP/1.1\r\n\r\n")
        connection.recv(65536)
        with pytest.raises(ssl.SSLCertVerificationError):
            ssl.create_default_context().wrap_socket(connection, server_hostname="api.clarifai.com")
    assert sandbox.calls == ()
    assert sandbox.idle_connections == 1


def test_the_trust_store_opens_with_its_password(start: Start) -> None:
    reach = start().reach
    store = load_pkcs12(reach.trust_store.read_bytes(), reach.trust_store_password.encode())
    assert len(store.additional_certs) == 1


def world(number: int) -> World:
    return World([Resource((("user", "u"), ("app", "a"), ("input", f"i{number}")))])


def test_sandboxes_side_by_side_know_nothing_of_each_other(start: Start, client: Client) -> None:
    sandboxes = [start(world(number)) for number in range(6)]

    def delete(number: int) -> int:
        client.rest(sandboxes[number], "DELETE", f"/v2/users/u/apps/a/inputs/i{number}")
        message = client.make("DeleteInput", input_id=f"i{number}").SerializeToString()
        client.grpc(sandboxes[number], "DeleteInput", message)
        return number

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(delete, range(6))) == list(range(6))
    for sandbox in sandboxes:
        assert [call.status for call in sandbox.calls] == ["SUCCESS", "INPUT_DOES_NOT_EXIST"]
        assert sandbox.world.resources == frozenset()


def test_one_sandbox_takes_calls_at_the_same_time(start: Start, client: Client) -> None:
    names = [f"i{number}" for number in range(8)]
    sandbox = start(World(Resource((("user", "u"), ("app", "a"), ("input", name))) for name in names))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda name: client.rest(sandbox, "DELETE", f"/v2/users/u/apps/a/inputs/{name}"), names))
    assert [call.status for call in sandbox.calls] == ["SUCCESS"] * 8
    assert sandbox.world.resources == frozenset()


def test_nothing_is_left_behind(service: Service, behaviour: Behaviour, client: Client) -> None:
    threads = set(threading.enumerate())
    with Sandbox(service, behaviour, Endpoint("api.clarifai.com", "YOUR_PAT_HERE")) as sandbox:
        reach = sandbox.reach
        assert set(threading.enumerate()) > threads
        # A connection that is open at the end, one whose TLS has not begun, and one that has asked for nothing.
        secure = client.connect(sandbox)
        secure.request("GET", "/v2/inputs")
        secure.getresponse().read()
        half = client.connect(sandbox)
        half_open = socket.create_connection(
            (urlsplit(reach.grpc_proxy).hostname, urlsplit(reach.grpc_proxy).port or 0)
        )
    assert set(threading.enumerate()) == threads
    assert not reach.authority.parent.exists()
    for proxy in (reach.grpc_proxy, reach.rest_proxy):
        with pytest.raises(ConnectionRefusedError):
            ask(proxy, b"")
    assert half_open.recv(1) == b""
    for connection in (secure, half, half_open):
        connection.close()
    assert [call.rpc for call in sandbox.calls] == ["ListInputs"]


def test_its_addresses_are_known_once_it_runs(service: Service, behaviour: Behaviour) -> None:
    sandbox = Sandbox(service, behaviour, Endpoint("api.clarifai.com", "k"))
    with pytest.raises(RuntimeError, match="has not been started"):
        _ = sandbox.reach
