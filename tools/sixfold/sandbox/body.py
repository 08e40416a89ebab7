"""The body of an HTTP/1.1 request, as its headers delimit it; what they say is not believed beyond a limit."""

from __future__ import annotations

import re
from email.message import Message
from io import BufferedIOBase

from sixfold.sandbox.json_text import MalformedError, short

LARGEST = 16 * 1024 * 1024
"""The most that a body may hold, in bytes."""

_CHUNKS = 65536
"""The most chunks that a body may come in."""
_TRAILERS = 100
"""The most lines that may follow the last chunk, as many as there may be headers."""
_LINE = 1024
_LENGTH = re.compile(r"0*([0-9]{1,15})")
_SIZE = re.compile(rb"0*([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\r\n]*)?\r?\n")


def read_body(headers: Message, stream: BufferedIOBase) -> bytes:
    """Read the body of a request whose headers have been read.

    :raises MalformedError: when there is no telling where it ends, or it is too large, or ends too early. What is
        left of it is still to come: the connection cannot carry another request.
    """
    codings = _values(headers, "Transfer-Encoding")
    lengths = _values(headers, "Content-Length")
    if codings and lengths:
        raise MalformedError("expected Content-Length or Transfer-Encoding, got both")
    if codings:
        if [coding.lower() for coding in codings] != ["chunked"]:
            raise MalformedError(f"expected the Transfer-Encoding chunked, got {short(', '.join(codings))}")
        return _chunks(stream)
    if not lengths:
        return b""
    # Several that say the same are one to some programs, and not to others.
    found = _LENGTH.fullmatch(lengths[0]) if len(lengths) == 1 else None
    if not found or int(found[1]) > LARGEST:
        given = short(", ".join(lengths))
        raise MalformedError(f"expected a body of at most {LARGEST} bytes, got Content-Length {given}")
    return _exactly(stream, int(found[1]))


def _values(headers: Message, name: str) -> list[str]:
    return [value.strip(" \t") for value in headers.get_all(name, [])]


def _chunks(stream: BufferedIOBase) -> bytes:
    body = bytearray()
    for _ in range(_CHUNKS):
        line = stream.readline(_LINE)
        found = _SIZE.fullmatch(line)
        if not found:
            got = short(line.decode("latin-1").strip())
            raise MalformedError(f"a chunk of the body has no size: expected at most {LARGEST} bytes, got '{got}'")
        size = int(found[1], 16)
        if size > LARGEST - len(body):
            raise MalformedError(f"expected a body of at most {LARGEST} bytes")
        if not size:
            _skip_trailers(stream)
            return bytes(body)
        body += _exactly(stream, size)
        if stream.readline(_LINE) not in (b"\r\n", b"\n"):
            raise MalformedError("a chunk of the body is longer than its size")
    raise MalformedError(f"expected a body of at most {_CHUNKS} chunks")


def _skip_trailers(stream: BufferedIOBase) -> None:
    for _ in range(_TRAILERS):
        line = stream.readline(65536)
        if line in (b"\r\n", b"\n"):
            return
        if not line.endswith(b"\n"):
            break
    raise MalformedError("the body does not end after its last chunk")


def _exactly(stream: BufferedIOBase, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise MalformedError(f"the body ends after {len(data)} bytes of {size}")
    return data
