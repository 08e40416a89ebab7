"""Results -> what a person reads of them: a line a snippet, a table, and the sum."""

from __future__ import annotations

from collections import Counter

from sixfold.results import Result, Results, Verdict
from sixfold.snippet import SnippetKey
from sixfold.visible import visible

MARKS = {
    Verdict.HELD: "held",
    Verdict.FAILED: "FAILED",
    Verdict.EXPECTED_FAILURE: "expected",
    Verdict.NOT_RUN: "not run",
}


def table(results: Results) -> str:
    """Return operations by languages, and under it the sum; the sum alone where nothing was run."""
    if not results.results:
        return summary(results)
    languages = list(dict.fromkeys(result.key.language for result in results.results))
    operations = list(dict.fromkeys(result.key.operation for result in results.results))
    marks = {result.key: MARKS[result.verdict] for result in results.results}
    first = max([len("operation"), *map(len, operations)])
    widths = [max(len(language), *map(len, MARKS.values())) for language in languages]
    rows = [["operation", *languages]]
    rows += [
        [operation, *(marks.get(SnippetKey(operation, language), "-") for language in languages)]
        for operation in operations
    ]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, [first, *widths], strict=True)) for row in rows]
    return "\n".join([*(line.rstrip() for line in lines), "", summary(results)])


def summary(results: Results) -> str:
    """Return the sum that has to come out, as one line."""
    held, expected = results.count(Verdict.HELD), results.count(Verdict.EXPECTED_FAILURE)
    if results.is_part:
        counted = f"{held} held + {expected} expected failures + {results.count(Verdict.FAILED)} failed"
        if not_run := results.count(Verdict.NOT_RUN):
            counted += f" + {not_run} not run"
        return f"part {results.shards[0]}: {len(results.results)} of {len(results.published)} published = {counted}"
    line = f"{len(results.published)} published = {held} held + {expected} expected failures"
    if results.sum_holds:
        return line
    missing = len(results.published) - len({result.key for result in results.results})
    missing += results.count(Verdict.NOT_RUN)
    wrong = [f"{results.count(Verdict.FAILED)} failed", *([f"{missing} not run"] if missing else [])]
    return f"{line} does not hold: {', '.join(wrong)}"


def line(result: Result) -> str:
    """Return one snippet's verdict, with the reasons below it where it did not hold."""
    head = f"{MARKS[result.verdict]:<9}{result.seconds:5.1f} s  {visible(result.path)}"
    return "\n".join([head, *(f"           {visible(reason)}" for reason in result.reasons)])


def wrong_lines(results: Results) -> list[str]:
    """Return the verdict of each snippet of which there is something to say; what was not run is said once a reason."""
    wrong = [result for result in results.results if result.reasons]
    lines = [line(result) for result in wrong if result.verdict is not Verdict.NOT_RUN]
    not_run = Counter((result.form, result.reasons) for result in wrong if result.verdict is Verdict.NOT_RUN)
    return [*lines, *(f"not run: {form} ({count}): {'; '.join(why)}" for (form, why), count in not_run.items())]
