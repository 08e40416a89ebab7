"""``languages`` of api.yaml: which languages a project wants, and the order of their tabs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from sixfold import document
from sixfold.document import Fields, Table
from sixfold.errors import FilePart, Problems
from sixfold.language.model import TABS, Language
from sixfold.names import did_you_mean, listing
from sixfold.places import API, SPECS, TEMPLATES
from sixfold.shipping import shipped_languages

_FILE = f"{SPECS}/{API}"
_KEY = "languages"

WANTED = FilePart(_FILE, _KEY)
"""What decides, where it is there, which of the languages with a tab a project has."""


def read_api(root: Path) -> Table | None:
    """Read api.yaml; None where it cannot be: what is wrong with the file as a whole is told where specs are read."""
    return document.read(root / SPECS / API, _FILE, Problems())


def wanted(api: Table | None, tabs: Sequence[Language], problems: Problems) -> tuple[Language, ...]:
    """Return the languages that a project wants in the order of their tabs, which are then numbered from 1.

    Where api.yaml lists none, or cannot be read, these are all of ``tabs``, by the numbers in their own facts. So they
    are where an item of the list is wrong, which is noted: what would only follow from it is then not told.
    """
    if tabs and api is not None and _KEY in api.keys:
        known = {language.name: language for language in tabs}
        if names := _names(Fields(api, problems), known):
            return tuple(replace(known[name], tab=tab) for tab, name in enumerate(names, 1))
    return tuple(sorted(tabs, key=lambda language: language.tab))


def _names(fields: Fields, known: Mapping[str, Language]) -> tuple[str, ...]:
    """Return the names in the list; none of them where one is wrong."""
    expected = f"a list of languages, in the order of their tabs ({listing(known)})"
    before = fields.problems.count
    nodes = fields.sequence_of(_KEY, expected)
    names = fields.texts(_KEY, "languages") if nodes else ()
    if not nodes and fields.problems.count == before and _KEY in fields.table.entries:
        fields.problems.add(fields.place(_KEY), _KEY, f"expected {expected}, got an empty list")
    if fields.problems.count > before:
        return ()
    for index, (node, name) in enumerate(zip(nodes, names, strict=True)):
        if name not in known:
            fields.problems.add_unmatched(node.place, node.path, _unknown(name, known), needs=TABS)
        elif name in names[:index]:
            fields.problems.add(node.place, node.path, f"'{name}' has a tab already; expected each language once")
    return names if fields.problems.count == before else ()


def _unknown(name: str, known: Mapping[str, Language]) -> str:
    stand_ins = {tab.stand_in.name: tab.name for tab in known.values() if tab.stand_in}
    if name in stand_ins:
        return f"'{name}' has no tab, it stands in for {stand_ins[name]}; expected '{stand_ins[name]}' in its place"
    others = [shipped for shipped in shipped_languages() if shipped not in known]
    hint = did_you_mean(name, [*known, *others])
    more = f"; {listing(others)} ship with the tool" if others else ""
    return f"no language '{name}'{hint} (languages: {listing(known)}{more}); a language is a folder of {TEMPLATES}/"
