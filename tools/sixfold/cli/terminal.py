"""The one place that prints. Whatever is said, nothing that came from outside reaches a terminal as it came."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys
import threading
import traceback
from typing import Any, Self

import click

from sixfold.errors import SixfoldError, SpecError
from sixfold.visible import fitting, visible, visible_lines

_EVERY = 5.0
"""How often a long run says how far it is where nobody watches it at a terminal, in seconds."""
_SELDOM = 3
"""After how many times as long it says so where nothing has come."""


def say(text: str = "", *, error: bool = False) -> None:
    """Print lines; ``error`` means the error stream."""
    _print(visible_lines(text), error=error)


def say_line(text: str, *, error: bool = False) -> None:
    """Print one line, whatever is in it: an end of a line that came from outside does not end it."""
    _print(visible(text), error=error)


def say_json(content: object) -> None:
    """Print an object for programs, in characters that every terminal has."""
    _print(json.dumps(content, indent=2).replace("\x7f", "\\u007f"))


def say_error(error: SixfoldError | click.ClickException) -> None:
    """Print what a user has to mend, a problem a line, or what is wrong with a command line."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        say(error.format_message(), error=True)
    elif isinstance(error, click.ClickException):
        # In click's words, but for what it would do to sequences that a terminal obeys: leave them out.
        context = error.ctx if isinstance(error, click.UsageError) else None
        if context:
            say(context.get_usage(), error=True)
            say(f"Try '{context.command_path} {max(context.help_option_names, key=len)}' for help.\n", error=True)
        say_line(f"Error: {error.format_message()}", error=True)
    elif isinstance(error, SpecError):
        for problem in error.problems:
            say_line(str(problem), error=True)
    else:
        say(str(error), error=True)


def can_ask() -> bool:
    """Say whether a person is there to answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(question: str) -> bool:
    """Ask a person who is there for a yes; anything else is none."""
    return click.confirm(visible(question), err=True)


class Progress:
    """How far a long run is, on the error stream; ``hidden`` where none is to be told.

    Where a person watches it is a bar, else a line every few seconds, less often where nothing has come.
    """

    def __init__(self, length: int, *, hidden: bool) -> None:
        """Start at nothing of ``length``."""
        self._watched = not hidden and sys.stderr.isatty()
        self._length, self._done = length, 0
        self._over = threading.Event()
        self._teller = None if hidden or self._watched else threading.Thread(target=self._tell, daemon=True)
        self._bar: Any = click.progressbar(
            length=length, label="running", file=sys.stderr, show_pos=True, hidden=not self._watched
        )

    def __enter__(self) -> Self:
        """Show it."""
        self._bar.__enter__()
        if self._teller:
            self._teller.start()
        return self

    def __exit__(self, *error: object) -> None:
        """End its line."""
        self._over.set()
        if self._teller:
            self._teller.join()
        self._bar.__exit__(*error)

    def step(self, text: str = "") -> None:
        """Go one further, and say something above it."""
        if text:
            if self._watched:
                click.echo("\r\x1b[K", nl=False, err=True)
            say(text)
        self._done += 1
        self._bar.update(1)

    def _tell(self) -> None:
        told, silent = 0, 0
        while not self._over.wait(_EVERY):
            done, silent = self._done, silent + 1
            if done != told or silent >= _SELDOM:
                told, silent = done, 0
                with contextlib.suppress(OSError, ValueError):  # nobody listens any more
                    say_line(f"running: {done} of {self._length}", error=True)


def is_of_output(error: OSError) -> bool:
    """Say whether an error came of printing; then it is told, where that can be, and nothing is printed any more."""
    if not any(frame.f_code is click.echo.__code__ for frame, _ in traceback.walk_tb(error.__traceback__)):
        return False
    with contextlib.suppress(OSError, ValueError):
        if error.errno != errno.EPIPE:
            os.write(2, f"the output cannot be written: {error.strerror}\n".encode())
    # At the end Python writes what is left.
    with contextlib.suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.stdout, sys.stderr):
            os.dup2(nothing, stream.fileno())
    return True


def _print(text: str, *, error: bool = False) -> None:
    stream = sys.stderr if error else sys.stdout
    click.echo(fitting(text, stream), file=stream)
