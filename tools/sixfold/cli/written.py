"""The files that `sixfold smoke` is asked to write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from sixfold.cli.saving import is_junit, is_results, require_room, save, save_json
from sixfold.cli.times import is_times, save_times
from sixfold.errors import SixfoldError
from sixfold.frozen import frozen
from sixfold.places import OUTPUTS, RESULTS
from sixfold.project import load
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

    def require_room(self, root: Path, *, is_part: bool) -> None:
        """Refuse a file that could not be written, before the run: it can take an hour.

        :param is_part: whether the run is one of several shards, which is no record for pages.
        :raises click.UsageError: when the record of all would be written over by a shard's.
        """
        if is_part and self._is_record(root):
            raise click.UsageError(
                f"{RESULTS} is the record of all snippets, got --shard; expected another file of each part, which "
                f"'sixfold smoke --merge FILE… --json {RESULTS}' joins"
            )
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
        return self._is_record(root) or self.outputs is not None

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

    def save(self, root: Path, results: Results, seconds: Mapping[SnippetKey, float]) -> list[str]:
        """Write them; one of several shards writes no times, by which the others may be divided still, and no outputs.

        The record that pages show keeps what it holds of snippets that were not run.

        :param seconds: what the file of times held before.
        :return: what is to be said of what the record could not keep, a line each.
        """
        told: list[str] = []
        if self.results:
            save_json(self.results, self._kept(root, results, told).to_json(), is_results)
        if self.junit:
            save(self.junit, junit(results), is_junit)
        if self.outputs and not results.is_part:
            before = _recorded_outputs(self.outputs)
            made = results.outputs.recorded(before)
            is_record = self.outputs.resolve() == (root / OUTPUTS).resolve()
            if is_record and before:
                made = made.completed(before, _published(root, results, before.outputs))
            save_json(self.outputs, made.to_json(), is_outputs)
        if self.times and not results.is_part:
            save_times(self.times, results, seconds)
        return told

    def _kept(self, root: Path, results: Results, told: list[str]) -> Results:
        """Return what is written of results into their file."""
        if results.is_part or self.results is None:
            return results
        before = _recorded(self.results)
        if before is None or not self._is_record(root):
            return results.recorded(before)
        whole = results.completed(before, _published(root, results, before.published))
        lost = {found.key for found in before.results} & set(whole.published) - {found.key for found in whole.results}
        if lost:
            told.append(
                f"{RESULTS}: {len(lost)} of its results are gone, since they were of other versions than this run; "
                f"to record all snippets anew, run: sixfold smoke --json {RESULTS}"
            )
        return whole.recorded(before)

    def _is_record(self, root: Path) -> bool:
        """Say whether the results go where pages look for them."""
        return self.results is not None and self.results.resolve() == (root / RESULTS).resolve()


def _published(root: Path, results: Results, known: Iterable[SnippetKey]) -> tuple[SnippetKey, ...]:
    """Return the keys of all snippets of a project, which are those of a run where a record knows no others."""
    if set(known) <= set(results.published):
        return results.published
    return tuple(item.key for item in load(root).snippets)


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
