"""The files that `sixfold smoke` is asked to write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from sixfold.cli.saving import is_junit, is_results, require_room, save, save_json
from sixfold.cli.times import is_times, save_times
from sixfold.errors import SixfoldError
from sixfold.frozen import frozen
from sixfold.places import RESULTS
from sixfold.results import Results, junit, merge, read_file
from sixfold.snippet import SnippetKey
from sixfold.transcript import Outputs, is_outputs, read_outputs


@frozen
class WrittenFiles:
    """The files that a run is to write, each where it was asked for."""

    results: Path | None
    junit: Path | None
    times: Path | None
    outputs: Path | None

    def require_room(self) -> None:
        """Refuse a file that could not be written, before the run: it can take an hour."""
        for file, is_ours in (
            (self.results, is_results),
            (self.junit, is_junit),
            (self.times, is_times),
            (self.outputs, is_outputs),
        ):
            if file:
                require_room(file, is_ours)

    def are_shown(self, root: Path) -> bool:
        """Say whether the pages of the project at ``root`` show what is written."""
        shown = self.results is not None and self.results.resolve() == (root / RESULTS).resolve()
        return shown or self.outputs is not None

    def joined(self, root: Path, names: Iterable[str]) -> Results:
        """Join the shards that files hold.

        :raises SixfoldError: when they are not those of one run; when their runs had what is kept, or made ahead, for
            many, and pages are to show them.
        """
        results = merge(read_file(Path(name), name) for name in names)
        if results.ahead and self.are_shown(root):
            raise SixfoldError(
                "the runs of some shards had what is kept, or made ahead, for many; expected each to start all of its "
                "runtime anew; run each with: sixfold smoke --afresh --shard K/N --json FILE"
            )
        return results

    def save(self, results: Results, seconds: Mapping[SnippetKey, float]) -> None:
        """Write them; one of several shards writes no times, by which the others may be divided still, and no outputs.

        :param seconds: what the file of times held before.
        """
        if self.results:
            kept = results if results.is_part else results.recorded(_recorded(self.results))
            save_json(self.results, kept.to_json(), is_results)
        if self.junit:
            save(self.junit, junit(results), is_junit)
        if self.outputs and not results.is_part:
            save_json(self.outputs, results.outputs.recorded(_recorded_outputs(self.outputs)).to_json(), is_outputs)
        if self.times and not results.is_part:
            save_times(self.times, results, seconds)


def _recorded(file: Path) -> Results | None:
    """Return what a file of results says so far; None where it holds no results of snippets."""
    try:
        return read_file(file, str(file)) if file.is_file() else None
    except SixfoldError:
        return None


def _recorded_outputs(file: Path) -> Outputs | None:
    try:
        return read_outputs(file, str(file)) if file.is_file() else None
    except SixfoldError:
        return None
