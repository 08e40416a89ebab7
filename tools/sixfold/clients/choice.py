"""A request x what client libraries know -> the language that writes the call. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sixfold.clients.client import Client
from sixfold.frozen import frozen
from sixfold.language import Language, NameKind
from sixfold.request import Request
from sixfold.value import MapValue, MessageValue, ScalarKind, ScalarValue, walk
from sixfold.wire import Transport


@frozen
class Chosen:
    """The language that writes a snippet, and why it is not the tab's own; ``reason`` is empty where it is."""

    language: Language
    reason: str = ""


def lacks(language: Language, request: Request, clients: Mapping[str, Client]) -> str:
    """Say what of a call a language's client lacks, as the end of a sentence about it; empty where it lacks nothing."""
    if language.signs and not language.signs.is_like(request.signing):
        return f"can sign with '{language.signs.shown}' only"
    if request.signing.has_query and language.transport is Transport.GRPC:
        return f"has no query to carry '{request.signing.shown}' in"
    client = clients.get(language.name)
    return (_unknown(client, request) if client else "") or _unsayable(language, request)


def _unsayable(language: Language, request: Request) -> str:
    """Say what of a call no program of the language can name."""
    for kind, name in _names(request) if any(language.impossible.values()) else ():
        if name in language.impossible[kind]:
            return f"cannot have {_CALLED[kind]} with the name '{name}'"
    return ""


_CALLED = {
    NameKind.TYPE: "a type",
    NameKind.NESTED: "a type",
    NameKind.ENUM_VALUE: "an enum value",
    NameKind.FIELD: "a field",
    NameKind.KEY: "a key",
}


def _names(request: Request) -> Iterator[tuple[NameKind, str]]:
    """Yield the names in a call's message and in what tells success, with what they name."""
    success = request.success
    for found in (*request.types, success.type) if success else request.types:
        outer, *inner = found.name.split(".")
        yield NameKind.TYPE, outer
        yield from ((kind, part) for part in inner for kind in (NameKind.TYPE, NameKind.NESTED))
    if success:
        yield NameKind.ENUM_VALUE, success.value
        for path in (success.holder, success.code, *success.texts):
            yield from ((NameKind.FIELD, name.text) for name in path)
    for value in walk(request.message):
        match value:
            case ScalarValue(kind=ScalarKind.ENUM, value=str() as name):
                yield NameKind.ENUM_VALUE, name
            case MessageValue(fields=fields):
                yield from ((NameKind.FIELD, field.name.text) for field in fields)
            case MapValue(entries=entries):
                yield from ((NameKind.KEY, str(key.value)) for key, _ in entries)
            case _:
                pass


def _unknown(client: Client, request: Request) -> str:
    rpc, called = request.method.name, client.rpcs.get(request.method.full_name)
    if called is None:
        return f"has no {rpc}"
    if called != request.message.type.full_name:
        return f"knows {rpc} with another request, {called}"
    for value in walk(request.message):
        if isinstance(value, MessageValue):
            known = client.messages.get(value.type.full_name)
            if known is None:
                return f"has no {value.type.name}"
            for field in value.fields:
                if field.name.text not in known:
                    return f"has no field '{field.name}' in {value.type.name}"
    return ""


def choose(language: Language, request: Request, clients: Mapping[str, Client]) -> Chosen | None:
    """Choose the language that writes a call in a tab; None where its client lacks it and nothing stands in."""
    missing = lacks(language, request, clients)
    if not missing:
        return Chosen(language)
    if language.stand_in is None:
        return None
    return Chosen(language.stand_in, f"{language.client_title} {missing}, so this calls the REST API.")
