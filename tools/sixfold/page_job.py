"""What is asked of a browser for one file, and what comes of it. A leaf: who asks starts with little else."""

from __future__ import annotations

from typing import NamedTuple


class Job(NamedTuple):
    """One file to open: ``timeout`` is in seconds, ``proxy`` a URL or empty; ``ahead`` is that of `settled.result`."""

    file: str
    timeout: float
    syntax: bool
    proxy: str
    ahead: bool = False


class PageOutcome(NamedTuple):
    """What the command ends with, and what it prints."""

    exit_code: int
    stdout: str
    stderr: str


def failed(problem: str) -> PageOutcome:
    """Return what comes of a file that no browser has opened to its end."""
    return PageOutcome(2, "", f"browser: {problem.splitlines()[0]}\n")
