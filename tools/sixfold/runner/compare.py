"""What files of one operation send, held against each other: which fields they set, and values that are no examples.

Files stand for one operation when they have one name in folders that differ by language alone, or when they call the
same RPC and no other file has their name. Most of them are a strict majority: where there is none, both forms are told.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath

from sixfold.definition import ApiDefinition, Field, FieldKind, Message, Method
from sixfold.excerpt import shortened
from sixfold.frozen import frozen
from sixfold.json_value import Json, JsonObject
from sixfold.runner.file_report import FileReport

_SHOWN = 80
"""How much of a value is told."""
_FEWEST = 3
"""How many files a value needs behind it to be the usual one."""
_EXAMPLES = (FieldKind.TEXT, FieldKind.BYTES, FieldKind.MESSAGE, FieldKind.GROUP)
"""What each file may fill in another way: ids, names, addresses, pictures."""


@frozen
class _Sent:
    """What one file sends to an RPC, by field path (``inputs[].id``): of a value all that were sent, as words."""

    report: FileReport
    fields: Mapping[str, str]

    @property
    def name(self) -> str:
        return self.report.path


def compare(
    definition: ApiDefinition, languages: Iterable[str], reports: tuple[FileReport, ...]
) -> tuple[FileReport, ...]:
    """Add to each report how what it calls and sends differs from most files of its operation.

    :param languages: the names that a folder of one language may have.
    """
    words = {word.lower() for word in languages}
    more: dict[int, list[str]] = {}
    for group in _operations([report for report in reports if report.calls], words):
        for report, finding in (*_other_calls(group), *_other_requests(definition, group)):
            more.setdefault(id(report), []).append(finding)
    return tuple(replace(report, findings=(*report.findings, *more.get(id(report), ()))) for report in reports)


def _operations(reports: list[FileReport], languages: set[str]) -> Iterator[list[FileReport]]:
    named: dict[tuple[str, ...], list[FileReport]] = {}
    for report in reports:
        named.setdefault(_name(report.path, languages), []).append(report)
    groups = [group for group in named.values() if len(group) > 1]
    alone: dict[str, list[FileReport]] = {}
    for (report,) in (group for group in named.values() if len(group) == 1):
        alone.setdefault(report.calls[0], []).append(report)
    for rpc, lone in alone.items():
        same = [group for group in groups if any(rpc in report.calls for report in group)]
        # Several operations may call one RPC: to which of them a file of another name belongs, nobody can tell.
        if len(same) == 1:
            same[0].extend(lone)
        elif not same and len(lone) > 1:
            groups.append(lone)
    yield from groups


def _name(path: str, languages: set[str]) -> tuple[str, ...]:
    """Return what a file has in common with those of the same operation in other languages: folders and name."""
    *folders, file = PurePath(os.path.abspath(path)).parts  # noqa: PTH100 - a link is no other folder
    kept = [folder for folder in folders if _plain(folder) not in languages]
    return (*kept, _plain(file.partition(".")[0]))


def _plain(name: str) -> str:
    """Return a name without what languages write in ways of their own: DeleteInputs.java is delete_inputs.py."""
    return re.sub(r"[\W_]", "", name).lower()


def _other_calls(group: list[FileReport]) -> Iterator[tuple[FileReport, str]]:
    calls = Counter(rpc for report in group for rpc in set(report.calls))
    usual, count = calls.most_common(1)[0]
    if count * 2 <= len(group):
        if len(calls) > 1 and all(len(set(report.calls)) == 1 for report in group):
            forms = _forms({rpc: [found.path for found in group if rpc in found.calls] for rpc in calls})
            yield from ((report, f"files of this operation call different RPCs: {forms}") for report in group)
        return
    for report in group:
        if usual not in report.calls:
            yield report, f"calls {report.calls[0]}, where {count} of {len(group)} files of this operation call {usual}"


def _other_requests(definition: ApiDefinition, group: list[FileReport]) -> Iterator[tuple[FileReport, str]]:
    for rpc in dict.fromkeys(rpc for report in group for rpc in report.calls):
        methods = definition.named(rpc)
        if len(methods) != 1:
            continue
        request = methods[0].request
        sent = [found for report in group if (found := _sent(report, rpc, request)) is not None]
        apart = _apart(methods[0])
        for path in sorted({path for found in sent for path in found.fields if path not in apart}):
            # A message that is missing is told, and not each of its fields once more.
            above = path.rpartition(".")[0].removesuffix("[]")
            those = [found for found in sent if not above or above in found.fields]
            yield from _unlike(path, those)


def _apart(method: Method) -> set[str]:
    """Return the fields that no address of an RPC has a place for, beside others of their message that have one.

    What calls over HTTP leaves them out, and is right: the app of what belongs to a user.
    """
    named = {parameter for rule in method.rules for parameter in rule.parameters}
    found = set()
    for above in {parameter.rpartition(".")[0] for parameter in named if "." in parameter}:
        field = method.request.fields_by_name.get(above)
        inner = field.message if field is not None else None
        found |= {f"{above}.{name}" for name in (inner.fields_by_name if inner is not None else ())} - named
    return found


def _sent(report: FileReport, rpc: str, request: Message) -> _Sent | None:
    for call, message in zip(report.calls, report.requests, strict=True):
        if call == rpc and message is not None:
            return _Sent(report, dict(_fields(message, request)))
    return None


def _fields(sent: JsonObject, message: Message, above: str = "") -> Iterator[tuple[str, str]]:
    """Yield the path of each field that is set, with its value where that is no example, else nothing."""
    for name, value in sent.items():
        field = message.fields_by_name.get(name)
        path = f"{above}{name}"
        yield path, _value(field, value)
        inner = field.message if field is not None and field.entry is None else None
        if inner is None or inner.full_name.startswith("google.protobuf."):
            continue
        of_list = isinstance(value, list)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                yield from _fields(item, inner, f"{path}[]." if of_list else f"{path}.")


def _value(field: Field | None, value: Json) -> str:
    return "" if field is None or field.kind in _EXAMPLES or field.repeated else str(value)


def _unlike(path: str, sent: list[_Sent]) -> Iterator[tuple[FileReport, str]]:
    setting = [found for found in sent if path in found.fields]
    lacking = [found for found in sent if path not in found.fields]
    if len(setting) == len(lacking):
        forms = _forms({"set by": [found.name for found in setting], "not by": [found.name for found in lacking]})
        yield from ((found.report, f"files of this operation differ in {path}, {forms}") for found in sent)
    elif len(setting) > len(lacking):
        told = f"does not send {path}, which {len(setting)} of {len(sent)} files of this operation send"
        yield from ((found.report, told) for found in lacking)
    else:
        for found in setting:
            value = shortened(str(_at(found.report, path)), _SHOWN)
            yield (
                found.report,
                (f"sends {path} ({value}), which {len(lacking)} of {len(sent)} files of this operation do not send"),
            )
    values = Counter(found.fields[path] for found in setting)
    usual, count = values.most_common(1)[0]
    if count < _FEWEST or count * 2 <= len(setting):
        return
    for found in setting:
        if (mine := found.fields[path]) != usual:
            yield found.report, f"sends {path}: {mine}, where {count} of {len(setting)} files send {usual}"


def _at(report: FileReport, path: str) -> Json:
    """Return the first value of a field path in what a file sent."""
    for request in report.requests:
        value: Json = request
        for name in path.split("."):
            value = value.get(name.removesuffix("[]")) if isinstance(value, dict) else None
            value = value[0] if name.endswith("[]") and isinstance(value, list) and value else value
        if value is not None:
            return value
    return None


def _forms(forms: Mapping[str, list[str]]) -> str:
    return "; ".join(f"{form} {', '.join(paths)}" for form, paths in forms.items())
