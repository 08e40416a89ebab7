"""What tests draw of a list that is too dear to run whole each time; `make whole` runs all of it and keeps the result.

The seed is the commit, so that another commit draws another part and one commit always the same; ``SIXFOLD_SEED`` is
another. ``SIXFOLD_WHOLE`` names a file: then everything is drawn, and what came of it is kept there.
"""

from __future__ import annotations

import os
import random
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

Case = TypeVar("Case")
Key = TypeVar("Key")

WHOLE = "SIXFOLD_WHOLE"
SEED = "SIXFOLD_SEED"


def seed() -> str:
    """Return what decides the draw: the variable, or the commit."""
    return os.environ.get(SEED) or commit()


def commit() -> str:
    """Return the commit that is checked out, or a word where there is none."""
    words = ["git", "rev-parse", "--short=12", "HEAD"]
    try:
        found = subprocess.run(words, cwd=Path(__file__).parent, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return "none"
    return found.stdout.strip() or "none"


def is_whole() -> bool:
    """Say whether all cases are wanted."""
    return bool(os.environ.get(WHOLE))


def drawn(cases: Mapping[Key, Case], one_of: int, group: Callable[[Case], str]) -> Mapping[Key, Case]:
    """Draw one case of so many, and at least one of each group; in the order of the cases."""
    if is_whole():
        return cases
    groups: dict[str, list[Key]] = {}
    for name, case in cases.items():
        groups.setdefault(group(case), []).append(name)
    chosen = set[Key]()
    for key, names in groups.items():
        # A source for each group: what one of them draws does not hang on what others hold.
        source = random.Random(f"{seed()} {key}")  # noqa: S311 - a draw, no secret
        chosen.update(source.sample(names, -(-len(names) // one_of)))
    return {name: case for name, case in cases.items() if name in chosen}
