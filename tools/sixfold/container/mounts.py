"""The file system that a contained process sees: all of this machine's, read-only, and folders of its own to write in.

For a process that has a mount namespace of its own and may still change it.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

from sixfold.container import kernel

_SIZE = "size=512m,nr_inodes=65536"
"""How much all own folders hold together. They are kept in memory, and are gone with the namespace."""
_DEVICES = tuple(Path("/dev", name) for name in ("null", "zero", "full", "random", "urandom"))
_LINKS = {"fd": "/proc/self/fd", "stdin": "/proc/self/fd/0", "stdout": "/proc/self/fd/1", "stderr": "/proc/self/fd/2"}
_SETTINGS = tuple(Path("/proc", name) for name in ("sys", "sysrq-trigger", "irq", "bus", "fs", "acpi", "scsi"))
"""What of /proc changes the whole machine: root may write there even where it has given up its capabilities."""
_OWN = Path("/dev/.own")
"""Where folders of its own stand before they are put into their places."""
_TEMPORARY = 0o1777
_QUIET = kernel.NO_SET_USER_ID | kernel.NO_DEVICES


def arrange(folder: Path, *, lasts: bool, visible: Iterable[str], hidden: Iterable[str]) -> None:
    """Leave ``folder`` to write in, and instead of each ``hidden`` one an empty one; all else can only be read.

    :param lasts: whether what is written into ``folder`` is to stay; else its content is copied and the copy forgotten.
    :param visible: folders that stay as they are though they are, or are in, a hidden one.
    """
    kernel.keep_mounts_private()
    own = _opened(folder)
    kept = {place: _opened(place) for place in _folders(visible)}
    covered = _folders(hidden) - set(kept)
    kernel.set_attributes("/", add=kernel.READ_ONLY | _QUIET, recursive=True)
    _arrange_devices()
    for place in sorted({*kept, *covered}, key=lambda place: len(place.parts)):
        above = next((each for each in place.parents if each in kept or each in covered), None)
        if place in covered:
            _put(place, _empty())
        elif above in covered:
            _put(place, _by_number(kept[place]))
    if lasts:
        _put(folder, _by_number(own))
        kernel.set_attributes(str(folder), clear=kernel.READ_ONLY)
    else:
        copy = _empty()
        _copy(_by_number(own), copy)
        _put(folder, copy)
    kernel.set_attributes("/dev", add=kernel.READ_ONLY)
    for descriptor in (own, *kept.values()):
        os.close(descriptor)
    os.chdir("/")


def show_own_processes() -> None:
    """Let /proc be that of this process's namespace of processes."""
    kernel.mount("proc", "/proc", _QUIET | kernel.NO_PROGRAMS)


def protect_settings() -> None:
    """Let what /proc has to change the whole machine only be read."""
    for place in _SETTINGS:
        if place.exists():
            kernel.bind(str(place), str(place))
            kernel.set_attributes(str(place), add=kernel.READ_ONLY)


def leave_processes_writable() -> None:
    """Let a process change what is its own in /proc where that stays the machine's; root could change too much."""
    if os.geteuid():
        with contextlib.suppress(OSError):
            kernel.set_attributes("/proc", clear=kernel.READ_ONLY)


def _arrange_devices() -> None:
    opened = {device: os.open(device, os.O_PATH) for device in _DEVICES if device.exists()}
    kernel.mount("tmpfs", "/dev", _QUIET, f"{_SIZE},mode=755")
    for device, descriptor in opened.items():
        device.touch()
        kernel.bind(str(_by_number(descriptor)), str(device))
        kernel.set_attributes(str(device), clear=kernel.NO_DEVICES)
        os.close(descriptor)
    for name, target in _LINKS.items():
        Path("/dev", name).symlink_to(target)
    _OWN.mkdir()
    _put(Path("/dev/shm"), _empty())  # noqa: S108 - it is this place that is meant


def _folders(places: Iterable[str]) -> set[Path]:
    return {place for place in (Path(os.path.realpath(each)) for each in places) if place.is_dir()}


def _opened(folder: Path) -> int:
    return os.open(folder, os.O_PATH | os.O_DIRECTORY)


def _by_number(descriptor: int) -> Path:
    return Path(f"/proc/self/fd/{descriptor}")


def _empty() -> Path:
    made = _OWN / str(sum(1 for _ in _OWN.iterdir()))
    made.mkdir()
    made.chmod(_TEMPORARY)
    return made


def _copy(source: Path, target: Path) -> None:
    """Copy what a run is given: files, folders and links."""
    for file in source.iterdir():
        copy = target / file.name
        if file.is_symlink():
            copy.symlink_to(file.readlink())
        elif file.is_dir():
            copy.mkdir()
            _copy(file, copy)
        elif file.is_file():
            copy.write_bytes(file.read_bytes())
            copy.chmod(file.stat().st_mode & 0o777)


def _put(place: Path, source: Path) -> None:
    place.mkdir(parents=True, exist_ok=True)
    kernel.bind(str(source), str(place))
