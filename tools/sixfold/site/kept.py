"""What is generated, as plain Markdown -> the same in the next process, by the state of all that it is made from."""

from __future__ import annotations

import json
from typing import Any

from sixfold import host
from sixfold.site.llms import Generated, Twin

_KIND = "twins"


def recall(state: str) -> Generated | None:
    """Return what was kept of a state; None where nothing was.

    :param state: a digest; nothing is known of an empty one.
    """
    try:
        found: Any = json.loads(host.recall(_KIND, state) or b"{}") if state else {}
        pages = {str(path): Twin(str(text), dict(languages)) for path, (text, languages) in found["pages"].items()}
        return Generated(pages, dict(found["includes"]))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def keep(state: str, generated: Generated) -> None:
    """Keep what is generated in a state; of an empty one nothing."""
    if state:
        pages = {path: (twin.text, dict(twin.languages)) for path, twin in generated.pages.items()}
        host.keep(_KIND, state, json.dumps({"pages": pages, "includes": dict(generated.includes)}).encode())
