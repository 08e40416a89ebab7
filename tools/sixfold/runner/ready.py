"""Languages -> which of them can be run here, with what, and why the others cannot."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sixfold.install import PROVENANCE, client_folder, runtime_version, unusable
from sixfold.language import Language
from sixfold.reading import UnreadableError, read_text
from sixfold.results import RuntimeFacts


@dataclass
class Ready:
    """What a run has of runtimes, by a language's name.

    ``started`` is the time in UTC when that was asked. ``facts`` are the versions of its runtime and of its client
    library; ``reasons`` say why a language cannot be run, and grow where one does not start later on: none of its
    snippets is tried after that.
    """

    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    facts: dict[str, RuntimeFacts] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def lose(self, language: Language, reason: str) -> str:
        """Note that a language does not start; the first reason stays, and is returned."""
        with self._lock:
            return self.reasons.setdefault(language.name, reason)


def ready(root: Path, languages: Iterable[Language]) -> Ready:
    """Ask each language's runtime for its version; what does not answer is not run."""
    found = Ready()
    for language in languages:
        version, reason = _version(root, language)
        if reason:
            found.lose(language, f"{reason}; run: sixfold install --language {language.name}")
        provenance = ""
        with contextlib.suppress(UnreadableError):
            provenance = read_text(client_folder(root, language) / PROVENANCE).strip()
        found.facts[language.name] = RuntimeFacts(
            version or RuntimeFacts.NOT_STARTED, language.client_title, provenance
        )
    return found


def _version(root: Path, language: Language) -> tuple[str, str]:
    if wrong := unusable(root, language):
        return "", wrong
    version, wrong = runtime_version(root, language)
    return ("", wrong) if wrong else (version or "unknown", "")
