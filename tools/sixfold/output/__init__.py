"""Project to every generated file, written or compared."""

from sixfold.output.build import build, compared, render
from sixfold.output.changes import Difference, FileStatus, foreign, settle, write
from sixfold.output.coverage import Coverage, RpcState, cover
from sixfold.output.twins import twins

__all__ = [
    "Coverage",
    "Difference",
    "FileStatus",
    "RpcState",
    "build",
    "compared",
    "cover",
    "foreign",
    "render",
    "settle",
    "twins",
    "write",
]
