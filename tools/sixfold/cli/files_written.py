"""The files that `sixfold smoke --files` is asked to write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from sixfold.cli.files_junit import files_junit
from sixfold.cli.files_page import files_page, is_page
from sixfold.cli.saving import is_junit, is_results, is_stream, require_room, save, save_json
from sixfold.frozen import frozen
from sixfold.runner import FileReport


@frozen
class FilesWritten:
    """The files that reports are written to, each where it was asked for."""

    results: Path | None
    junit: Path | None
    page: Path | None

    def require_room(self) -> None:
        """Refuse a file that could not be written, before anything is run."""
        for file, is_ours in ((self.results, is_results), (self.junit, is_junit), (self.page, is_page)):
            if file:
                require_room(file, is_ours)

    def save_so_far(self, reports: Sequence[FileReport]) -> None:
        """Write the results of the files that have been run: what ends the command leaves them."""
        if self.results and not is_stream(self.results):
            self._save_results(self.results, reports, complete=False)

    def save(self, reports: Sequence[FileReport], titles: Mapping[str, str]) -> None:
        """Write all, when all files have been run and compared.

        :param titles: what readers call each language, by its name.
        """
        if self.results:
            self._save_results(self.results, reports, complete=True)
        if self.junit:
            save(self.junit, files_junit(reports), is_junit)
        if self.page:
            save(self.page, files_page(reports, titles), is_page)

    @staticmethod
    def _save_results(file: Path, reports: Sequence[FileReport], *, complete: bool) -> None:
        content = {"complete": complete, "files": [asdict(report) for report in reports]}
        save_json(file, content, is_results)
