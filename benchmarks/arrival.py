"""A server on this machine that says whether the request that a program sends is the one that was asked for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qsl, unquote, urlsplit

from benchmarks.calls import Call

_LONGEST = 30
_COMMANDS = {"curl": ("bash",), "py": (sys.executable, "-I")}
"""Language -> the command that runs a file of it."""


class _Server(ThreadingHTTPServer):
    """Keeps the requests that come: verb, address, headers and body."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.requests: list[tuple[str, str, dict[str, str], bytes]] = []


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.requests.append((self.command, self.path, headers, body))
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _answer  # noqa: N815 - as the library calls them

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Arrival:
    """Runs programs, and holds what arrives of each against what was asked for."""

    def __init__(self, server: _Server) -> None:
        """Take a server that serves."""
        self._server = server
        self.address = f"http://127.0.0.1:{server.server_address[1]}"

    def gets(self, call: Call, text: str, language: str) -> bool:
        """Run a program, and say whether it sends one request, the one that was asked for."""
        self._server.requests.clear()
        with tempfile.TemporaryDirectory() as place:
            file = Path(place) / "program"
            file.write_text(text, encoding="utf-8")
            bare = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
            command = [*_COMMANDS[language], str(file)]
            subprocess.run(command, cwd=place, env=bare, capture_output=True, timeout=_LONGEST, check=False)
        return len(self._server.requests) == 1 and _is(call, *self._server.requests[0])


@contextmanager
def arrived() -> Iterator[Arrival]:
    """Serve until the end of the block."""
    with _Server() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield Arrival(server)
        server.shutdown()


def _is(call: Call, verb: str, address: str, headers: dict[str, str], body: bytes) -> bool:
    parts = urlsplit(address)
    path = [call.parameters.get(part.strip("{}"), part) if "{" in part else part for part in call.path.split("/")]
    try:
        sent = json.loads(body) if body else None
    except ValueError:
        return False
    return (
        verb == call.verb
        and [unquote(part) for part in parts.path.split("/")] == path
        and sorted(parse_qsl(parts.query, keep_blank_values=True)) == sorted(call.query)
        and all(headers.get(name.lower(), "").partition(";")[0] == value for name, value in call.headers.items())
        and sent == call.body
    )
