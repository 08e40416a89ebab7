"""What no client would send, in bytes: each gets an answer or a close at once, and the sandbox goes on."""

from __future__ import annotations

import contextlib
import io
import random
import secrets
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from email.message import Message
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import grpc
import pytest
from google.protobuf.descriptor import Descriptor

from sixfold.definition import ApiDefinition, descriptor
from sixfold.sandbox import Sandbox, connections
from sixfold.sandbox.body import LARGEST, read_body
from sixfold.sandbox.json_text import DEEPEST, MOST, MalformedError, parse
from sixfold.sandbox.routes import Routes
from sixfold.sandbox.transcoding import decode
from sixfold.sandbox.unknown_fields import MOST_PATHS, in_message
from tests.support.sandbox_client import HOST, KEY

if TYPE_CHECKING:
    from tests.support.sandbox_client import Client, Start

AT_ONCE = 5.0
"""What is at once, in seconds: a moment, on a machine that has other things to do."""
WHILE = 30.0
"""Longer than any call of these tests may take, in seconds."""
INPUTS = "/v2/users/u/apps/a/inputs"


@pytest.fixture(autouse=True)
def silence(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """See that no thread of the sandbox ends with a traceback."""
    failed: list[str] = []
    monkeypatch.setattr(threading, "excepthook", lambda found: failed.append(repr(found.exc_value)))
    yield
    assert failed == []


def body_of(headers: str, rest: bytes) -> bytes:
    message = Message()
    for line in headers.splitlines():
        name, _, value = line.partition(":")
        message[name] = value
    return read_body(message, io.BufferedReader(io.BytesIO(rest)))


CHUNKED = "Transfer-Encoding: chunked"


@pytest.mark.parametrize(
    ("headers", "sent", "body"),
    [
        ("", b"{}", b""),
        ("Content-Length: 2", b"{}more", b"{}"),
        (f"Content-Length: {'0' * 5000}2", b"{}", b"{}"),
        ("Content-Length: \t2 ", b"{}", b"{}"),
        ("Content-Length: 0", b"{}", b""),
        (CHUNKED, b"1\r\n{\r\n0001 \r\n}\r\n0\r\n\r\nmore", b"{}"),
        ("Transfer-Encoding:  Chunked ", b'2;a="b"\r\n{}\r\n00\r\nTrailer: x\r\n\r\n', b"{}"),
        (CHUNKED, b"2\n{}\n0\n\n", b"{}"),
        (CHUNKED, b"0\r\n\r\n", b""),
    ],
)
def test_a_body_ends_where_its_headers_say(headers: str, sent: bytes, body: bytes) -> None:
    assert body_of(headers, sent) == body


@pytest.mark.parametrize(
    ("headers", "sent"),
    [
        *((f"Content-Length: {length}", b"") for length in ("9" * 5000, f"0{LARGEST + 1}", f"{LARGEST + 1}")),
        *(
            (f"Content-Length: {length}", b"{}")
            for length in ("-2", "+2", "2_0", "0x2", "2 2", "2,2", "2.0", "1e0", "")
        ),
        *(
            (f"Content-Length: {length}", b"{}")
            for length in ("\N{SUPERSCRIPT TWO}", "\N{ARABIC-INDIC DIGIT TWO}", "\x00")
        ),
        ("Content-Length: 2\nContent-Length: 3", b"{} "),
        ("Content-Length: 2\nContent-Length: 2", b"{}"),
        ("Content-Length: 3", b"{}"),
        (f"Content-Length: 2\n{CHUNKED}", b"2\r\n{}\r\n0\r\n\r\n"),
        ("Transfer-Encoding: gzip, chunked", b"2\r\n{}\r\n0\r\n\r\n"),
        ("Transfer-Encoding: xchunked", b"2\r\n{}\r\n0\r\n\r\n"),
        (f"{CHUNKED}\n{CHUNKED}", b"2\r\n{}\r\n0\r\n\r\n"),
        *(
            (CHUNKED, size + b"\r\n{}\r\n0\r\n\r\n")
            for size in (b"", b"-2", b"+2", b"0x2", b"2_0", b" 2", b"g", b"2 x")
        ),
        *((CHUNKED, size + b"\r\n{}\r\n0\r\n\r\n") for size in (b"f" * 5000, b"f" * 15, b"1000001", b"\xb2", b"2\x00")),
        (CHUNKED, b"2;" + b"x" * 5000 + b"\r\n{}\r\n0\r\n\r\n"),
        (CHUNKED, b"2\r\n{"),
        (CHUNKED, b"2\r\n{}"),
        (CHUNKED, b"2\r\n{}}\r\n0\r\n\r\n"),
        (CHUNKED, b"2\r\n{}\r\n"),
        (CHUNKED, b"2\r\n{}\r\n0\r\n"),
        (CHUNKED, b"0\r\nTrailer: x"),
        (CHUNKED, b"0\r\n" + b"Trailer: x\r\n" * 1000 + b"\r\n"),
        (CHUNKED, b"1\r\n \r\n" * 70_000 + b"0\r\n\r\n"),
    ],
)
def test_a_body_with_no_end_or_no_limit_is_refused(headers: str, sent: bytes) -> None:
    with pytest.raises(MalformedError) as caught:
        body_of(headers, sent)
    assert len(str(caught.value)) < 200


DEEP = DEEPEST - 1
LARGE = 6_000_000

TOO_MUCH = {
    "objects": b'{"inputs": [' + b"{}," * 2_000_000 + b"{}]}",
    "objects in objects": b'{"inputs": [' + b'{"data":{"image":{}}},' * 20_000 + b"{}]}",
    "lists": b"[" + b"[]," * 2_000_000 + b"[]]",
    "texts": b"[" + b'"",' * 2_000_000 + b'""]',
    "nothing": b"[" + b"null," * 1_000_000 + b"null]",
    "whole numbers": b"[" + b"1," * 3_000_000 + b"1]",
    "numbers": b"[" + b"1.5," * 1_000_000 + b"1]",
    "names": b"{" + b",".join(b'"k%d":1' % number for number in range(200_000)) + b"}",
    "one name": b"{" + b'"k":1,' * 1_000_000 + b'"k":1}',
    "one name at last": b"{" + b",".join(b'"k%d":1' % number for number in range(24_000)) + b',"k1":1}',
    "levels": b"[" * LARGE,
    "levels that end": b"[" * 101 + b"]" * 101,
    "levels of objects": b'{"a":' * 101 + b"1" + b"}" * 101,
    "digits": b'{"inputs": [' + b"9" * 5000 + b"]}",
    "negative digits": b"-" + b"9" * 5000,
    "many digits": b"9" * LARGE,
    "too large a number": b"1e999999",
    "too small a number": b"-1e999999",
    "unended": b'["' + b'\\"[' * 2_000_000 + b"\\",
    "half a character": b'["\\ud800"]',
    "another half": b'{"a": {"x\\uDfFf": 1}}',
    "halves in the wrong order": b'["\\udc00\\ud800"]',
    "half a character twice": b'{"\\ud800": 1, "\\ud800": 1}',
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_a_text_that_is_too_much_is_refused_at_once(name: str) -> None:
    started = time.process_time()
    with pytest.raises(MalformedError) as caught:
        parse(TOO_MUCH[name])
    assert time.process_time() - started < 5
    assert len(str(caught.value).encode()) < 200


def test_what_is_allowed_is_read() -> None:
    assert parse(b"[" * DEEP + b"]" * DEEP)
    assert parse(b'"' + b"[{" * LARGE + b'"')
    assert len(str(parse(b"-" + b"9" * 309))) == 310
    assert parse(b"1e308") == 1e308
    assert parse(b'"\\ud83d\\ude00 \\\\ud800"') == "\U0001f600 \\ud800"
    some = parse(b"[" + b"{}," * (MOST - 2) + b"{}]")
    assert isinstance(some, list)
    assert len(some) == MOST - 1


@pytest.fixture(scope="module")
def routes(definition: ApiDefinition) -> Routes:
    return Routes(definition)


def test_no_more_unknown_fields_are_told_than_a_person_reads(routes: Routes) -> None:
    names = ",".join(f'"{"k" * 5000}{number}": 1' for number in range(300))
    decoded = decode(routes, "POST", "/v2/inputs", f'{{"inputs": [{{{names}}}]}}'.encode())
    assert len(decoded.unknown_fields) == MOST_PATHS + 1
    assert decoded.unknown_fields[0] == f"inputs[0].{'k' * 99}…"
    assert decoded.unknown_fields[-1] == "… and more"


@pytest.mark.parametrize(
    "query",
    [
        "&".join(f"a{number}=1" for number in range(20_000)),
        "ids=" * 20_000,
        f"{'.'.join(['query'] * 5_000)}=1",
        f"{'.'.join(['user_app_id'] * 5_000)}=1",
        f"{'a' * 60_000}=1",
        "&" * 60_000,
        "%ED%A0%80=1",
        "user_app_id=1&user_app_id.user_id=1",
    ],
)
def test_a_query_string_is_read_at_once(query: str, routes: Routes) -> None:
    started = time.process_time()
    decode(routes, "GET", f"/v2/annotations?{query}", b"")
    assert time.process_time() - started < 5


@pytest.mark.parametrize("sent", [b"\x12\x00" * 1_900_000, b"\xfa\xf0\x04\x00" * 400_000])
def test_a_message_of_many_parts_is_read_at_once(sent: bytes, client: Client) -> None:
    message = client.message("PostInputs")
    message.ParseFromString(sent)
    started = time.process_time()
    with contextlib.suppress(MalformedError):
        assert len(in_message(message)) == MOST_PATHS + 1
    assert time.process_time() - started < 5


def exchange(sandbox: Sandbox, sent: bytes, *, ends: bool = True) -> bytes:
    """Send bytes over TLS, and read to the end of the connection."""
    with tunnel(sandbox.proxies.rest_proxy) as connection, connection.dup() as raw:
        trust = ssl.create_default_context(cafile=str(sandbox.proxies.authority))
        with trust.wrap_socket(connection, server_hostname=HOST) as secure:
            answer = b""
            with contextlib.suppress(ConnectionError, ssl.SSLError):
                secure.sendall(sent)
                if ends:
                    raw.shutdown(socket.SHUT_WR)
                while more := secure.recv(65536):
                    answer += more
            return answer


def tunnel(proxy: str) -> socket.socket:
    """Connect through a proxy; nothing is sent to the API yet."""
    address = urlsplit(proxy)
    connection = socket.create_connection((address.hostname, address.port or 0), timeout=AT_ONCE)
    connection.sendall(f"CONNECT {HOST}:443 HTTP/1.1\r\n\r\n".encode())
    assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")
    return connection


def odd(rng: random.Random) -> bytes:
    """Return a few bytes of the kind that programs stumble over."""
    kinds: tuple[Callable[[], bytes], ...] = (
        lambda: rng.randbytes(rng.randrange(1, 40)),
        lambda: rng.choice(
            (b"\x00", b"\r", b"\n", b"\r\n", b"\r\n ", b" ", b"\t", b":", b";", b"%", b"%00", b"%ff", b"?", b"#", b"//")
        ),
        lambda: (
            rng.choice((b"9", b"A", b"/", b"%2F", b"..", b"[", b'{"a":', b"a.", b"\xff", b"\xed\xa0\x80"))
            * rng.randrange(1, 9000)
        ),
        lambda: str(rng.choice((-1, 0, 1, 2**31, 2**63, 2**64, 10**400))).encode(),
        lambda: rng.choice(("\u202e", "\x1b[31m", "\u0000", "\U0001f600", "e\u0301")).encode(),
    )
    return rng.choice(kinds)()


VALUES = (
    b"null",
    b"true",
    b"-0",
    b"1e400",
    b"NaN",
    b'""',
    b'"\\ud800"',
    b'"\\u0000"',
    b"[]",
    b"{}",
    b"[[]]",
    b"9" * 5000,
    b"1.5",
)
FIELDS = (
    b"ids",
    b"inputs",
    b"user_app_id",
    b"userAppId",
    b"input_id",
    b"created_at",
    b"metadata",
    b"base64",
    b"data",
    b"id",
)


def request(rng: random.Random) -> bytes:
    """Return an HTTP request in which something is wrong."""
    body = b"{" + b",".join(b'"%s":%s' % (rng.choice(FIELDS), value(rng, 3)) for _ in range(rng.randrange(4))) + b"}"
    verb = rng.choice((b"GET", b"POST", b"PATCH", b"DELETE", b"HEAD", b"OPTIONS", b"PUT", b"BREW", b"CONNECT", b""))
    path = rng.choice(
        (INPUTS.encode(), b"/v2/inputs", b"/v2/annotations?ids=%s" % odd(rng), b"*", b"", b"http://x/v2/inputs")
    )
    version = rng.choice(
        (b"HTTP/1.1",) * 5 + (b"HTTP/1.0", b"HTTP/2.0", b"HTTP/0.9", b"HTTP/1." + b"1" * 99, b"HTTP/\xb2.1", b"")
    )
    length = rng.choice((str(len(body)).encode(),) * 4 + (b"9" * 5000, b"-1", b"1e3", b"", odd(rng)))
    headers = [b"Host: x", b"Authorization: Key " + KEY.encode(), b"Content-Length: " + length]
    more = (
        b"Transfer-Encoding: chunked",
        b"Expect: 100-continue",
        b"Access-Control-Request-Method: " + odd(rng),
        b"X: " + odd(rng),
    )
    headers += rng.choices(
        (*more, b"Connection: keep-alive", odd(rng), b"X: y\r\n" * rng.choice((1, 99, 3000))), k=rng.randrange(4)
    )
    sent = b"%s %s %s\r\n%s\r\n\r\n%s" % (verb, path, version, b"\r\n".join(headers), body)
    for _ in range(rng.choice((0, 0, 1, 3))):
        at = rng.randrange(len(sent))
        sent = sent[:at] + rng.choice((b"", odd(rng))) + sent[at + rng.choice((0, 1, 9)) :]
    return sent


def value(rng: random.Random, depth: int) -> bytes:
    if not depth or rng.random() < 0.4:
        return rng.choice(VALUES)
    inner = [value(rng, depth - 1) for _ in range(rng.randrange(4))]
    if rng.random() < 0.5:
        return b"[" + b",".join(inner) + b"]"
    return b"{" + b",".join(b'"%s":%s' % (rng.choice((*FIELDS, b"\\ud800")), found) for found in inner) + b"}"


def test_whatever_comes_over_http_is_answered_or_closed_at_once(start: Start, client: Client) -> None:
    seed = secrets.randbits(32)
    print(f"seed: {seed}")  # noqa: T201 - shown where the test fails
    rng = random.Random(seed)  # noqa: S311 - a failure has to be seen again
    sandbox = start()
    answered = 0
    for _ in range(150):
        sent = request(rng)
        started = time.monotonic()
        answer = exchange(sandbox, sent)
        assert time.monotonic() - started < AT_ONCE, sent
        assert answer == b"" or answer.startswith(b"HTTP/1.1 "), sent
        answered += bool(answer)
    assert answered > 75
    assert client.rest(sandbox, "GET", "/v2/inputs").http == 200


def test_whatever_comes_as_a_field_is_answered(routes: Routes, definition: ApiDefinition) -> None:
    seed = secrets.randbits(32)
    print(f"seed: {seed}")  # noqa: T201 - shown where the test fails
    rng = random.Random(seed)  # noqa: S311 - a failure has to be seen again
    posted = [
        (rule.verb, "".join(piece if isinstance(piece, str) else "x" for piece in rule.template.pieces), method)
        for method in definition.methods.values()
        for rule in method.rules
        if rule.body == "*" and not method.streaming
    ]
    for _ in range(1500):
        verb, path, method = rng.choice(posted)
        body = shaped(rng, descriptor(method.request), 6)
        decode(routes, verb, path, body)


def shaped(rng: random.Random, message: Descriptor, depth: int) -> bytes:
    """Return JSON that has a message's names, and seldom its types."""
    if not depth or not message.fields or rng.random() < 0.1:
        return rng.choice(
            (
                *VALUES,
                b'"2026-13-41T99:99:99Z"',
                b'"1e99s"',
                b'"a,b..c"',
                b'{"@type": "x"}',
                b'"AP8"',
                b'"9e99"',
                b"1e300",
            )
        )
    fields = rng.choices(message.fields, k=rng.randrange(1, 4))
    pairs = {
        field.name: shaped(rng, field.message_type, depth - 1) if field.message_type else rng.choice(VALUES)
        for field in fields
    }
    lists = {field.name for field in fields if field.is_repeated and rng.random() < 0.9}
    return (
        b"{"
        + b",".join(
            b'"%s":%s' % (name.encode(), b"[%s]" % found if name in lists else found) for name, found in pairs.items()
        )
        + b"}"
    )


def test_what_is_refused_unread_is_answered_too(start: Start, client: Client) -> None:
    sandbox = start()
    body = TOO_MUCH["objects"]
    started = time.monotonic()
    for headers in ({}, {"Content-Length": "9" * 5000}, {"Content-Length": str(LARGEST + 1)}):
        reply = client.rest(sandbox, "POST", INPUTS, body, {"Authorization": f"Key {KEY}", **headers})
        assert reply.http == 400
    assert time.monotonic() - started < AT_ONCE
    assert len(sandbox.calls) == 3


def test_half_a_character_is_answered(start: Start, client: Client) -> None:
    sandbox = start()
    for text in ('{"inputs": [{"id": "\\ud800"}]}', '{"\\ud800": 1}', '{"\\ud800": 1, "\\ud800": 2}'):
        assert client.rest(sandbox, "POST", INPUTS, text).http == 400


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ASKING", "FIRST_CALL", "NEXT_CALL"):
        monkeypatch.setattr(connections, name, 0.5)


def is_closed(connection: socket.socket) -> bool:
    with contextlib.suppress(ConnectionError):
        while connection.recv(65536):
            """Whatever comes before the end."""
    return True


@pytest.mark.usefixtures("hurried")
def test_who_does_not_go_on_is_let_go(start: Start, client: Client) -> None:
    sandbox = start()
    slow: list[socket.socket] = []
    for proxy in (sandbox.proxies.rest_proxy, sandbox.proxies.grpc_proxy):
        address = urlsplit(proxy)
        silent, asking = (
            socket.create_connection((address.hostname, address.port or 0), timeout=AT_ONCE) for _ in "12"
        )
        asking.sendall(b"CONNECT api.clar")
        half = tunnel(proxy)
        half.sendall(b"\x16\x03\x01")
        slow += [silent, asking, half, tunnel(proxy)]
    idle = client.connect(sandbox)
    idle.request("GET", "/v2/inputs")
    idle.getresponse().read()
    asked = client.connect(sandbox)
    asked.putrequest("POST", INPUTS)
    asked.putheader("Content-Length", "10")
    asked.endheaders(b"{")
    assert isinstance(idle.sock, socket.socket)
    assert isinstance(asked.sock, socket.socket)
    for connection in (*slow, idle.sock, asked.sock):
        assert is_closed(connection)
        connection.close()
    assert client.rest(sandbox, "GET", "/v2/inputs").http == 200


@pytest.mark.usefixtures("hurried")
def test_a_byte_now_and_then_is_not_going_on(start: Start) -> None:
    proxy = urlsplit(start().proxies.rest_proxy)
    started = time.monotonic()
    address = proxy.hostname, proxy.port or 0
    with socket.create_connection(address, timeout=AT_ONCE) as connection, contextlib.suppress(ConnectionError):
        while time.monotonic() - started < AT_ONCE:
            connection.sendall(b"x")
            time.sleep(0.05)
    assert time.monotonic() - started < AT_ONCE


def test_calls_that_are_never_sent_hold_up_nobody(start: Start, client: Client) -> None:
    sandbox = start()
    trust = grpc.ssl_channel_credentials(sandbox.proxies.authority.read_bytes())
    done = threading.Event()

    def requests() -> Iterator[bytes]:
        done.wait(WHILE)
        yield from ()

    with grpc.secure_channel(f"{HOST}:443", trust, [("grpc.http_proxy", sandbox.proxies.grpc_proxy)]) as channel:
        call: grpc.StreamUnaryMultiCallable[bytes, bytes] = channel.stream_unary("/clarifai.api.V2/ListInputs")
        waiting = [call.future(requests(), timeout=WHILE) for _ in range(8)]
        time.sleep(0.2)
        assert client.ask(sandbox, "ListInputs", b"").code == 10000
        done.set()
        for found in waiting:
            found.cancel()


def frame(kind: int, flags: int, stream: int, content: bytes) -> bytes:
    """Return one frame of HTTP/2."""
    return len(content).to_bytes(3) + bytes((kind, flags)) + stream.to_bytes(4) + content


def test_whatever_comes_over_http2_holds_up_nobody(
    start: Start, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    seed = secrets.randbits(32)
    print(f"seed: {seed}")  # noqa: T201 - shown where the test fails
    rng = random.Random(seed)  # noqa: S311 - a failure has to be seen again
    sandbox = start()
    trust = ssl.create_default_context(cafile=str(sandbox.proxies.authority))
    trust.set_alpn_protocols(["h2"])
    for _ in range(30):
        frames = [
            frame(rng.randrange(12), rng.randrange(256), rng.choice((0, 1, 1, 3)), rng.randbytes(rng.randrange(60)))
            for _ in range(rng.randrange(1, 20))
        ]
        sent = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(4, 0, 0, b"") + b"".join(frames)
        with (
            contextlib.suppress(ConnectionError, ssl.SSLError),
            tunnel(sandbox.proxies.grpc_proxy) as connection,
            trust.wrap_socket(connection, server_hostname=HOST) as secure,
        ):
            secure.sendall(sent if rng.random() < 0.8 else rng.randbytes(99))
    assert client.ask(sandbox, "ListInputs", b"").code == 10000
    assert caplog.records == []


def test_calls_that_are_too_much_are_refused(start: Start, client: Client, caplog: pytest.LogCaptureFixture) -> None:
    sandbox = start()
    with pytest.raises(grpc.RpcError) as large:
        client.grpc(sandbox, "ListInputs", b"\x00" * LARGE)
    with pytest.raises(grpc.RpcError) as wide:
        client.grpc_with(sandbox, "ListInputs", b"", {f"x-{number}": "y" * 1000 for number in range(100)})
    with pytest.raises(grpc.RpcError) as unknown:
        client.grpc(sandbox, "\u202e%00%1b?" + "x" * 4000, b"")
    codes = [found.value.code() for found in (large, wide, unknown)]
    assert codes == [grpc.StatusCode.RESOURCE_EXHAUSTED] * 2 + [grpc.StatusCode.UNIMPLEMENTED]
    assert len(unknown.value.details() or "") < 600
    for sent in (b"\x0a" * 1000, b"\x12\xff\xff\xff\xff\x0f", b"\x0a\x02\xff\xff", b"\x13" * 5000, b"\x0b" * 200):
        assert client.ask(sandbox, "PostInputs", sent).code == 11100
    assert client.ask(sandbox, "ListInputs", b"").code == 10000
    assert caplog.records == []
