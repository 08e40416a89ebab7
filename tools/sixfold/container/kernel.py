"""What Linux gives to any user: namespaces, mounts inside them, limits. Every call raises OSError where it may not be.

Python's own names for most of it are newer than 3.11. Imports little: the launcher, which forks, starts with it.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import os
import socket
import struct
from pathlib import Path

# From linux/sched.h, linux/mount.h, linux/prctl.h and linux/if.h.
NEW_MOUNTS, NEW_HOST_NAME, NEW_MEMORY = 0x00020000, 0x04000000, 0x08000000
NEW_USER, NEW_PROCESSES, NEW_NETWORK = 0x10000000, 0x20000000, 0x40000000
_BIND, _RECURSIVE, _PRIVATE = 0x1000, 0x4000, 0x40000
READ_ONLY, NO_SET_USER_ID, NO_DEVICES, NO_PROGRAMS = 1, 2, 4, 8
"""Attributes of a mount; mount(2) and mount_setattr(2) have the same numbers for them."""
_SET_ATTRIBUTES = 442
_AT_CURRENT_FOLDER, _AT_RECURSIVE = -100, 0x8000
_SIGNAL_AT_PARENTS_END, _DUMPABLE, _DROP_CAPABILITY, _SUBREAPER, _NO_NEW_PRIVILEGES = 1, 4, 24, 36, 38
_LAST_CAPABILITY = 63
_KEYS, _JOIN_SESSION = {"x86_64": 250, "aarch64": 219, "riscv64": 219}.get(os.uname().machine, -1), 1
"""keyctl(2): its number, which differs by machine, and what it is to do."""
_SET_INTERFACE_FLAGS, _UP = 0x8914, 1

_LIBRARY = ctypes.CDLL(None, use_errno=True)


def _call(name: str, *arguments: object) -> None:
    function = getattr(_LIBRARY, name, None)
    if function is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if function(*arguments) < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def unshare(kind: int) -> None:
    """Enter a new namespace of a kind; of processes, the next child is the first one in it."""
    _call("unshare", ctypes.c_int(kind))


def become_user_of_its_own() -> None:
    """Enter a user namespace, in which this user is who it was, and may do what only touches namespaces of its own."""
    user, group = os.geteuid(), os.getegid()
    unshare(NEW_USER)
    for name, content in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        Path("/proc/self", name).write_text(content, encoding="utf-8")


def isolate_network() -> None:
    """Enter a network namespace in which there is loopback alone, and start that."""
    unshare(NEW_NETWORK)
    with socket.socket() as any_socket:
        fcntl.ioctl(any_socket, _SET_INTERFACE_FLAGS, struct.pack("16sh14x", b"lo", _UP))


def mount(kind: str, target: str, attributes: int, options: str = "") -> None:
    """Mount a new file system of a kind."""
    _call("mount", kind.encode(), target.encode(), kind.encode(), ctypes.c_ulong(attributes), options.encode())


def bind(source: str, target: str) -> None:
    """Let a file or folder, with what is mounted below it, stand in another place too."""
    flags = ctypes.c_ulong(_BIND | _RECURSIVE)
    _call("mount", os.fsencode(source), os.fsencode(target), None, flags, None)


def keep_mounts_private() -> None:
    """Let no mount made from now on be seen outside this namespace, nor one made outside be seen here."""
    _call("mount", None, b"/", None, ctypes.c_ulong(_RECURSIVE | _PRIVATE), None)


def set_attributes(target: str, *, add: int = 0, clear: int = 0, recursive: bool = False) -> None:
    """Change the attributes of the mount at ``target``, or of all below it too."""
    attributes = struct.pack("QQQQ", add, clear, 0, 0)
    _call(
        "syscall",
        ctypes.c_long(_SET_ATTRIBUTES),
        ctypes.c_long(_AT_CURRENT_FOLDER),
        ctypes.c_char_p(os.fsencode(target)),
        ctypes.c_long(_AT_RECURSIVE if recursive else 0),
        ctypes.c_char_p(attributes),
        ctypes.c_long(len(attributes)),
    )


def end_with_parent(parent: int, signal_number: int) -> None:
    """Have this process sent a signal when its parent ends; it must be the parent's only thread that has forked it."""
    with contextlib.suppress(OSError):
        _control(_SIGNAL_AT_PARENTS_END, signal_number)
    if os.getppid() not in (parent, 0):
        os._exit(1)


def adopt_orphans() -> None:
    """Become the parent of every descendant whose own has ended."""
    _control(_SUBREAPER, 1)


def hide_memory() -> None:
    """Let no other process of this user read this one's memory or environment, or trace it."""
    _control(_DUMPABLE, 0)


def give_up_capabilities() -> None:
    """Take from this process, and from all it starts, what root may do more than another user."""
    for number in range(_LAST_CAPABILITY + 1):
        try:
            _control(_DROP_CAPABILITY, number)
        except OSError:  # the kernel has none of this number, or this user has none to give up
            return


def leave_keyring() -> None:
    """Take from this process, and from all it starts, the keys of the session; it gets an empty keyring."""
    _call("syscall", ctypes.c_long(_KEYS), ctypes.c_int(_JOIN_SESSION), None)


def gain_no_privileges() -> None:
    """Let no program that is started from now on run as another user than this."""
    _control(_NO_NEW_PRIVILEGES, 1)


def _control(option: int, value: int) -> None:
    _call("prctl", ctypes.c_int(option), *(ctypes.c_ulong(each) for each in (value, 0, 0, 0)))


def release() -> tuple[int, int]:
    """Return the kernel's version as two numbers."""
    first, _, rest = os.uname().release.partition(".")
    second = rest.partition(".")[0].partition("-")[0]
    return (int(first), int(second)) if first.isdecimal() and second.isdecimal() else (0, 0)
