"""The results of the last real run, as committed: ``verification.json``."""

from __future__ import annotations

RESULTS = "verification.json"
