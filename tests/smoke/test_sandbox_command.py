"""`sixfold sandbox` for a person: what it prints leads a snippet to it, and it tells what was deleted."""

from __future__ import annotations

import queue
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

OPERATION = "delete_annotation_input_annotation_ids"
PATIENCE = 20.0


class Started:
    """A running sandbox whose output is read line by line."""

    def __init__(self) -> None:
        words = [sys.executable, "-u", "-m", "sixfold", "sandbox", OPERATION]
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


def test_what_it_prints_leads_a_snippet_to_it(started: Started, tmp_path: Path) -> None:
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


def test_it_names_every_language_and_what_it_knows(started: Started) -> None:
    started.until("Ctrl-C ends it")
    text = "\n".join(started.lines)
    for label in ("Python (gRPC)", "JavaScript (REST)", "Node.js (gRPC)", "Java (gRPC)", "PHP (gRPC)", "cURL"):
        assert f"{label}, in the folder of your copy:" in text
    assert "annotation 'level-input' of input" in text
