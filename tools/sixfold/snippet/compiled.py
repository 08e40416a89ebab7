"""What was compiled or found of a template's text once holds for the same text again, in the next process too.

Between processes it is kept among a person's own files, under the seal of this person: it is code, which could do
anything, so nobody else's is run. It is known by all that compiled it, so that none of another version is.
"""

from __future__ import annotations

import marshal
from hashlib import sha256
from pathlib import Path
from types import CodeType

from jinja2.bccache import Bucket, BytecodeCache

from sixfold import host

_MOST = 512
"""How many are kept: a project's templates several times over."""
_KIND = "templates"

Look = tuple[tuple[str, ...], tuple[tuple[str, int, bool, bool], ...]]
"""What a look through a template found in which nothing is wrong, as plain data."""


class Compiled(BytecodeCache):
    """Keeps the code of templates by their names and texts, and what was found in them in ``looks``.

    ``offers`` holds what is offered of each class that a template meets, and ``met`` the classes that this names: both
    are found in types, which takes longer than to render a page.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self.looks: dict[str, Look] = {}
        self.offers: dict[str, tuple[tuple[str, ...], ...]] = {}
        self.met: dict[str, tuple[tuple[str, str], ...]] = {}
        self._kept: dict[tuple[str, str], CodeType | None] = {}
        self._begun: tuple[str, set[object]] = ("", set())

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a template's text, where there is some."""
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template's text."""
        if len(self._kept) >= _MOST:
            self._kept.clear()
            self.looks.clear()
        self._kept[bucket.key, bucket.checksum] = bucket.code

    def recall(self, root: Path, running: bytes) -> None:
        """Take what a run kept of the templates of a project, with what this process runs.

        :param root: the project's folder.
        :param running: the digest of the code that compiles; nothing is taken where it is empty.
        """
        found = host.recall(_KIND, _name(root, running), sealed=root) if running else None
        if found:
            codes, looks, offers, met = marshal.loads(found)  # noqa: S302 - this person's, by the seal
            self._kept = {**codes, **self._kept}
            self.looks = {**looks, **self.looks}
            self.offers = {**offers, **self.offers}
            self.met = {**met, **self.met}
            self._begun = _name(root, running), self._known

    def keep(self, root: Path, running: bytes) -> None:
        """Keep what there is for the next process, unless it is what was taken."""
        begun = _name(root, running), self._known
        if running and begun != self._begun:
            body = marshal.dumps((self._kept, self.looks, self.offers, self.met))
            host.keep(_KIND, begun[0], body, sealed=root)

    @property
    def _known(self) -> set[object]:
        return {*self._kept, *self.looks, *self.offers, *(("met", kind) for kind in self.met)}


COMPILED = Compiled()
"""That of this process: a project is opened several times in it where its site is served."""


def _name(root: Path, running: bytes) -> str:
    return sha256(running + str(root).encode(errors="surrogateescape")).hexdigest()
