"""``specs/sandbox.yaml`` -> Behaviour, checked against the API definition; every problem with its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sixfold import document
from sixfold.definition import ApiDefinition, DefinitionError, Enumeration, Field, FieldKind, Message, Method
from sixfold.document import Node, Scalar, Table, describe
from sixfold.errors import FilePart, Problems
from sixfold.names import did_you_mean
from sixfold.places import SANDBOX, SPECS
from sixfold.sandbox.assumed import assumed
from sixfold.sandbox.behaviour import STATUSES, ApiStatus, Behaviour, CallOutcome, ResourceKind, Rule
from sixfold.sandbox.reader import Reader
from sixfold.status import StatusPaths

_STATUS_KEYS = ("code", "http", "description")
_KIND_KEYS = ("in", "field", "absent")
_RULE_KEYS = ("kind", "parents", "ids", "attributes", "without_ids", "all_flag", "kept")


def behaviour_of(
    root: Path, definition: ApiDefinition, status: StatusPaths | None, *, success: str | None = None
) -> Behaviour:
    """Read how the sandbox of the project at ``root`` behaves, as `load` does.

    :param status: where answers hold the API's own status, None where they hold none.
    :param success: the code by which an answer says success; of a project without such a file, it is all that is known.
    """
    file = f"{SPECS}/{SANDBOX}"
    if status and success and not (root / file).exists():
        return assumed(definition, status, success)
    return load(root / file, file, definition, status)


def load(path: Path, file: str, definition: ApiDefinition, status: StatusPaths | None) -> Behaviour:
    """Read the behaviour of an API's sandbox.

    :param file: the path as messages name it, relative to the project.
    :param status: where answers hold the API's own status, None where they hold none.
    :return: one without rules when there is no such file, so that every RPC answers success.
    :raises SpecError: with every problem of the file.
    """
    if not path.exists():
        return Behaviour(status=status)
    problems = Problems()
    top = document.read(path, file, problems)
    behaviour = _Reader(problems, definition, status).behaviour(top) if top else Behaviour()
    problems.raise_any()
    return behaviour


def _status_codes(definition: ApiDefinition, path: str) -> Enumeration | None:
    """Return the enum at a path of the service's answers, or None for an API that has no such field."""
    for method in definition.methods.values():
        message: Message | None = method.response
        field: Field | None = None
        for name in path.split("."):
            field = message.fields_by_name.get(name) if message else None
            message = field.message if field else None
        if field is not None and field.enum is not None:
            return field.enum
    return None


@dataclass
class _Reader(Reader):
    definition: ApiDefinition
    status: StatusPaths | None

    @property
    def codes(self) -> Enumeration | None:
        return _status_codes(self.definition, self.status.code) if self.status else None

    def behaviour(self, top: Table) -> Behaviour:
        self.known_keys(top, ("statuses", "kinds", "deletes"))
        statuses = self._statuses(top)
        kinds, absent = self._kinds(self.table(top, "kinds"), statuses[CallOutcome.NOT_FOUND])
        rules = dict(self._rules(self.table(top, "deletes"), kinds, absent))
        return Behaviour(statuses, kinds, rules, self.status)

    def _statuses(self, top: Table) -> dict[CallOutcome, ApiStatus]:
        table, statuses = self.table(top, "statuses"), dict(STATUSES)
        by_name = {outcome.value: outcome for outcome in CallOutcome}
        missing = [name for name in by_name if name not in table]
        if missing and self.codes is not None:
            # Its answers would hold the code 0, which means nothing.
            message = f"expected a status for each outcome; missing: {', '.join(missing)}"
            place, given = top.keys.get("statuses", top.place), top.entries.get("statuses")
            # A name that is none may have been meant for one that is missing.
            unread = [f"statuses.{name}" for name in table if name not in by_name]
            unread += [] if given is None or isinstance(given, Table) else ["statuses"]
            self.problems.add(place, "statuses", message, needs=[FilePart(place.file, path) for path in unread])
        for name, node in table.items():
            if name not in by_name:
                self.add(node, f"unknown outcome{did_you_mean(name, by_name)}; expected one of: {', '.join(by_name)}")
            elif isinstance(node, Table):
                self.known_keys(node, _STATUS_KEYS)
                http = node.entries.get("http")
                if not isinstance(http, Scalar) or not isinstance(http.value, int) or isinstance(http.value, bool):
                    self.add(http or node, "expected the number of an HTTP status under 'http'")
                    continue
                code = self._code(node, "code", node.entries.get("code"))
                statuses[by_name[name]] = ApiStatus(*code, http.value, self.text(node, "description") or "")
            else:
                self.add(node, f"expected a mapping with {', '.join(_STATUS_KEYS)}, got {describe(node)}")
        return statuses

    def _code(self, table: Table, key: str, node: Node | None) -> tuple[str, int]:
        name = self.text(table, key)
        codes = self.codes
        if name is None or codes is None:
            if name is None and node is None:
                self.add(table, f"expected the name of a status code under '{key}'")
            elif codes is None:
                self.add(node or table, f"the responses of {self.definition.name} have no status code")
            return "", 0
        if name not in codes.numbers:
            guess = did_you_mean(name, codes.numbers)
            self.add(node or table, f"{codes.full_name} has no value '{name}'{guess}")
            return name, 0
        return name, codes.numbers[name]

    def _kinds(
        self, table: Mapping[str, Node], missing: ApiStatus
    ) -> tuple[dict[str, ResourceKind], dict[str, ApiStatus]]:
        kinds: dict[str, ResourceKind] = {}
        absent: dict[str, ApiStatus] = {}
        for name, node in table.items():
            if not isinstance(node, Table):
                self.add(node, f"expected a mapping, got {describe(node)}")
                continue
            self.known_keys(node, _KIND_KEYS)
            parent = self.text(node, "in")
            if parent is not None and parent not in kinds:
                message = f"expected a kind that stands above{did_you_mean(parent, kinds)}"
                self.add(node.entries["in"], message, f"kinds.{parent}")
            kinds[name] = ResourceKind(name, kinds.get(parent or ""), self.text(node, "field"))
            absent[name] = missing
            if "absent" in node.entries:
                code, number = self._code(node, "absent", node.entries["absent"])
                absent[name] = ApiStatus(code, number, missing.http, code.replace("_", " ").capitalize())
        return kinds, absent

    def _rules(
        self, table: Mapping[str, Node], kinds: Mapping[str, ResourceKind], absent: Mapping[str, ApiStatus]
    ) -> Iterable[tuple[str, Rule]]:
        known: set[str] = set()
        for rpc, node in table.items():
            method = self._method(rpc, node, known)
            if method is None:
                continue
            known.add(method.full_name)
            if isinstance(node, Table):
                self.known_keys(node, _RULE_KEYS)
                name = self.text(node, "kind")
                if name is not None and name in kinds:
                    yield method.full_name, self._rule(method, node, kinds[name], absent[name])
                else:
                    message = f"expected one of the kinds: {', '.join(kinds)}"
                    self.add(node.entries.get("kind", node), message, "kinds", f"{node.path}.kind")
            else:
                self.add(node, f"expected a mapping with {', '.join(_RULE_KEYS)}, got {describe(node)}")

    def _method(self, rpc: str, node: Node, known: Collection[str]) -> Method | None:
        try:
            method = self.definition.method(rpc)
        except DefinitionError as error:
            self.add(node, str(error))
            return None
        if method.full_name in known:
            self.add(node, f"{method.full_name} stands above already, under another name")
            return None
        return method

    def _rule(self, method: Method, node: Table, kind: ResourceKind, absent: ApiStatus) -> Rule:
        parents, repeated = self._parents(method, node, kind)
        ids = self.field(method, node.entries.get("ids"))
        attributes = {
            name: field.value
            for name, field in self.table(node, "attributes").items()
            if self.field(method, field) and isinstance(field, Scalar) and isinstance(field.value, str)
        }
        without_ids = self.text(node, "without_ids")
        if without_ids not in (None, "all"):
            self.add(node.entries["without_ids"], f"expected 'all', got the text '{without_ids}'")
        flag = self.field(method, node.entries.get("all_flag"), FieldKind.BOOLEAN)
        kept = node.entries.get("kept")
        marks = ((name, self.text(kept, name)) for name in kept.entries) if isinstance(kept, Table) else ()
        self.table(node, "kept")
        return Rule(
            name=self.definition.shortest(method.full_name),
            kind=kind,
            parents=parents,
            ids=ids[0] if ids else None,
            absent=absent,
            paired=repeated,
            attributes=attributes,
            all_without_ids=without_ids == "all",
            all_flag=flag[0] if flag else None,
            kept=tuple((name, value) for name, value in marks if value is not None),
        )

    def _parents(self, method: Method, node: Table, kind: ResourceKind) -> tuple[tuple[str, ...], bool]:
        given = self.table(node, "parents")
        chain = kind.chain[:-1]
        for name in given.keys() - {parent.name for parent in chain}:
            self.add(given[name], f"'{kind.name}' does not stand in '{name}'", "kinds")
        paths: list[str] = []
        repeated = False
        for parent in chain:
            if parent.name not in given and parent.field is None:
                message = f"expected the field that names the {parent.name} under 'parents.{parent.name}'"
                self.add(node, message, "kinds", f"{node.path}.parents")
                continue
            default = Scalar(node.place, f"{node.path}.parents.{parent.name}", parent.field)
            entry = given.get(parent.name, default)
            field = self.field(method, entry)
            if field is None:
                continue
            if field[1] and parent is not chain[-1]:
                self.add(entry, "only the innermost parent can be a list")
            repeated = repeated or field[1]
            paths.append(field[0])
        return tuple(paths), repeated
