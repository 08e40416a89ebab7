"""The files that `sixfold smoke --files` is asked to write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from sixfold.cli.files_junit import files_junit
from sixfold.cli.saving import is_junit, is_results, is_stream, require_room, save, save_json
from sixfold.runner import FileReport


@dataclass(frozen=True)
class FilesWritten:
    """The files that reports are written to, each where it was asked for."""

    results: Path | None
    junit: Path | None

    def require_room(self) -> None:
        """Refuse a file that could not be written, before anything is run."""
        for file, is_ours in ((self.results, is_results), (self.junit, is_junit)):
            if file:
                require_room(file, is_ours)

    def save_so_far(self, reports: Sequence[FileReport]) -> None:
        """Write the results of the files that have been run: what ends the command leaves them."""
        if self.results and not is_stream(self.results):
            self._save_results(self.results, reports, complete=False)

    def save(self, reports: Sequence[FileReport]) -> None:
        """Write all, when all files have been run and compared."""
        if self.results:
            self._save_results(self.results, reports, complete=True)
        if self.junit:
            save(self.junit, files_junit(reports), is_junit)

    @staticmethod
    def _save_results(file: Path, reports: Sequence[FileReport], *, complete: bool) -> None:
        content = {"complete": complete, "files": [asdict(report) for report in reports]}
        save_json(file, content, is_results)
