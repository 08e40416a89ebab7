"""What a program lacks is named with how it is given."""

from __future__ import annotations

import pytest

from sixfold.runner.need import Kind, Need


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_is_given_in_its_own_way(kind: Kind) -> None:
    ways = {
        Kind.VARIABLE: "give it with --env X=VALUE",
        Kind.FILE: "give the folder that holds it with --with FOLDER",
        Kind.EXTENSION: "install it on this machine",
        Kind.PROGRAM: "install it on this machine",
    }
    usual = "give a folder in which it is installed with --with FOLDER"
    assert Need(kind, "X").remedy == ways.get(kind, usual)
    assert str(Need(kind, "X")) == f"{kind.value} X"
