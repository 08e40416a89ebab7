"""What a person asks of `sixfold smoke` -> the snippets that are run, and how these were chosen."""

from __future__ import annotations

import secrets
from pathlib import Path

import click

from sixfold.frozen import frozen
from sixfold.names import unknown
from sixfold.project import Project
from sixfold.results import Shard
from sixfold.sample import Sample, shapes_of
from sixfold.since import told, touched
from sixfold.snippet import Snippet


@frozen
class Selection:
    """Snippets to run; ``told`` are the lines that say how to draw the same ones again, none where nothing was."""

    items: list[Snippet]
    told: tuple[str, ...] = ()


def chosen(
    loaded: Project, names: tuple[str, ...], languages: tuple[str, ...], sample: Sample | None, *, since: str | None
) -> Selection:
    """Return the snippets of these operations and languages, of all where there are none; or those of a sample of them.

    :param since: a git revision: only those of them are returned, or drawn from, that a change since can touch.
    :raises click.UsageError: when there is no such operation or language.
    :raises SixfoldError: when git does not give the revision.
    """
    items = _named(loaded, names, languages)
    if since is None:
        return _drawn(loaded, Selection(items), sample)
    found = touched(loaded, since)
    keys = found.keys
    some = [item for item in items if item.key in keys]
    return _drawn(loaded, Selection(some, tuple(told(found, since, len(loaded.snippets)))), sample)


def _drawn(loaded: Project, among: Selection, sample: Sample | None) -> Selection:
    if sample is None:
        return among
    items = among.items
    found = sample.draw({item.key: shapes_of(loaded.entry(item.key).request, item) for item in items})
    again = f"--sample {sample.size} --seed {sample.seed}"
    lines = [*among.told, f"drawn: {sample.size} operations a language; the same ones again: {again}"]
    for language, shapes in found.missing.items():
        lines.append(f"no room in {language} for calls {'; '.join(sorted(shapes))}: a larger --sample has it")
    return Selection([item for item in items if item.key in found.keys], tuple(lines))


def _named(loaded: Project, names: tuple[str, ...], languages: tuple[str, ...]) -> list[Snippet]:
    operations = {entry.operation.id for entry in loaded.entries}
    for given, known, what in (
        (names, operations, "operation"),
        (languages, {language.name for language in loaded.languages}, "language"),
    ):
        for name in given:
            if name not in known:
                hint = (
                    "; to judge files that no spec made, say --files"
                    if what == "operation" and Path(name).suffix
                    else ""
                )
                raise click.UsageError(f"{unknown(what, name, sorted(known))}{hint}")
    return [
        item
        for item in loaded.snippets
        if (not names or item.key.operation in names) and (not languages or item.key.language in languages)
    ]


def sample_of(size: int | None, seed: str | None, part: str | None) -> Sample | None:
    """Return what is drawn, by a new seed where none was given; None where all is run.

    :raises click.UsageError: when the parts of it would be of different samples.
    """
    if size is None:
        return None
    if part and seed is None:
        raise click.UsageError(
            "--shard with --sample expects a --seed, the same for each: else each draws another part"
        )
    return Sample(size, secrets.token_hex(4) if seed is None else seed)


def shard_of(text: str | None) -> Shard:
    """Return the part of a run that ``K/N`` names; all where there is none.

    :raises click.BadParameter: when it names none.
    """
    found = Shard() if text is None else Shard.parsed(text)
    if found is None:
        raise click.BadParameter(f"expected K/N with 1 <= K <= N, got '{text}'", param_hint="--shard")
    return found
