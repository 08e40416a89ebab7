"""The command ``sixfold``."""

import contextlib
import os
import sys

with contextlib.suppress(OSError):
    # `python -m` looks for modules where the person is first: those of a project would stand in for others.
    if not sys.flags.safe_path and sys.path[:1] == [os.getcwd()]:  # noqa: PTH109 - the text that Python put there
        del sys.path[0]

from sixfold.cli import main

if __name__ == "__main__":
    main()
