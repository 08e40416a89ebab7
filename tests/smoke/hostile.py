"""A program of its own: runs what tests give it, as the user that the first argument names, and says what came of it.

It takes a JSON object from its input. ``lacking`` are parts of a containment that are not to be had, and each of
``runs`` is a command with a limit in seconds.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path

from sixfold.container import container as containers
from sixfold.container import launch
from sixfold.container.container import Space
from sixfold.container.parts import Protection
from sixfold.container.process import Ended, run_in
from sixfold.errors import SixfoldError
from sixfold.host import temporary


def main() -> None:
    given = json.load(sys.stdin)
    launcher = launch._LAUNCHER  # noqa: SLF001 - this turns off what the kernel would give
    launcher._lacking = {Protection(part): "off" for part in given["lacking"]} or None  # noqa: SLF001
    # What tests stop on purpose is not waited for as long as what may be slow.
    launch._PATIENCE = containers._PATIENCE = given.get("patience", containers._PATIENCE)  # noqa: SLF001
    done: list[dict[str, object]] = []
    for words, timeout in given["runs"]:
        with temporary.folder("run") as folder:
            space = Space(folder, lasts="lasts" in given, visible=(Path(sys.executable).parent,), processes=200)
            with launch.open_container(space) as container:
                reached = container.listen(1)[0]
                reached.settimeout(0)
                environment = {"PATH": os.defpath, "HOME": str(folder), "REACHED": str(reached.getsockname()[1])}
                begun = time.monotonic()
                try:
                    made = run_in(container, words, environment, timeout)
                except SixfoldError as error:
                    done.append({"error": str(error)})
                    continue
                took = time.monotonic() - begun
            try:
                reached.accept()[0].close()
                was_reached = True
            except BlockingIOError:
                was_reached = False
            reached.close()
        shown = {"stdout": made.stdout, "stderr": made.stderr, "seconds": made.seconds}
        ended = {"exit_code": made.exit_code, "excess": made.end is Ended.EXCESS}
        done.append({**shown, **ended, "took": took, "reached": was_reached, "left": folder.exists()})
    json.dump({"done": done, "notice": launch.notice(), "place": tempfile.gettempdir()}, sys.stdout)


if __name__ == "__main__":
    main()
