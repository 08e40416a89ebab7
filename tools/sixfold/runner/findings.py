"""What one hand-written file did -> what a reader should know of it, in plain words."""

from __future__ import annotations

import base64
import binascii
import re
import signal
from collections.abc import Iterable, Iterator, Mapping

from sixfold.container import Ended, Exit, Run
from sixfold.definition import ApiDefinition, FieldKind, Message, Method
from sixfold.json_value import MEDIA_TYPE, Json, JsonObject
from sixfold.language import Language
from sixfold.project import ProjectBase
from sixfold.runner.execute import Execution
from sixfold.runner.reason import Reason
from sixfold.runner.verdict import shown_in_time
from sixfold.sandbox import Call
from sixfold.wire import Transport, shown

_PICTURES = {b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"RIFF": "WebP", b"%PDF": "PDF"}
"""What files of these kinds begin with."""
_BASE64 = re.compile(rb"(?:data:[\w/+.-]*;base64,)?([A-Za-z0-9+/\s]{8,}={0,2}\s*)")


def requests(definition: ApiDefinition, good: Execution) -> list[tuple[Method, JsonObject]]:
    """Return the RPCs that a run called, each with what it was sent; what could not be decoded is left out."""
    return [
        (definition.methods[call.rpc], shown(call.message))
        for call in good.calls
        if call.rpc is not None and call.rpc in definition.methods and call.message is not None
    ]


def ending(good: Execution, why: Reason) -> Iterator[str]:
    """Tell how a run ended where it should have gone well, and whether it called once."""
    match good.run.end:
        case Ended.EXCESS:
            yield f"writes more than {Run.MOST >> 20} MiB of output"
        case Ended.TIME:
            yield f"does not end within {good.run.seconds:.0f} s"
            yield from shown_in_time(good.run)
        case Ended.FROM_OUTSIDE:
            yield "is ended by another process than its own"
        case Exit(code) if code < 0:
            yield f"is ended by {_signal(-code)}"
        case Exit(code) if code:
            yield str(why) if why.need else f"ends with exit code {code}: {why}"
        case Exit(0) if why.need and why.is_sure:
            yield str(why)
    # That one which ended early made no call only follows.
    if len(good.calls) > 1 or (not good.calls and good.run.succeeded):
        yield f"makes {len(good.calls)} calls; one is usual"


def misnamed(form: Language, file: str, source: str) -> Iterator[str]:
    """Tell of a file that its language's compiler refuses under its own name."""
    found = re.search(form.runtime.named_after, source, re.MULTILINE) if form.runtime.named_after else None
    if found and (wanted := f"{found[found.lastindex or 0]}.{form.extension}") != file:
        yield f"has to be called {wanted}: under its own name, a compiler refuses it"


def sent(base: ProjectBase, good: Execution) -> Iterator[str]:
    """Tell what is wrong with what a run sent."""
    yield from (f"asks another host: {target}" for target in good.refused)
    for call in good.calls:
        yield from _of_call(base, call)
    for method, message in requests(base.definition, good):
        if method.deprecated:
            called = base.definition.shortest(method.full_name)
            yield f"calls {called}, which is deprecated{_instead(method.replacement)}"
        yield from of_message(message, method.request)


def failing(form: Language, shown_by: Mapping[str, bool], printed: Iterable[str]) -> Iterator[str]:
    """Tell which failures a file does not show; it prints those in ``printed``, and yet ends as if all were well."""
    told = [] if form.runtime.page else list(printed)
    if told:
        mending = "; add --fail-with-body" if form.runtime.plain else ""
        yield f"prints a failure, but ends with exit code 0: {', '.join(told)}{mending}"
    silent = [name for name, is_shown in shown_by.items() if not is_shown and name not in told]
    if silent:
        yield f"does not show a failure: {', '.join(silent)}"


def prints_failure(failed: Execution) -> bool:
    """Say whether a run prints what the API said of a failure, and ends with exit code 0."""
    words = [word for call in failed.calls for word in (call.description, call.details, call.status) if word]
    return failed.run.succeeded and any(word in failed.run.output for word in words)


def late(good: Run, last: Run) -> Iterator[str]:
    """Tell of a run that ends where all goes well, and not where the API fails."""
    if last is not good and last.was_cut_off:
        yield f"when the API fails, does not end within {last.seconds:.0f} s"
        yield from shown_in_time(last)


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _of_call(base: ProjectBase, call: Call) -> Iterator[str]:
    signing = base.api.authentication.signing
    if call.rpc is None:
        yield f"calls {call.verb} {call.path}, which is no RPC of {base.definition.name}"
    method = base.definition.methods.get(call.rpc or "")
    for place in signing.chosen(method.signing if method else None):
        credential, value = signing.credentials[place], call.signed[place]
        if value is None:
            yield f"sends no key{signing.where(credential)}"
        elif credential.key_in(value) is None:
            where = signing.where(credential)
            yield f"sends the authorization {value!r}{where}; expected '{credential.value('…')}'"
    if call.problem and call.rpc is not None:
        yield f"sends what cannot be decoded: {call.problem}"
    yield from (f"sends '{field}', a field that the request does not have" for field in call.unknown_fields)
    kinds = {rule.media_type for rule in method.rules} if method else {MEDIA_TYPE}
    if call.transport is Transport.REST and call.media_type not in ("", *kinds):
        yield f"sends its body as {call.media_type}; expected {' or '.join(sorted(kinds))}"


def of_message(sent_message: JsonObject, message: Message, above: str = "") -> Iterator[str]:
    """Tell which fields are deprecated, and which bytes are a text that stands for bytes."""
    for name, value in sent_message.items():
        field = message.fields_by_name.get(name)
        if field is None:
            continue
        path = f"{above}{name}"
        if field.deprecated:
            yield f"sends {path}, which is deprecated{_instead(field.replacement)}"
        values = value if isinstance(value, list) else [value]
        if field.kind is FieldKind.BYTES:
            kinds = {kind for item in values if (kind := _picture_in_text(item))}
            yield from (
                f"sends {path} as base64 text, where bytes are expected: decoded once, it is no {kind} yet"
                for kind in sorted(kinds)
            )
        inner = field.message if field.entry is None else None
        if inner is not None and not inner.full_name.startswith("google.protobuf."):
            for item in values:
                if isinstance(item, dict):
                    yield from of_message(item, inner, f"{path}[]." if isinstance(value, list) else f"{path}.")


def _picture_in_text(value: Json) -> str:
    """Return what kind of picture bytes would be if they, a text of base64, were decoded; nothing for other bytes.

    :param value: the bytes, as JSON has them.
    """
    try:
        found = _BASE64.fullmatch(base64.b64decode(value)) if isinstance(value, str) else None
        inside = base64.b64decode(found[1]) if found else b""
    except (binascii.Error, ValueError):
        return ""
    return next((kind for start, kind in _PICTURES.items() if inside.startswith(start)), "")


def _instead(replacement: str) -> str:
    return f": {replacement}" if replacement else ""
