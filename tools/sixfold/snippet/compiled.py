"""What was compiled or found of a template's text once holds for the same text again, in one process."""

from __future__ import annotations

from types import CodeType

from jinja2.bccache import Bucket, BytecodeCache

_MOST = 512
"""How many are kept: a project's templates several times over."""


class Compiled(BytecodeCache):
    """Keeps the code of templates by their names and texts. It is in memory alone: nobody else puts code there."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a template's text, where there is some."""
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template's text."""
        if len(self._kept) >= _MOST:
            self._kept.clear()
        self._kept[bucket.key, bucket.checksum] = bucket.code


COMPILED = Compiled()
"""That of this process: a project is opened several times in it where its site is served."""
