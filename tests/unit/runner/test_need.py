"""What a program lacks is named with how it is given."""

from __future__ import annotations

import pytest

from sixfold.runner.need import Need, NeedKind


@pytest.mark.parametrize("kind", NeedKind)
def test_each_kind_is_given_in_its_own_way(kind: NeedKind) -> None:
    ways = {
        NeedKind.VARIABLE: "give it with --env X=VALUE",
        NeedKind.FILE: "give the folder that holds it with --with FOLDER",
        NeedKind.EXTENSION: "install it on this machine",
        NeedKind.PROGRAM: "install it on this machine",
    }
    usual = "give a folder in which it is installed with --with FOLDER"
    assert Need(kind, "X").remedy == ways.get(kind, usual)
    assert str(Need(kind, "X")) == f"{kind.value} X"
