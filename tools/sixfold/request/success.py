"""Where ``api.yaml`` says that answers hold the API's own status x an RPC's answer -> the status that means success."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sixfold.definition import Enumeration, Field, FieldKind, Message, Method
from sixfold.errors import FilePart
from sixfold.names import Name, did_you_mean, listing
from sixfold.request.context import Context
from sixfold.request.model import SuccessStatus


def check_success(context: Context) -> None:
    """Note what is wrong with the status of the API in all answers: once, instead of at each operation."""
    wanted, source = context.api.success, context.api.source
    if wanted is None or not wanted.paths.code:
        return
    answers = [method.response for method in context.definition.methods.values()]
    enums = [found for found in (_enum(answer, wanted.paths.code) for answer in answers) if found]
    if not enums:
        said = f"{context.definition.name} has no status '{wanted.paths.code}' in any answer"
        said += "; expected the path of an enum, or no 'success' where answers hold no status"
        context.problems.add(wanted.place, "success.field", said, needs=[FilePart(source, "success.field")])
        return
    if wanted.value and not any(wanted.value in enum.numbers for enum in enums):
        said = f"enum {enums[0].name} has no value '{wanted.value}'{did_you_mean(wanted.value, enums[0].numbers)}"
        context.problems.add(wanted.place, "success.value", said, needs=[FilePart(source, "success.value")])
    for key, path in wanted.paths.given.items():
        if key != "code" and not any(_is_text(found_at(answer, path)) for answer in answers):
            choice = _choice(answers, wanted.paths.code)
            said = f"{context.definition.name} has no text '{path}' in any answer{choice}"
            context.problems.add(wanted.place, f"success.{key}", said, needs=[FilePart(source, f"success.{key}")])


def success_status(context: Context, method: Method) -> SuccessStatus | None:
    """Return the status of an RPC's answer that means success; None where the answer holds none."""
    wanted, answer = context.api.success, method.response
    if wanted is None:
        return None
    enum = _enum(answer, wanted.paths.code)
    if enum is None or wanted.value not in enum.numbers:
        return None
    code = wanted.paths.code.split(".")
    given = (wanted.paths.description, wanted.paths.details)
    texts = [path.split(".") for path in given if _is_text(found_at(answer, path))]
    depth = _shared([code, *texts])
    return SuccessStatus(
        wanted.paths.code,
        wanted.value,
        enum.numbers[wanted.value],
        enum.type,
        holder=_names(code[:depth]),
        code=_names(code[depth:]),
        texts=tuple(_names(text[depth:]) for text in texts),
        leads=answer.fields[0].name == code[0],
    )


def found_at(message: Message, path: str) -> Field | None:
    """Return the field of one value at a path, None where there is none or a list is on the way."""
    field: Field | None = None
    within: Message | None = message
    for name in path.split("."):
        field = within.fields_by_name.get(name) if within else None
        if field is None or field.repeated:
            return None
        within = field.message
    return field


def _enum(message: Message, path: str) -> Enumeration | None:
    field = found_at(message, path)
    return field.enum if field else None


def _is_text(field: Field | None) -> bool:
    return field is not None and field.kind is FieldKind.TEXT


def _names(path: list[str]) -> tuple[Name, ...]:
    return tuple(Name(name) for name in path)


def _shared(paths: list[list[str]]) -> int:
    """Return how many names all paths begin with, their last one apart."""
    depth = 0
    for names in zip(*(path[:-1] for path in paths), strict=False):
        if len(set(names)) > 1:
            break
        depth += 1
    return depth


def _choice(answers: list[Message], code: str) -> str:
    """Say which texts stand beside the code."""
    holder = code.rpartition(".")[0]
    beside = dict.fromkeys(_texts(answers, holder))
    return f" (texts: {listing(beside)})" if beside else ""


def _texts(answers: list[Message], holder: str) -> Iterator[str]:
    for answer in answers:
        field = found_at(answer, holder) if holder else None
        message = field.message if field else None if holder else answer
        fields: Mapping[str, Field] = message.fields_by_name if message else {}
        yield from (f"{holder}.{name}".lstrip(".") for name, found in fields.items() if _is_text(found))
