"""Writes ``tools/sixfold/own.json`` anew: ``python -m tests.own``."""

from __future__ import annotations

from sixfold import trust
from sixfold.shipping import shipped_project
from tests.support.projects import ROOT

if __name__ == "__main__":
    with shipped_project() as shipped:
        trust.write_own(ROOT, shipped)
