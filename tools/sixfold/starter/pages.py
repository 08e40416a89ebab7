"""RPCs -> entries of specs, grouped into pages by service and by what they are about. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from sixfold.definition import ApiDefinition, Method
from sixfold.document import to_yaml
from sixfold.errors import Problem
from sixfold.json_value import Json
from sixfold.names import is_among
from sixfold.places import SPECS
from sixfold.scaffold import Scaffold, complete, words_of

_OPERATION = re.compile(r"operations\[(\d+)\]")
_LARGEST_PAGE = 40
"""How many operations a page holds: beyond that nobody finds one."""


@dataclass
class DraftPage:
    """A page that grows: its operations by their ids, and its variables."""

    section: str
    name: str
    title: str
    operations: dict[str, Mapping[str, object]] = field(default_factory=dict)
    variables: dict[str, Mapping[str, Json]] = field(default_factory=dict)
    methods: dict[str, Method] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Where it stands in a project."""
        return f"{SPECS}/{self.section}/{self.name}.yaml"

    def text(self) -> str:
        """Return the page as YAML."""
        page: dict[str, object] = {"title": self.title, "description": f"{self.title}, call by call."}
        page["operations"] = list(self.operations.values())
        return to_yaml(page | ({"variables": self.variables} if self.variables else {}))

    def at_fault(self, problem: Problem) -> tuple[str, ...]:
        """Return the full names of the RPCs that a problem of the page is about: of a variable, all that use it."""
        found = _OPERATION.match(problem.key_path)
        if found is not None:
            return (list(self.methods.values())[int(found[1])].full_name,)
        lines = self.text().splitlines()[: problem.place.line]
        begun = [line for line in lines if line.startswith("  - id: ")]
        name = next((line.strip(" :") for line in reversed(lines) if re.match("  [A-Z][A-Z0-9_]*:$", line)), "")
        if name:
            using = [key for key, facts in self.operations.items() if f"'${name}'" in str(facts.get("request"))]
            return tuple(self.methods[key].full_name for key in using)
        return (list(self.methods.values())[len(begun) - 1].full_name,) if begun else ()

    def add(self, found: Scaffold, method: Method, kept: Collection[str]) -> None:
        """Add an operation; a variable that has another example, or a name of ``kept``, gets a number."""
        renamed = {}
        for name, facts in found.variables.items():
            free = name
            number = 2
            while free in kept or self.variables.get(free, facts) != facts:
                free, number = f"{name}_{number}", number + 1
            renamed[name] = free
            self.variables[free] = facts
        identity = str(found.operation["id"])
        self.operations[identity] = {
            **found.operation,
            "request": _renamed(found.operation.get("request", {}), renamed),
        }
        if not found.operation.get("request"):
            self.operations[identity] = found.operation
        self.methods[identity] = method


def pages_of(
    definition: ApiDefinition, methods: Iterable[Method], kept: Mapping[str, Collection[str]]
) -> tuple[DraftPage, ...]:
    """Return the pages of some RPCs of a definition.

    :param kept: names that no ``variable``, and no ``file`` of an operation, may have.
    """
    pages: dict[tuple[str, str], DraftPage] = {}
    taken: set[str] = set()
    for method in methods:
        own = method.service.rpartition(".")[2]
        section, subject = _slug(own), _subject(method)
        page = pages.setdefault((section, _slug(subject)), DraftPage(section, _slug(subject), _title(subject)))
        number = 2
        while len(page.operations) >= _LARGEST_PAGE:
            name = f"{_slug(subject)}-{number}"
            page = pages.setdefault((section, name), DraftPage(section, name, f"{_title(subject)} ({number})"))
            number += 1
        identity = "_".join(words_of(method.name)).lower()
        if identity in taken or is_among(identity, kept["file"]) or not re.match("[a-z]", identity):
            identity = f"{_slug(own).replace('-', '_')}_{identity}"
        while identity in taken or is_among(identity, kept["file"]):
            identity += "_call"
        taken.add(identity)
        rpc = definition.shortest(method.full_name)
        page.add(complete(method, rpc=rpc, identity=identity, known={}), method, kept["variable"])
    return tuple(pages.values())


def without(
    pages: Iterable[DraftPage], left: Collection[str], kept: Mapping[str, Collection[str]]
) -> tuple[DraftPage, ...]:
    """Return pages less the operations of some RPCs, and less what only these used."""
    made = []
    for page in pages:
        smaller = replace(page, operations={}, variables={}, methods={})
        for identity, method in page.methods.items():
            if method.full_name not in left:
                rpc = str(page.operations[identity]["rpc"])
                smaller.add(complete(method, rpc=rpc, identity=identity, known={}), method, kept["variable"])
        made += [smaller] if smaller.operations else []
    return tuple(made)


def title_of(name: str) -> str:
    """Return a service's own name in words."""
    return _title(name.rpartition(".")[2])


def section_of(name: str) -> str:
    """Return the folder of a service's pages."""
    return _slug(name.rpartition(".")[2])


def _subject(method: Method) -> str:
    """Return what an RPC is about, in the plural: ``DeleteOrder`` and ``ListOrders`` are about ``Orders``.

    One that is a verb alone is about what its service is called after, and so is every operation that has a tag.
    """
    if method.contract is not None:
        return method.service.rpartition(".")[2]
    words = words_of(method.name)[1:] or words_of(method.service.rpartition(".")[2]) or ["Call"]
    last = words[-1]
    if last.endswith("y") and last[-2:-1] not in "aeiou":
        last = f"{last[:-1]}ies"
    elif not last.endswith("s"):
        last = f"{last}s"
    return "".join([*(word[:1].upper() + word[1:] for word in words[:-1]), last[:1].upper() + last[1:]])


def _title(name: str) -> str:
    words = " ".join(word[:1].upper() + word[1:] for word in words_of(name)) or name
    return re.sub(" (?=[0-9])", "", words)


def _slug(name: str) -> str:
    return re.sub("-(?=[0-9])", "", "-".join(words_of(name)).lower()) or "calls"


def _renamed(node: object, names: Mapping[str, str]) -> object:
    if isinstance(node, str) and node.startswith("$"):
        return f"${names.get(node[1:], node[1:])}"
    if isinstance(node, list):
        return [_renamed(item, names) for item in node]
    if isinstance(node, dict):
        return {key: _renamed(item, names) for key, item in node.items()}
    return node
