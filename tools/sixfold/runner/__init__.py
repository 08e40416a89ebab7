"""Snippet x Language x sandbox -> Verdict: every published snippet is run, unedited, and judged by what it did."""

from sixfold.runner.execute import places
from sixfold.runner.files import Bench, FileReport, judge_files, language_of
from sixfold.runner.ready import ready
from sixfold.runner.smoke import Stage, collect, run_all

__all__ = [
    "Bench",
    "FileReport",
    "Stage",
    "collect",
    "judge_files",
    "language_of",
    "places",
    "ready",
    "run_all",
]
