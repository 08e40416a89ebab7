"""Another version of a definition is installed and read beside everything; nothing of it stays, or learns a key."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from sixfold.definition import Inventory
from sixfold.errors import SixfoldError
from sixfold.install import inventory_of


def test_the_package_that_is_compared_with_brings_wheels_alone_and_gets_no_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_CERT", "here")
    monkeypatch.setenv("CLARIFAI_PAT", "secret")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    ran: list[tuple[list[str], dict[str, Any]]] = []

    def run(words: list[str], **named: Any) -> subprocess.CompletedProcess[str]:  # noqa: ANN401 - as the system's
        assert list(named["cwd"].iterdir()) == []
        ran.append((words, named))
        failed = "sixfold.definition.inventory" in words
        return subprocess.CompletedProcess(words, failed, "", "first\nlast\n")

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(SixfoldError, match=r"sixfold\.definition\.inventory clarifai-grpc 12\.0\.0 .*' failed: last$"):
        inventory_of("clarifai-grpc", "12.0.0", "clarifai_grpc.grpc.api.service_pb2", "clarifai.api.V2")
    (pip, by_pip), (read, by_read) = ran
    folder = by_pip["cwd"]
    assert pip[:4] == [sys.executable, "-P", "-m", "pip"]
    assert {"--only-binary=:all:", "--no-deps"} <= set(pip)
    assert pip[-2:] == [str(folder), "clarifai-grpc==12.0.0"]
    assert read[:4] == [sys.executable, "-P", "-m", "sixfold.definition.inventory"]
    assert by_read["env"]["PYTHONPATH"].split(":")[0] == str(folder)
    assert (by_pip["env"]["PIP_CERT"], "PIP_CERT" in by_read["env"]) == ("here", False)
    assert not {"CLARIFAI_PAT", "PYTHONPATH"} & set(by_pip["env"])
    assert folder != Path.cwd()
    assert not folder.exists()


@pytest.mark.parametrize("failed", ["", "first\n\nlast\n"])
def test_a_version_that_cannot_be_installed_is_said(monkeypatch: pytest.MonkeyPatch, failed: str) -> None:
    def run(words: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(words, 1, "", failed)

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(SixfoldError, match=f"-m pip install .*==0' failed: {'last' if failed else 'no message'}$"):
        inventory_of("p", "0", "m", "s")


def test_what_the_program_prints_is_the_inventory(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Inventory("12.0.0", {"One": False}, {"A.b": True})

    def run(words: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(words, 0, json.dumps(asdict(found)), "")

    monkeypatch.setattr(subprocess, "run", run)
    assert inventory_of("p", "12.0.0", "m", "s") == found
