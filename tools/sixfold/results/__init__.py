"""Results of a run as data, and what they say of the snippets as they are now."""

from sixfold.results.facts import RuntimeFacts
from sixfold.results.junit import junit
from sixfold.results.merging import merge
from sixfold.results.model import Result, Results, Verdict
from sixfold.results.shard import Shard
from sixfold.results.verification import State, Verification, Verifier, read_file, read_results

__all__ = [
    "Result",
    "Results",
    "RuntimeFacts",
    "Shard",
    "State",
    "Verdict",
    "Verification",
    "Verifier",
    "junit",
    "merge",
    "read_file",
    "read_results",
]
