"""Keys of maps, which YAML has as texts. Pure."""

from __future__ import annotations

import re

from sixfold.definition import Field, FieldKind


def written_key(field: Field, text: str) -> str | int | bool:
    """Return a mapping's key (a text in YAML's tree) as the key type that the map has, as far as it reads so."""
    if field.kind is FieldKind.BOOLEAN and text in ("true", "false"):
        return text == "true"
    # Written in one way only, so that no two keys of a mapping are one key of the map.
    if field.kind is not FieldKind.TEXT and re.fullmatch(r"0|-?[1-9][0-9]{0,19}", text):
        return int(text)
    return text


def right_key(field: Field, text: str) -> str:
    """Return how a key that means a number or a boolean is written; empty where it is right, or means none."""
    right = text
    if field.kind is FieldKind.BOOLEAN:
        right = text.lower() if text.lower() in ("true", "false") else text
    elif field.kind is not FieldKind.TEXT and re.fullmatch(r"[-+]?[0-9]{1,20}", text):
        right = str(int(text))
    return "" if right == text else right
