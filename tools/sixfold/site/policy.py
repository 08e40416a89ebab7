"""What a page writes inline -> its content security policy: all else comes from the site itself, or not at all."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable

from sixfold.site.head import Inline


def policy(inline: Inline, *, styles: bool = False) -> str:
    """Return the policy under which a page works: no other host, and no inline script but its own.

    :param styles: allow every inline style, for a page whose own scripts write some: these have no hash beforehand.
    """
    directives = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *_hashes(inline.scripts)],
        "style-src": ["'self'", *(["'unsafe-inline'"] if styles else _styles(inline))],
        # The theme's icons are data in its style sheet.
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(" ".join((name, *values)) for name, values in directives.items())


def _hashes(texts: Iterable[str]) -> list[str]:
    return [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in texts]


def _styles(inline: Inline) -> list[str]:
    # Markdown's tables set attributes; a browser takes their hashes only together with this word.
    attributes = ["'unsafe-hashes'", *_hashes(inline.attributes)] if inline.attributes else []
    return [*_hashes(inline.styles), *attributes]
