"""A package that was loaded before says the same without its modules, and only for the code that loaded it."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from sixfold import host
from sixfold.definition import DefinitionError
from sixfold.definition.again import load_again
from sixfold.definition.package import load_package

PACKAGE = ("clarifai-grpc", "12.6.0", ("clarifai_grpc.grpc.api.service_pb2",), ("clarifai.api.V2",))
DIGEST = b"the digest of some code"
QUICK = """\
import sys
from sixfold.definition.again import load_again
found = load_again(*{package!r}, known_by={digest!r})
field = found.method("PostModelOutputs").request.fields_by_name["inputs"]
print(len(found.methods), field.message.full_name, "clarifai_grpc" in sys.modules)
"""


@pytest.fixture
def kept(state: Path) -> Path:
    """Give the file of what was kept."""
    load_again(*PACKAGE, known_by=DIGEST)
    (file,) = (state / "cache/sixfold/descriptors").iterdir()
    return file


@pytest.mark.usefixtures("kept")
def test_it_is_the_same_without_a_module(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib, "import_module", lambda _: pytest.fail("imports"))
    assert load_again(*PACKAGE, known_by=DIGEST) == load_package(*PACKAGE)
    text = QUICK.format(package=PACKAGE, digest=DIGEST)
    done = subprocess.run((sys.executable, "-c", text), capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(len(load_package(*PACKAGE).methods)), "clarifai.api.Input", "False"]


def test_what_is_broken_or_of_other_code_is_loaded_from_the_package(kept: Path) -> None:
    whole = host.recall(kept.parent.name, kept.name) or b""
    for content in (b"", b"\n", b"[]\n", b"[{}, []]\n", whole[:-1], whole.replace(b"clarifai", b"clarifay")):
        host.keep(kept.parent.name, kept.name, content)
        assert load_again(*PACKAGE, known_by=DIGEST) == load_package(*PACKAGE)
        assert host.recall(kept.parent.name, kept.name) == whole
    load_again(*PACKAGE, known_by=b"another digest")
    assert len([*kept.parent.iterdir()]) == 2


def test_what_is_not_there_is_said_as_ever() -> None:
    for package in ((*PACKAGE[:2], ("none_pb2",), PACKAGE[3]), (*PACKAGE[:3], ("none.V2",))):
        with pytest.raises(DefinitionError) as first:
            load_package(*package)
        with pytest.raises(DefinitionError) as second:
            load_again(*package, known_by=DIGEST)
        assert str(first.value) == str(second.value)
