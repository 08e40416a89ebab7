"""A launcher that a run has stopped is ended from outside, with all that has come from it."""

from __future__ import annotations

import signal
import subprocess
import sys

from sixfold.container.ending import end_by_force
from tests.support.processes import LIMIT, is_running, wait_until

STARTS = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1000)"], start_new_session=True)
print(child.pid, flush=True)
child.wait()
"""


class Launcher(subprocess.Popen[bytes]):
    """Is waited for no longer than a test waits."""

    def wait(self, timeout: float | None = None) -> int:
        return super().wait(timeout or LIMIT)


def test_it_and_what_has_left_its_session_are_ended() -> None:
    launcher = Launcher([sys.executable, "-c", STARTS], stdout=subprocess.PIPE)
    assert launcher.stdout is not None
    with launcher.stdout:
        child = int(launcher.stdout.readline())
        # As a run does that would not be ended.
        launcher.send_signal(signal.SIGSTOP)
        assert end_by_force(launcher) == []
    assert launcher.returncode == -signal.SIGKILL
    assert wait_until(lambda: not is_running(child))
