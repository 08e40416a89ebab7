"""The first process of a container: makes its sockets, starts its command, and says what came of it."""

from __future__ import annotations

import contextlib
import errno
import os
import resource
import select
import signal
import socket
from collections.abc import Callable
from pathlib import Path

from sixfold.container import kernel, mounts
from sixfold.container.messages import Listen, Settings, Start, receive, send
from sixfold.container.parts import Protection

_LARGEST_FILE = 512 << 20
"""In bytes."""
_OPEN_FILES = 4096
_FIRST_NUMBER = 3000
"""From here processes are numbered in a container, so that a number that one prints is hardly that of one outside."""
_COUNTED_BY_NAMESPACE = (5, 14)
_NUMBERED_BY_NAMESPACE = (6, 14)
"""The kernels from which on a limit of processes is a namespace's own."""

Lacking = dict[str, str]


def attempt(part: Protection, step: Callable[[], None], lacking: Lacking) -> None:
    """Take a step for a part that is not lacking yet; where it cannot be taken, the part is lacking."""
    if part not in lacking:
        try:
            step()
        except OSError as error:
            # The kernel's own words for it speak of a disk.
            full = error.errno == errno.ENOSPC
            lacking[part] = "there may be no more of them" if full else error.strerror or str(error)


def serve(settings: Settings, control: socket.socket, lacking: Lacking) -> None:
    """Say what is lacking, then do what the owner asks for, until the command has ended or the owner is gone."""
    if Protection.FILES not in lacking:
        attempt(Protection.PROCESSES, mounts.show_own_processes, lacking)
    attempt(Protection.COUNT, lambda: _limit_processes(settings["processes"], lacking), lacking)
    if Protection.FILES not in lacking:
        attempt(Protection.PROCESSES, mounts.protect_settings, lacking)
        if Protection.PROCESSES in lacking:
            mounts.leave_processes_writable()
    send(control, lacking)
    ended, wake = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    command = 0
    while True:
        readable, _, _ = select.select([control.fileno(), ended], [], [])
        if control.fileno() in readable:
            message, files = receive(control)
            if message is None:
                return
            command = _answer(control, message, files) or command
        if ended in readable:
            os.read(ended, 1 << 10)
        code = _reaped(command)
        if code is not None:
            send(control, {"ended": code})
            return


def _reaped(command: int) -> int | None:
    """Wait for what has ended, whoever's child it was; return the command's exit code where it has."""
    with contextlib.suppress(ChildProcessError):
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:
            if ended[0] == command:
                return os.waitstatus_to_exitcode(ended[1])
    return None


def _answer(control: socket.socket, message: Listen | Start, files: list[int]) -> int:
    """Make sockets, or start the command; return the process started, or 0."""
    if "listen" not in message:
        return _started(control, message, files)
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(message["listen"])]
    send(control, {}, [each.fileno() for each in sockets])
    for each in sockets:
        each.close()
    return 0


def _started(control: socket.socket, message: Start, files: list[int]) -> int:
    failed, failure = os.pipe2(os.O_CLOEXEC)
    pid = os.fork()
    if not pid:
        try:
            _become(message, files, failure)
        except OSError as error:
            os.write(failure, str(error.errno).encode())
        finally:
            os._exit(1)
    os.close(failure)
    for file in files:
        os.close(file)
    problem = os.read(failed, 100)
    os.close(failed)
    send(control, {"errno": int(problem or 0)})
    return pid


def _become(message: Start, files: list[int], failure: int) -> None:
    """Become the command: with the three given files, and nothing else of this process's."""
    os.setsid()
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD, signal.SIGPIPE, signal.SIGXFSZ):
        signal.signal(number, signal.SIG_DFL)
    for target, file in enumerate(files):
        os.dup2(file, target)
    os.closerange(len(files), failure)
    os.closerange(failure + 1, os.sysconf("SC_OPEN_MAX"))
    os.chdir(message["folder"])
    _limit(message)
    with contextlib.suppress(OSError):
        # Where there are none, there are no keys.
        kernel.leave_keyring()
    kernel.give_up_capabilities()
    if message["confined"]:
        kernel.gain_no_privileges()
    environment = message["environment"]
    os.execvpe(message["words"][0], message["words"], environment)  # noqa: S606 - here it becomes the command


def _limit(message: Start) -> None:
    limits = {resource.RLIMIT_CORE: 0, resource.RLIMIT_NOFILE: _OPEN_FILES, resource.RLIMIT_FSIZE: _LARGEST_FILE}
    if message["seconds"]:
        limits[resource.RLIMIT_CPU] = message["seconds"]
    for kind, most in limits.items():
        soft, hard = resource.getrlimit(kind)
        known = [limit for limit in (soft, most) if limit != resource.RLIM_INFINITY]
        resource.setrlimit(kind, (min(known), min(most, hard) if hard != resource.RLIM_INFINITY else most))


def _limit_processes(most: int, lacking: Lacking) -> None:
    """Limit how many processes and threads there may be at once.

    Nothing holds root to a limit of its user, but numbers of processes can run out, in newer kernels for a namespace.
    """
    numbered = kernel.release() >= _NUMBERED_BY_NAMESPACE and not {Protection.PROCESSES, Protection.FILES} & set(
        lacking
    )
    if numbered:
        with contextlib.suppress(OSError):
            Path("/proc/sys/kernel/ns_last_pid").write_text(f"{_FIRST_NUMBER}", encoding="utf-8")
    if os.geteuid():
        counted = kernel.release() >= _COUNTED_BY_NAMESPACE and Protection.USER not in lacking
        most += 0 if counted else _threads_of(os.geteuid())
        _, hard = resource.getrlimit(resource.RLIMIT_NPROC)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(resource.RLIMIT_NPROC, (most, most))
    elif numbered:
        Path("/proc/sys/kernel/pid_max").write_text(f"{_FIRST_NUMBER + most}", encoding="utf-8")
    else:
        raise OSError(errno.ENOSYS, "for root, needs Linux 6.14 and its own processes and files")


def _threads_of(user: int) -> int:
    threads = 0
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it has ended
            if folder.stat().st_uid == user:
                threads += sum(1 for _ in (folder / "task").iterdir())
    return threads
