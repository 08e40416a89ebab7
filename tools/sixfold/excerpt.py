"""The beginning of a text, where all of it would be too long to be shown. A leaf."""

from __future__ import annotations


def shortened(text: str, most: int) -> str:
    """Return a text of at most ``most`` characters, the last of which is "…" where something was cut."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
