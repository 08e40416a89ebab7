"""One spec file -> Api or PageSpec."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from sixfold.document import Fields, Node, Scalar, Sequence, Table, describe
from sixfold.errors import Problems
from sixfold.spec.access import authentication, definition, success
from sixfold.spec.issue_link import issue_link
from sixfold.spec.model import (
    ASKS,
    PLACEHOLDER,
    Api,
    ExampleKey,
    ExpectedFailure,
    Featured,
    FieldText,
    Operation,
    PageSpec,
    Section,
    Variable,
)

OPERATION_ID = r"[a-z][a-z0-9_]*"
"""The form of an operation's id: a file name of its own beside those of other operations."""

VARIABLE = r"[A-Z][A-Z0-9_]*"
"""The form of a variable's name: a constant in every language."""

_PORT = "6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[1-9][0-9]{0,3}"
_HOST = f"[a-z0-9.-]+(:({_PORT}))?"
_LINE = r"[^\x00-\x1f\x7f\x85\u2028\u2029]+"
_LINE_EXPECTED = "text of one line"

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")

_CELL = r"[^|\x00-\x1f\x7f\x85\u2028\u2029]+"

_PLAIN = r"[^\\<>\x00-\x1f\x7f\x85\u2028\u2029]+"
_PLAIN_EXPECTED = "one line without '<', '>' and '\\' (it stands in a comment of each language)"

_ASKED = re.compile("|".join(re.escape(text).replace(r"\{\}", ".+") for text in ASKS.values()))


def parse_api(table: Table, source: str, problems: Problems) -> Api:
    """Read ``api.yaml``."""
    fields = Fields(table, problems)
    api = Api(
        name=_line(fields, "name"),
        host=fields.text("host", pattern=_HOST, expected="a host name, with a port if it is not 443"),
        definition=definition(fields.fields_of("definition", "the API definition's package, version, module, service")),
        authentication=authentication(fields),
        success=success(fields.fields_of("success", "the status field and its value", required=False)),
        scope=fields.table_of("scope", "request fields that say whose data is meant", required=False),
        variables=_variables(fields),
        sections=_sections(fields.fields_of("sections", "titles of folders", required=False)),
        note=_text(fields, "note", default=""),
        issue_link=issue_link(fields),
        featured=Featured(fields.text("featured", default=""), fields.place("featured")),
        drafts=fields.table_of("drafts", "values by patterns like 'Patch*Request.action'", required=False),
        source=source,
        example_keys=_example_keys(fields),
    )
    # Which languages there are, and so what this list may name, is known where they are read.
    fields.read.add("languages")
    fields.end()
    return api


def parse_page(table: Table, path: str, source: str, problems: Problems) -> PageSpec:
    """Read one page's spec; ``path`` is its place below ``specs/`` without an ending."""
    fields = Fields(table, problems)
    title = _line(fields, "title")
    description = _line(fields, "description")
    text = _text(fields, "text", default="")
    variables = _variables(fields)
    keys = _example_keys(fields)
    nodes = fields.sequence_of("operations", "a list of operations")
    if "operations" in table.entries and not nodes:
        problems.add(fields.place("operations"), "operations", "expected at least one operation, got none")
    operations = []
    for node in nodes:
        if isinstance(node, Table) and node.keys:
            operations.append(_operation(node, problems))
        else:
            got = "an empty one" if isinstance(node, Table) else describe(node)
            problems.add(node.place, node.path, f"expected an operation (a mapping), got {got}")
    fields.end()
    return PageSpec(
        path, title, description, text, tuple(operations), variables, source, keys, tuple(_placeholders(table))
    )


def _placeholders(node: Node) -> Iterator[Scalar]:
    match node:
        case Scalar(value=str() as text) if PLACEHOLDER.strip() in text or _ASKED.fullmatch(" ".join(text.split())):
            yield node
        case Sequence(items=items):
            for item in items:
                yield from _placeholders(item)
        case Table(entries=entries):
            for item in entries.values():
                yield from _placeholders(item)


def _line(fields: Fields, key: str) -> str:
    return fields.text(key, pattern=_LINE, expected=_LINE_EXPECTED)


def _text(fields: Fields, key: str, *, default: str | None = None) -> str:
    """Read a text of any number of lines, without what a builder of pages takes for marks of its own."""
    text = fields.text(key, default=default)
    if found := _CONTROL.search(text):
        message = f"holds the control character U+{ord(found[0]):04X}, which no page shows; remove it"
        fields.problems.add(fields.place(key), fields.path(key), message)
    return text


def _sections(fields: Fields) -> Mapping[str, Section]:
    return {folder: Section(_line(fields, folder), fields.place(folder)) for folder in fields.table.keys}


def _operation(table: Table, problems: Problems) -> Operation:
    fields = Fields(table, problems)
    operation = Operation(
        id=fields.text(
            "id",
            pattern=OPERATION_ID,
            expected="a file name of small letters, digits and '_' that begins with a letter",
        ),
        title=_line(fields, "title"),
        text=_text(fields, "text"),
        rpc=fields.text("rpc", expected="the name of an RPC"),
        path=fields.text("path", default="", pattern=r"/.*", expected="an HTTP path that begins with '/'"),
        request=fields.table_of("request", "the request's fields", required=False),
        irreversible=fields.boolean("irreversible"),
        deletes=_text(fields, "deletes", default=""),
        keeps=_text(fields, "keeps", default=""),
        fields=_field_texts(fields.fields_of("fields", "request fields and what they mean", required=False)),
        expected_failures=_expected_failures(fields),
        places=table,
    )
    fields.end()
    return operation


def _field_texts(fields: Fields) -> Mapping[str, FieldText]:
    texts = {}
    for path, node in fields.table.entries.items():
        if isinstance(node, Table):
            inner = fields.fields_of(path, "text and required")
            texts[path] = FieldText(_cell(inner, "text"), inner.boolean("required"))
            inner.end()
        else:
            texts[path] = FieldText(_cell(fields, path))
    return texts


def _cell(fields: Fields, key: str) -> str:
    return fields.text(key, pattern=_CELL, expected="one line without '|' (it stands in a table)")


def _expected_failures(fields: Fields) -> tuple[ExpectedFailure, ...]:
    found = []
    for node in fields.sequence_of("expected_failures", "languages with a reason and a date", required=False):
        if not isinstance(node, Table):
            fields.problems.add(node.place, node.path, f"expected language, reason and until, got {describe(node)}")
            continue
        inner = Fields(node, fields.problems)
        language, reason = inner.text("language"), _text(inner, "reason")
        until = inner.text("until", expected="a date like 2027-01-31")
        inner.end()
        try:
            found.append(ExpectedFailure(language, reason, date.fromisoformat(until), node.place))
        except ValueError:
            if until:
                fields.problems.add(
                    inner.place("until"), inner.path("until"), f"expected a date like 2027-01-31, got {until!r}"
                )
    return tuple(found)


def _example_keys(fields: Fields) -> tuple[ExampleKey, ...]:
    found = []
    for node in fields.sequence_of("example_keys", "a list of keys that are made up", required=False):
        if isinstance(node, Scalar) and isinstance(node.value, str):
            found.append(ExampleKey(node.value, node.place))
        else:
            message = f"expected a key that is made up, whole, got {describe(node)}; write it in quotes"
            fields.problems.add(node.place, node.path, message)
    return tuple(found)


def _variables(fields: Fields) -> Mapping[str, Variable]:
    table = fields.table_of("variables", "variables by name", required=False)
    inner = Fields(table, fields.problems)
    variables = {}
    for name in table.keys:
        entry = inner.fields_of(name, "an example and a description")
        if not re.fullmatch(VARIABLE, name):
            # What it is used by cannot be told apart from what uses a variable that is not there.
            message = f"expected a name like INPUT_ID, got {name!r}"
            fields.problems.add(inner.place(name), inner.path(name), message, spoils=[table.path])
        example = entry.node("example", "an example value")
        if example is not None and (not isinstance(example, Scalar) or example.value is None or example.value == ""):
            fields.problems.add(example.place, example.path, f"expected one value, got {describe(example)}")
        description = entry.text("description", pattern=_PLAIN, expected=_PLAIN_EXPECTED)
        entry.end()
        if isinstance(example, Scalar):
            variables[name] = Variable(name, example, description, inner.place(name))
    return variables
