"""``extends`` in a language.yaml: facts of one folder upon those of another -> whole facts, which know their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sixfold.document import Node, Scalar, Sequence, Table, describe
from sixfold.errors import FilePart, Problems
from sixfold.frozen import frozen
from sixfold.names import did_you_mean, listing
from sixfold.places import FACTS, TEMPLATES

EXTENDS = "extends"
OWN = ("tab", "label", "stands_in_for", EXTENDS, "client")
"""What each folder says itself: it is what makes it one of its own."""

BASE = "<base>"
"""What stands in a list for all items that the base's list has."""


@frozen
class LanguageFacts:
    """All that is said of a language, and the languages that it builds on, the nearest first.

    What is taken from another folder keeps its place there.
    """

    table: Table
    bases: tuple[str, ...]


def extended(tables: Mapping[str, Table | None], problems: Problems) -> dict[str, LanguageFacts]:
    """Return the whole facts of each language, merged as JSON Merge Patch (RFC 7396) merges, a folder upon its base.

    Mappings are merged key by key, anything else (a list, too) takes the place of the base's, and a null removes what
    the base says. Beyond that, ``<base>`` in a list stands for what the base's list holds, and a null that removes
    nothing is noted. A language whose facts cannot be known is left out: that, or what it builds on, is noted.

    :param tables: what each folder says, by its name; None where that cannot be read.
    """
    found = {}
    for name in tables:
        names = _line(name, tables, problems)
        if names is None:
            continue
        *nearer, whole = (table for link in names if (table := tables[link]) is not None)
        for own in reversed(nearer):
            useless: list[tuple[Table, Scalar]] = []
            whole = _merged(_without_own(whole), own, useless)
            for below, null in useless:
                needs = [FilePart(f"{TEMPLATES}/{link}/{FACTS}", below.path) for link in names[1:]]
                problems.add(null.place, null.path, _removes_nothing(null, below), needs=needs)
        found[name] = LanguageFacts(whole, names[1:])
    return found


def _line(name: str, tables: Mapping[str, Table | None], problems: Problems) -> tuple[str, ...] | None:
    """Return a language and what it builds on, the farthest last; None where that cannot be known.

    A wrong link is noted once, where it stands: for the language that says it.
    """
    line = [name]
    while (table := tables[line[-1]]) is not None:
        if EXTENDS not in table.keys:
            return tuple(line)
        node = table.entries.get(EXTENDS)
        base = node.value if isinstance(node, Scalar) and isinstance(node.value, str) else ""
        if node is not None and (wrong := _wrong(node, base, line, tables)):
            # What leads into a circle from outside is no part of it.
            if name in (line[-1], base):
                place, path = (tables[name] or table).entries[EXTENDS].place, EXTENDS
                problems.add(place, path, wrong, spoils=[""])
            return None
        if node is None:
            return None
        line.append(base)
    return None


def _wrong(node: Node, base: str, line: list[str], tables: Mapping[str, object]) -> str:
    """Say what is wrong with what the last of a line builds on, or nothing."""
    if not base:
        return f"expected the name of another language's folder, got {describe(node)}"
    if base not in tables:
        return f"no language is called '{base}'{did_you_mean(base, tables)} (folders: {listing(tables)})"
    if base in line:
        way = f" by way of {', '.join(line[1:])}" if line[1:] else ""
        return f"{line[0]} builds on itself{way}; expected a folder that does not build on it, or no '{EXTENDS}'"
    return ""


def _removes_nothing(null: Scalar, below: Table) -> str:
    """Say that a null removes nothing from the base's mapping, which is most likely that of a misspelt key."""
    key = null.path.removeprefix(f"{below.path}.")
    remedy = did_you_mean(key, below.keys) or "; leave it out"
    return f"nothing to remove: {below.place.file} has no '{null.path}'{remedy}"


def _without_own(base: Table) -> Table:
    entries = {key: node for key, node in base.entries.items() if key not in OWN}
    return replace(base, entries=entries, keys={key: place for key, place in base.keys.items() if key not in OWN})


def _merged(base: Table, own: Table, useless: list[tuple[Table, Scalar]]) -> Table:
    """Merge two mappings; what removes nothing of the base's is added to ``useless``, beside that of the base."""
    entries: dict[str, Node] = dict(base.entries)
    keys = dict(base.keys)
    for key, place in own.keys.items():
        node, below = own.entries.get(key), entries.get(key)
        if isinstance(node, Scalar) and node.value is None and node.path not in OWN:
            entries.pop(key, None)
            if keys.pop(key, None) is None:
                useless.append((base, node))
            continue
        keys[key] = place
        if node is None:
            # It cannot be read, which is told: what the base says is not meant.
            entries.pop(key, None)
        elif isinstance(node, Table):
            nothing = replace(base, entries={}, keys={})
            entries[key] = _merged(below if isinstance(below, Table) else nothing, node, useless)
        elif isinstance(node, Sequence) and isinstance(below, Sequence):
            entries[key] = replace(node, items=tuple(_items(below, node)))
        else:
            entries[key] = node
    return replace(own, entries=entries, keys=keys)


def _items(base: Sequence, own: Sequence) -> Iterator[Node]:
    for item in own.items:
        yield from base.items if isinstance(item, Scalar) and item.value == BASE else (item,)
