"""Results of a run as data, and what they say of the snippets as they are now."""

from sixfold.results.model import NOT_STARTED, Result, Results, Verdict, merge, with_expectation
from sixfold.results.shard import shard
from sixfold.results.verification import State, Verification, read_file, read_results, verify

__all__ = [
    "NOT_STARTED",
    "Result",
    "Results",
    "State",
    "Verdict",
    "Verification",
    "merge",
    "read_file",
    "read_results",
    "shard",
    "verify",
    "with_expectation",
]
