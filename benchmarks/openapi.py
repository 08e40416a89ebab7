"""How long an OpenAPI document takes to be read, the first time and unchanged, with the places of all its operations.

    python benchmarks/openapi.py FILE [--profile]

Each reading is a process of its own; the first has an empty place for what is kept between runs. Printed are seconds,
without what importing takes, and MB of memory at most; with --profile, where the time of the first reading goes.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sixfold.definition.openapi import load_openapi
from sixfold.definition.openapi.contract import OperationContract

SHOWN = 15


def read(file: Path) -> int:
    """Load a document, ask for the place of each operation, and return how many these are."""
    contracts = [method.contract for method in load_openapi(file.parent, file.name).methods.values()]
    return len([str(found.operation.at.place) for found in contracts if isinstance(found, OperationContract)])


def once(file: Path, *, profiling: bool) -> None:
    """Read a document in this process, and print what that took."""
    profile = cProfile.Profile()
    began = time.perf_counter()
    count = profile.runcall(read, file) if profiling else read(file)
    seconds = time.perf_counter() - began
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{seconds:.2f} s, {megabytes:.0f} MB, {count} operations with places")
    if profiling:
        pstats.Stats(profile).strip_dirs().sort_stats("tottime").print_stats(SHOWN)


def main() -> None:
    """Read the document twice, in processes of their own."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--once", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.once:
        once(given.file.resolve(), profiling=given.profile)
        return
    with tempfile.TemporaryDirectory() as folder:
        for what in ("first", "unchanged"):
            print(f"{what}: ", end="", flush=True)
            more = ["--profile"] if given.profile and what == "first" else []
            words = [sys.executable, __file__, str(given.file), "--once", *more]
            subprocess.run(words, env={**os.environ, "XDG_CACHE_HOME": folder}, check=True)


if __name__ == "__main__":
    main()
