"""How an API behaves of which nothing more is known than what its success is called."""

from __future__ import annotations

from dataclasses import replace

from sixfold.definition import ApiDefinition, Enumeration, Message
from sixfold.sandbox.behaviour import STATUSES, Behaviour, CallOutcome
from sixfold.status import StatusPaths


def assumed(definition: ApiDefinition, paths: StatusPaths, success: str) -> Behaviour:
    """Return a behaviour whose answers say success and failure in the API's own codes.

    :param paths: where an answer holds its status.
    :param success: the value of its enum that means success; what fails has another one.
    """
    codes = next(filter(None, (_codes(method.response, paths.code) for method in definition.methods.values())), None)
    if codes is None or success not in codes.numbers:
        return Behaviour(status=paths)
    others = [name for name, number in codes.numbers.items() if number and number != codes.numbers[success]]
    telling = [name for name in others if name.upper().startswith(("FAIL", "ERROR", "INTERNAL"))]
    failure = next(iter(telling + others), "")
    names = {outcome: success if outcome is CallOutcome.SUCCESS else failure for outcome in STATUSES}
    return Behaviour(
        {
            outcome: replace(status, name=names[outcome], number=codes.numbers.get(names[outcome], 0))
            for outcome, status in STATUSES.items()
        },
        status=paths,
    )


def _codes(response: Message, path: str) -> Enumeration | None:
    message: Message | None = response
    *above, last = path.split(".")
    for name in above:
        field = message.fields_by_name.get(name) if message else None
        message = field.message if field else None
    field = message.fields_by_name.get(last) if message else None
    return field.enum if field else None
