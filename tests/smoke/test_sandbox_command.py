"""`sixfold sandbox` for a person: what it prints leads a snippet to it, and it tells what was deleted."""

from __future__ import annotations

import contextlib
import queue
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from sixfold.cli.attempts import attempts
from sixfold.install import is_installed
from sixfold.project import Project
from sixfold.sandbox import ProxySettings
from tests.support.processes import HEARING
from tests.support.projects import ROOT

OPERATION = "delete_annotation_input_annotation_ids"
PATIENCE = 20.0


class Started:
    """A running sandbox whose output is read line by line."""

    def __init__(self) -> None:
        words = [*HEARING, sys.executable, "-u", "-m", "sixfold", "sandbox", OPERATION]
        self.process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.lines: list[str] = []
        self._coming: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._coming.put(line.rstrip("\n"))

    def until(self, text: str) -> str:
        try:
            while True:
                self.lines.append(self._coming.get(timeout=PATIENCE))
                if text in self.lines[-1]:
                    return self.lines[-1]
        except queue.Empty:
            raise AssertionError(f"'{text}' did not come:\n" + "\n".join(self.lines)) from None

    def end(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(PATIENCE)
        self._reader.join()
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code


@pytest.fixture
def started() -> Iterator[Started]:
    running = Started()
    yield running
    assert running.end() == 0


LABELS = {
    "py": "Python (gRPC)",
    "js": "JavaScript (REST)",
    "node": "Node.js (gRPC)",
    "java": "Java (gRPC)",
    "php": "PHP (gRPC)",
    "curl": "cURL",
}


def test_it_tells_what_was_called_and_deleted(started: Started, tmp_path: Path) -> None:
    started.until("cURL, in the folder of your copy")
    line = started.until("CURL_CA_BUNDLE").strip()
    shutil.copy(ROOT / f"code_snippets/api-guide/annotate/curl/{OPERATION}.sh", tmp_path)
    answers = [
        subprocess.run(["bash", "-c", line], cwd=tmp_path, capture_output=True, text=True, check=False) for _ in "12"
    ]
    assert [answer.returncode for answer in answers] == [0, 22]
    assert '"description": "Ok"' in answers[0].stdout
    started.until("DeleteAnnotation: Ok")
    assert "deleted: annotation '0d7b8e5c41f24a6f9c3e6a2b9d8f1e70'" in started.until("deleted:")
    assert "does not exist" in started.until("DeleteAnnotation: Resource does not exist")
    text = "\n".join(started.lines)
    assert "annotation 'level-input' of input" in text


def test_each_command_leads_its_runtime_to_it_as_printed(
    started: Started, tmp_path: Path, loaded: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    started.until("Ctrl-C ends it")
    lines = started.lines
    # What a person's shell may hold, and what would lead a snippet to the real API.
    for name in ("no_proxy", "NO_PROXY", "grpc_proxy", "HTTPS_PROXY", "ALL_PROXY", "NODE_OPTIONS", "CURL_HOME"):
        monkeypatch.setenv(name, "*")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    copying = lines[lines.index("For the copies, a folder of their own:") + 1]
    for language in loaded.languages:
        label = LABELS[language.name]
        if not is_installed(ROOT, language):
            assert f"{label}: not installed; run: sixfold install --language {language.name}" in lines
            continue
        command = lines[lines.index(f"{label}, in the folder of your copy:") + 1]
        ran = subprocess.run(["bash", "-c", f"{copying} && {command}"], capture_output=True, text=True, check=False)
        said = ran.stdout + ran.stderr
        # The first deletes it, so that those after it tell that it is gone.
        assert "succeeded" in said or "annotation '0d7b8e5c41f24a6f9c3e6a2b9d8f1e70'" in said, said
        assert "DeleteAnnotation: " in started.until("DeleteAnnotation: ")


def test_what_is_there_already_is_left_alone(tmp_path: Path, loaded: Project) -> None:
    """A folder of the person's own with a client library in it."""
    proxies = ProxySettings(
        "http://127.0.0.1:1", "http://127.0.0.1:2", tmp_path / "a.pem", tmp_path / "a.p12", "x", "y"
    )
    node = next(language for language in loaded.languages if language.name == "node")
    (tmp_path / "node_modules").mkdir()
    found = [line for line in attempts(loaded, list(loaded.entries[:1]), proxies) if "node_modules" in line]
    for line in found:
        link = line.strip().partition(" && env")[0]
        subprocess.run(["bash", "-c", link], cwd=tmp_path, check=True)
    assert bool(found) == is_installed(ROOT, node)
    assert list((tmp_path / "node_modules").iterdir()) == []


class Crowded:
    """A sandbox in a process that may have few files open, with its output in files."""

    def __init__(self, folder: Path, soft: int, hard: int) -> None:
        self.out, self.err = folder / "out", folder / "err"
        with self.out.open("w") as out, self.err.open("w") as err:
            self.process = subprocess.Popen(
                [*HEARING, sys.executable, "-u", "-m", "sixfold", "sandbox", OPERATION],
                cwd=ROOT,
                stdout=out,
                stderr=err,
                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard)),  # noqa: PLW1509 - of a test
            )
        until(lambda: "Ctrl-C ends it" in self.out.read_text())
        found = re.findall(r"https_proxy=http://127.0.0.1:([0-9]+)", self.out.read_text())
        self.grpc, self.rest = int(found[0]), int(found[1])

    def answers(self, port: int) -> bool:
        """Say whether the proxy leads a new connection on at once; raises where it says nothing."""
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
            try:
                connection.sendall(b"CONNECT api.clarifai.com:443 HTTP/1.1\r\n\r\n")
                return connection.recv(65536).startswith(b"HTTP/1.1 200 ")
            except ConnectionError:
                return False


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.parametrize(("soft", "hard"), [(64, 64), (256, 4096)])
def test_more_connections_than_it_can_hold_are_turned_away_and_it_goes_on(soft: int, hard: int, tmp_path: Path) -> None:
    crowded = Crowded(tmp_path, soft, hard)
    try:
        for port in (crowded.rest, crowded.grpc):
            held = [socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) for _ in range(300)]
            # With room for more, a new one is let in; without, it is told so.
            assert crowded.answers(port) == (hard > soft)
            for connection in held:
                connection.close()
            until(partial(crowded.answers, port))
        if hard == soft:
            # It is said by another thread than the one that turns away.
            until(lambda: "turned away" in crowded.err.read_text())
        said = crowded.err.read_text()
        assert ("turned away" in said) == (hard == soft)
        assert "Traceback" not in said
        held = [socket.create_connection(("127.0.0.1", crowded.rest), timeout=PATIENCE) for _ in range(300)]
    finally:
        crowded.process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            crowded.process.wait(PATIENCE)
        code = crowded.process.poll()
        crowded.process.kill()
        crowded.process.wait()
    assert code == 0
    for connection in held:
        connection.close()
