"""What runs snippets, or installs, can be ended at any time, by one signal."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType

from sixfold import container, install
from sixfold.cli.terminal import say

_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextlib.contextmanager
def interruptible(*, quiet: bool) -> Iterator[None]:
    """Let one signal end all that runs at once, with the usual exit code; those that follow change nothing.

    Unless ``quiet``, says first in what runs are contained less than they could be.
    """
    with stoppable():
        if not quiet and (notice := container.notice()):
            say(notice, error=True)
        yield


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """Let one signal end all that was started, with the usual exit code; those that follow change nothing."""

    def hear(number: int, _: FrameType | None) -> None:
        for each in _ENDING:
            signal.signal(each, signal.SIG_IGN)
        container.stop()
        install.stop()
        if number == signal.SIGINT:
            raise KeyboardInterrupt
        say("stopped", error=True)
        raise SystemExit(128 + number)

    before = {each: signal.getsignal(each) for each in _ENDING}
    for each in _ENDING:
        # Who starts this in the background may have asked for some not to be heard.
        if before[each] is not signal.SIG_IGN:
            signal.signal(each, hear)
    yield
    # Only where nothing ended it: what follows a signal is not to be ended by another.
    for each, handler in before.items():
        signal.signal(each, handler)
