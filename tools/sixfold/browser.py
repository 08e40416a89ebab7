"""One HTML file in Chromium, as a command: what the page shows goes to standard output, its errors to standard error.

Exit code 0: the page shows a result and reported no error. 1: it reported an error (an exception, a console error).
2: it showed nothing in time, or the browser could not start. As that takes long, ``--serve SOCKET`` keeps one until
standard input ends; a command that finds that socket in its environment has its file opened there, in its own context.
There a page's clock runs ahead while it waits for nothing but time; in one that is started for a page it does not.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from sixfold.page_job import Job, PageOutcome, failed
from sixfold.visible import fitting, visible_lines

PROXY = "https_proxy"
SOCKET = "SIXFOLD_BROWSER"
"""Where a browser is kept."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the file that the command line names, or keep a browser for others."""
    parser = argparse.ArgumentParser(prog="python -m sixfold.browser", description=__doc__)
    parser.add_argument("--syntax", action="store_true", help="only parse the page's scripts, without a network")
    parser.add_argument("--timeout", type=float, default=20, metavar="SECONDS", help="how long to wait for a result")
    parser.add_argument("--serve", type=Path, metavar="SOCKET", help="keep a browser until standard input ends")
    parser.add_argument("file", type=Path, nargs="?")
    options = parser.parse_args(arguments)
    if not options.file and not options.serve:
        parser.error("expected a file")
    outcome = _serve(options.serve) if options.serve else _open(options)
    for stream, text in ((sys.stdout, outcome.stdout), (sys.stderr, outcome.stderr)):
        stream.write(fitting(visible_lines(text) if stream.isatty() else text, stream))
    return outcome.exit_code


def _serve(path: Path) -> PageOutcome:
    from sixfold.chromium import served  # noqa: PLC0415 - it loads much, which who asks a kept browser does without

    return served(path, lambda: print("ready", flush=True))


def _open(options: argparse.Namespace) -> PageOutcome:
    proxy = "" if options.syntax else os.environ.get(PROXY, "")
    kept = os.environ.get(SOCKET)
    job = Job(str(options.file.resolve()), options.timeout, options.syntax, proxy, bool(kept))
    if kept:
        return _ask(kept, job)
    from sixfold.chromium import opened  # noqa: PLC0415 - see above

    return opened(job)


def _ask(kept: str, job: Job) -> PageOutcome:
    """Have a file opened by the browser that is kept at a socket."""
    folder, name = os.path.split(kept)
    try:
        # By its name alone: a socket's path has room for 107 bytes.
        os.chdir(folder)
        with socket.socket(socket.AF_UNIX) as connection, connection.makefile("rw", encoding="utf-8") as stream:
            connection.connect(name)
            stream.write(json.dumps(job) + "\n")
            stream.flush()
            if answer := stream.readline():
                return PageOutcome(*json.loads(answer))
            problem = "it ended"
    except (OSError, ValueError) as error:
        problem = str(error)
    return failed(f"the one that is kept at {kept} gave no answer: {problem}")


if __name__ == "__main__":
    sys.exit(main())
