"""The JSON of a body, for a program that writes its values in: texts and values in the order in which they stand."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from sixfold.names import Name
from sixfold.request import Request
from sixfold.request.json_parts import json_parts
from sixfold.request.plain import plain_json
from sixfold.value import FieldValue, ListValue, MapValue, MessageValue, ScalarKind, ScalarValue, TypeName, Value

ENUM = TypeName("E", "p", "m")


def text(value: str, variable: str | None = None) -> ScalarValue:
    return ScalarValue(ScalarKind.TEXT, value, variable)


def message(**fields: Value) -> MessageValue:
    return MessageValue(TypeName("M", "p", "m"), tuple(FieldValue(Name(name), value) for name, value in fields.items()))


def written(value: Value) -> str:
    """Write the text as a program does that has the values as JSON."""
    return "".join(part if isinstance(part, str) else json.dumps(plain_json(part)) for part in json_parts(value))


ONE, TWO = text("a", "ID_1"), text("b", "ID_2")
SEVEN = ScalarValue(ScalarKind.LONG, 7)


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        (message(ids=ListValue((ONE, TWO))), ('{\n  "ids": [', ONE, ", ", TWO, "]\n}")),
        (message(a=message(b=ONE), c=TWO), ('{\n  "a": {\n    "b": ', ONE, '\n  },\n  "c": ', TWO, "\n}")),
        (
            message(a=ListValue((message(b=ONE), message(b=TWO)))),
            ('{\n  "a": [\n    {\n      "b": ', ONE, '\n    },\n    {\n      "b": ', TWO, "\n    }\n  ]\n}"),
        ),
        (message(a=message(), b=MapValue(())), ('{\n  "a": {},\n  "b": {}\n}',)),
        (message(a=MapValue(((ONE, SEVEN),))), ('{\n  "a": {\n    ', ONE, ": ", SEVEN, "\n  }\n}")),
        (MapValue(((SEVEN, ONE),)), ("{\n  ", SEVEN, ": ", ONE, "\n}")),
        (ScalarValue(ScalarKind.NULL, None), ("null",)),
        (ScalarValue(ScalarKind.ENUM, "RED", None, ENUM, 3), ('"RED"',)),
        (MessageValue(ENUM, (FieldValue(Name("seconds"), SEVEN),), json=ONE), (ONE,)),
        (ONE, (ONE,)),
    ],
)
def test_a_body_is_texts_and_values_in_their_order(value: Value, parts: tuple[str | ScalarValue, ...]) -> None:
    assert json_parts(value) == parts
    assert json.loads(written(value)) == plain_json(value)


@pytest.mark.parametrize("key", [ScalarValue(ScalarKind.INTEGER, 7), ScalarValue(ScalarKind.BOOLEAN, value=True)])
def test_a_key_that_is_no_text_stands_between_quotes_of_the_text(key: ScalarValue) -> None:
    assert json_parts(MapValue(((key, ONE),))) == ('{\n  "', key, '": ', ONE, "\n}")


def test_the_parts_of_a_request_are_those_of_its_body(request_of: Callable[..., Request]) -> None:
    request = request_of("DeleteInputs", "ids: [a]")
    (value,) = (part for part in request.rest.body_parts if isinstance(part, ScalarValue))
    assert request.rest.body_parts == ('{\n  "ids": [', value, "]\n}")
    assert request_of("DeleteAnnotation", "input_id: a\nannotation_id: b").rest.body_parts == ()
