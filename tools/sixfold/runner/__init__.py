"""Snippet x Language x sandbox -> Verdict: every published snippet is run, unedited, and judged by what it did."""

from sixfold.runner.by_hand import copy_command, run_command, sandbox_of
from sixfold.runner.file_language import language_of
from sixfold.runner.file_report import FileReport
from sixfold.runner.given import Given
from sixfold.runner.hand_written_files import FilesContext, judge_files
from sixfold.runner.ready import ready
from sixfold.runner.smoke import SmokeContext, collect, run_all

__all__ = [
    "FileReport",
    "FilesContext",
    "Given",
    "SmokeContext",
    "collect",
    "copy_command",
    "judge_files",
    "language_of",
    "ready",
    "run_all",
    "run_command",
    "sandbox_of",
]
