"""What can stand where a file is to go, and what of a folder stands there."""

from __future__ import annotations

import os
import random
import shutil
import socket
from pathlib import Path

SEED = random.SystemRandom().randrange(10**6)
KINDS = (
    "hand-written file",
    "read-only file",
    "link to a file outside",
    "link to a folder outside",
    "link to a file inside",
    "link to nothing",
    "link to itself",
    "folder",
    "pipe",
    "socket",
)


LINKS = tuple(kind for kind in KINDS if kind.startswith("link"))


def stand(place: Path, kind: str, outside: Path) -> None:  # noqa: C901 - a case each
    """Put something there in the place of what stands there."""
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    place.unlink(missing_ok=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    match kind:
        case "hand-written file" | "read-only file":
            place.write_text("# mine\n")
            place.chmod(0o444 if kind.startswith("read") else 0o644)
        case "link to a file outside":
            place.symlink_to(outside / "secret.md")
        case "link to a folder outside":
            place.symlink_to(outside)
        case "link to a file inside":
            (place.parent / "other.txt").write_text("mine\n")
            place.symlink_to("other.txt")
        case "link to nothing":
            place.symlink_to(outside / "new.md")
        case "link to itself":
            place.symlink_to(place.name)
        case "folder":
            place.mkdir()
            (place / "note.txt").write_text("mine\n")
        case "pipe":
            os.mkfifo(place)
        case "socket":
            with socket.socket(socket.AF_UNIX) as end:
                # The name of a socket is short.
                here = os.open(place.parent, os.O_RDONLY)
                end.bind(f"/proc/self/fd/{here}/{place.name}")
                os.close(here)


def everything(folder: Path) -> dict[str, str]:
    """Tell of every path below a folder what stands there."""
    found = {}
    for path in folder.rglob("*"):
        kind = f"{os.lstat(path).st_mode:o}"
        if path.is_symlink():
            kind += f" {path.readlink()}"
        elif path.is_file():
            size = path.stat().st_size
            kind += f" {size} {path.read_bytes() if size < 1_000_000 else ''!r}"
        found[path.relative_to(folder).as_posix()] = kind
    return found
