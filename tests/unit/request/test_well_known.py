"""Values of every kind that protobuf has: one message over gRPC and REST, or refused with the reason and a remedy."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from google.protobuf import any_pb2
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from sixfold import definition
from sixfold.language import Language
from sixfold.literal import literal
from sixfold.request.plain import plain_json
from sixfold.sandbox.routes import Routes
from sixfold.sandbox.transcoding import decode
from sixfold.value import ListValue, MapValue, MessageValue, ScalarKind, ScalarValue
from sixfold.wire.message import from_json, same, shown
from tests.support.made_api import Made, Rpc, make

SCALARS = (
    *("double", "float", "int32", "uint32", "sint32", "fixed32", "sfixed32"),
    *("int64", "uint64", "sint64", "fixed64", "sfixed64", "bool", "string", "bytes", "Code"),
)
WRAPPERS = ("Bool", "Bytes", "Double", "Float", "Int32", "Int64", "String", "UInt32", "UInt64")
WELL_KNOWN = (
    *("Any", "Duration", "Timestamp", "FieldMask", "Struct", "Value", "ListValue", "Empty", "NullValue"),
    *(f"{name}Value" for name in WRAPPERS),
)

INNER = ["string name", "map<string,double> numbers", "float score", "Inner inner"]


def fields() -> list[str]:
    """Write a field of each type, a list of it, and a map to it: ``a_double``, ``some_double``, ``by_double``."""
    found = []
    for kind in (*SCALARS, *(f"google.protobuf.{name}" for name in WELL_KNOWN)):
        name = kind.rpartition(".")[2].lower()
        found += [f"{kind} a_{name}", f"repeated {kind} some_{name}", f"map<string,{kind}> by_{name}"]
        found.append(
            f"optional {kind} maybe_{name}" if "." not in kind or name == "nullvalue" else f"{kind} other_{name}"
        )
    keys = [kind for kind in SCALARS if kind not in {"double", "float", "bytes", "Code"}]
    others = ["google.rpc.Status status", "google.type.Money money", "google.type.Date date", "Inner inner"]
    return [*found, *(f"map<{key},string> of_{key}" for key in keys), *others]


@pytest.fixture(scope="module")
def api() -> Made:
    return make(
        {"Get": fields(), "Inner": INNER},
        {"Post": Rpc("Get", {"post": "/v1/x", "body": "*"}), "Get": Rpc("Get", {"get": "/v1/x"})},
    )


def inner(api: Made) -> str:
    return f"type.googleapis.com/{api.definition.name.partition('.')[0]}.Inner"


NUMBERS = {
    "double": ("0", "0.1", "1e22", "5e-324", "1.7976931348623157e308", "-1.7976931348623157e308", "9007199254740993"),
    "float": ("0", "0.1", "16777217", "1e-45", "3.4028234e38", "3.4028235e38", "-3.4028235e+38", "3.40282356e38"),
    "int32": ("0", "-2147483648", "2147483647"),
    "uint32": ("0", "4294967295"),
    "int64": ("0", "-9223372036854775808", "9223372036854775807", "9007199254740993"),
    "uint64": ("0", "18446744073709551615", "9223372036854775808"),
}
FINITE_OR_NOT = (".nan", ".inf", "-.inf", "NaN", "Infinity", "-Infinity")
VALUES: Mapping[str, tuple[str, ...]] = {
    **NUMBERS,
    "double": (*NUMBERS["double"], *FINITE_OR_NOT),
    "float": (*NUMBERS["float"], *FINITE_OR_NOT),
    **dict.fromkeys(("sint32", "sfixed32"), NUMBERS["int32"]),
    **dict.fromkeys(("sint64", "sfixed64"), NUMBERS["int64"]),
    "fixed32": NUMBERS["uint32"],
    "fixed64": NUMBERS["uint64"],
    "bool": ("true", "false"),
    "string": ("a", "'é\\n\"😀'", "'~'"),
    "bytes": ("AP8=", "'+/+/'"),
    "code": ("UNKNOWN", "SUCCESS"),
    "any": (
        "{'@type': TYPE, name: x, numbers: {b: 1, a: 2, c: 3}, score: NaN}",
        "{'@type': TYPE, inner: {inner: {name: y}}}",
        "{'@type': TYPE}",
        "{'@type': type.googleapis.com/google.protobuf.Duration, value: 1.5s}",
        "{'@type': type.googleapis.com/google.protobuf.Int64Value, value: '9007199254740993'}",
        "{'@type': type.googleapis.com/google.protobuf.Any, value: {'@type': TYPE, name: x}}",
        "{'@type': type.googleapis.com/google.protobuf.Struct, value: {a: [1, ~]}}",
    ),
    "duration": ("0s", "1.5s", "-0.000000001s", "315576000000s", "-315576000000s"),
    "timestamp": ("2026-01-31T12:00:00Z", "'0001-01-01T00:00:00Z'", "'9999-12-31T23:59:59.999999999Z'"),
    "fieldmask": ("name", "'userId,inner.firstName'", "''"),
    "struct": ("{}", "{a: [1, {b: ~}], '': true, c: 1e300, d: 18446744073709551616}"),
    "value": ("~", "1", "x", "[]", "{}", "[~, {a: 1.5}]", "false"),
    "listvalue": ("[]", "[1, [~], {a: b}]"),
    "empty": ("{}",),
    "nullvalue": ("~", "null", "NULL_VALUE"),
    "boolvalue": ("true", "false"),
    "bytesvalue": ("AP8=", "''"),
    "doublevalue": (*NUMBERS["double"], *FINITE_OR_NOT),
    "floatvalue": (*NUMBERS["float"], *FINITE_OR_NOT),
    "int32value": NUMBERS["int32"],
    "int64value": NUMBERS["int64"],
    "stringvalue": ("a", "''"),
    "uint32value": NUMBERS["uint32"],
    "uint64value": NUMBERS["uint64"],
}
PLACES = ("a_{}: {}", "some_{}: [{}]", "by_{}: {{k: {}}}", "maybe_{}: {}")
CASES = [
    place.replace("maybe_", "other_" if name in {w.lower() for w in WELL_KNOWN} - {"nullvalue"} else "maybe_").format(
        name, value
    )
    for name, values in VALUES.items()
    for place in PLACES
    for value in values
]
OTHERS = (
    "status: {code: 3, details: [{'@type': TYPE, name: x}, {'@type': TYPE, inner: {score: 1}}]}",
    "money: {currency_code: EUR, units: -9223372036854775808, nanos: 1}",
    "date: {year: 2026, month: 1, day: 31}",
    "of_int32: {-2147483648: a, 5: b, 0: c}",
    "of_uint64: {18446744073709551615: a}",
    "of_sfixed64: {-9223372036854775808: a}",
    "of_bool: {true: a, false: b}",
    "of_string: {'': a, '5': b, constructor: c}",
)


def test_every_type_has_values() -> None:
    assert set(VALUES) == {name.lower() for name in (*SCALARS, *WELL_KNOWN)}


def as_message(value: MessageValue, descriptor: Any) -> Message:  # noqa: ANN401 - protobuf's descriptors
    """Fill a message from the tree's fields alone, as a gRPC client does."""
    message: Message = GetMessageClass(descriptor)()
    fill(message, value)
    return message


def fill(message: Any, value: MessageValue) -> None:  # noqa: ANN401 - a class made at run time
    message.SetInParent()
    for field in value.fields:
        name, found = field.name.text, field.value
        target = getattr(message, name)
        if isinstance(found, MessageValue):
            fill(target, found)
        elif isinstance(found, MapValue):
            for key, item in found.entries:
                if isinstance(item, MessageValue):
                    fill(target[key.value], item)
                else:
                    target[key.value] = plain(item)
        elif isinstance(found, ListValue):
            for item in found.items:
                if isinstance(item, MessageValue):
                    fill(target.add(), item)
                else:
                    target.append(plain(item))
        else:
            setattr(message, name, plain(found))


def plain(value: object) -> Any:  # noqa: ANN401 - a field's value
    assert isinstance(value, ScalarValue)
    return value.number if value.kind is ScalarKind.ENUM else value.value


def test_what_grpc_sends_and_what_rest_sends_is_one_message(api: Made, tmp_path: Path) -> None:
    whole = "\n".join(dict.fromkeys(case.replace("TYPE", inner(api)) for case in (*CASES, *OTHERS)))
    routes, descriptor = Routes(api.definition), definition.descriptor(api.definition.method("Post").request)
    for case in whole.split("\n"):
        request, problems = api.request(tmp_path, "Post", case)
        assert request is not None, (case, problems)
        expected = request.expected()
        assert same(as_message(request.message, descriptor), expected), (case, "gRPC")
        found = decode(routes, "POST", "/v1/x", request.rest.body_text.encode())
        assert (found.problem, found.unknown_fields) == (None, ()), case
        assert found.message is not None
        assert same(found.message, expected), (case, "REST", request.rest.body_text)
        assert shown(expected) is not None


def test_a_value_alone_can_be_the_body(tmp_path: Path) -> None:
    kinds = [kind.rpartition(".")[2].lower() for kind in (*SCALARS, *WELL_KNOWN)]
    rules = {f"Of{kind}": Rpc("Get", {"post": f"/v1/{kind}", "body": f"a_{kind}"}) for kind in kinds}
    whole = make({"Get": fields(), "Inner": INNER}, {**rules, "Empty": Rpc("google.protobuf.Empty", {"get": "/v1"})})
    routes = Routes(whole.definition)
    for kind in kinds:
        for value in VALUES[kind]:
            request, problems = whole.request(tmp_path, f"Of{kind}", f"a_{kind}: {value}".replace("TYPE", inner(whole)))
            assert request is not None, (kind, value, problems)
            found = decode(routes, "POST", f"/v1/{kind}", request.rest.body_text.encode())
            assert (found.problem, found.unknown_fields) == (None, ()), (kind, value)
            assert found.message is not None
            assert same(found.message, request.expected()), (kind, value, request.rest.body_text)
    nothing, _ = whole.request(tmp_path, "Empty", "")
    assert nothing is not None
    assert nothing.expected().ByteSize() == 0


def test_what_a_query_can_say_is_the_same_message_there(api: Made, tmp_path: Path) -> None:
    routes = Routes(api.definition)
    carried = set()
    for case in CASES:
        request, problems = api.request(tmp_path, "Get", case.replace("TYPE", inner(api)))
        if request is None:
            assert len(problems) == 1
            assert problems[0].endswith("which holds single values and lists of them; leave it out"), case
            continue
        found = decode(routes, "GET", request.rest.url.removeprefix("https://api.example.com"), b"")
        assert (found.problem, found.unknown_fields) == (None, ()), (case, request.rest.url)
        assert found.message is not None
        assert same(found.message, request.expected()), (case, request.rest.url)
        carried.add(case.partition(":")[0].partition("_")[2])
    assert set(VALUES) - carried == {"any", "struct", "listvalue", "empty", "value"}


@pytest.mark.parametrize(
    ("request_", "problem"),
    [
        (
            "a_any: {type_url: x, value: YQ==}",
            "a_any: expected a mapping with the message's type under '@type', the JSON",
        ),
        ("a_any: {type_url: x}", "google.protobuf.Any: '@type' is missing; write it beside the message's own fields"),
        ("a_any: {'@type': 5}", "'@type' is no text"),
        ("a_any: text", "google.protobuf.Any: got none"),
        ("a_any: {'@type': type.googleapis.com/no.Such}", "Can not find message descriptor by type_url"),
        ("a_any: {'@type': TYPE, nam: x}", 'has no field named "nam"'),
        ("a_any: {'@type': TYPE, name: $X}", "no variable can stand here"),
        ("status: {details: [{a: b}]}", "status.details[0]: expected a mapping with the message's type under '@type'"),
        (
            "a_fieldmask: user_id",
            "expected field paths in camelCase, the JSON form of google.protobuf.FieldMask, got 'user_id'; ",
        ),
        ("a_fieldmask: 'a_b.c_d,e'", "write 'aB.cD,e'"),
        ("some_fieldmask: [name, a_b]", "some_fieldmask[1]: expected field paths in camelCase"),
        ("a_fieldmask: field_1", "that form has no such name, so leave it out"),
        ("a_fieldmask: aB_c", "that form has no such name, so leave it out"),
        ("a_fieldmask: [a]", "expected field paths like 'a,b.c'"),
        ("a_float: 3.4028236e38", "expected a number that fits the field, got the number 3.4028236e+38"),
        ("a_float: 1e-46", "expected a number that fits the field, got the number 1e-46"),
        ("a_float: 1e999", "expected a number that fits the field, got the number inf"),
        ("a_double: -1e999", "expected a number that fits the field, got the number -inf"),
        ("a_double: -0.0", "JavaScript's JSON has no negative zero, so write 0"),
        ("a_struct: {a: -0.0}", "JavaScript's JSON has no negative zero, so write 0"),
        ("a_struct: {a: .nan}", "JSON has no such number, got the text '.nan'; write another one, or 'NaN' if a text"),
        (
            f"a_struct: {'{a: ' * 58}1{'}' * 58}",
            "is nested too deep for protobuf's readers of JSON; write it with fewer",
        ),
        ("a_value: -.inf", "JSON has no such number, got the text '-.inf'"),
        ("a_double: $N", "expected a finite number, got the text 'NaN' of variable N; write it here instead of the"),
        ("a_double: nan", "expected a number, got the text 'nan'"),
        ("a_duration: 315576000001s", "expected a duration like '1.5s'"),
        ("a_timestamp: '10000-01-01T00:00:00Z'", "expected a time like '2026-01-31T12:00:00Z'"),
        ("a_timestamp: '0001-01-01T00:00:00+01:00'", "expected a time like '2026-01-31T12:00:00Z'"),
        ("a_nullvalue: 0", "expected a name of enum NullValue, got the number 0; write 'NULL_VALUE'"),
        ("a_code: ~", "expected a name of enum Code, got nothing"),
        ("a_code: 1", "expected a name of enum Code, got the number 1; write 'SUCCESS'"),
        ("a_code: 99", "expected a name of enum Code, got the number 99"),
        ("a_code: true", "expected a name of enum Code, got the boolean true"),
        ("a_boolvalue: ~", "expected true or false, got nothing"),
        ("a_empty: {a: 1}", "Empty has no field 'a'"),
        ("a_int64value: 9223372036854775808", "expected a whole number from -9223372036854775808"),
        ("'[made.extension]': 1", "'[made.extension]' is an extension, which no snippet can send; leave it out"),
    ],
)
def test_what_is_refused_is_refused_with_a_reason(api: Made, tmp_path: Path, request_: str, problem: str) -> None:
    examples = "N: {example: NaN, description: A number.}\nX: {example: x, description: A text.}"
    request, problems = api.request(tmp_path, "Post", request_.replace("TYPE", inner(api)), examples=examples)
    assert request is None
    assert len(problems) == 1
    assert problem in problems[0]


INTEGER_KEYS = [kind for kind in SCALARS if re.search("int|fixed", kind)]


@pytest.mark.parametrize("kind", [*INTEGER_KEYS, "bool"])
def test_no_two_keys_of_a_mapping_are_one_key_of_the_map(api: Made, tmp_path: Path, kind: str) -> None:
    right = "true" if kind == "bool" else "7"
    others = ("True", "tRUE", "False") if kind == "bool" else ("07", "+7", "0007", "00", "-0", "+0")
    for other in others:
        _, problems = api.request(tmp_path, "Post", f"of_{kind}: {{'{right}': a, '{other}': c}}")
        (problem,) = problems
        wanted = other.lower() if kind == "bool" else int(other)
        assert f"of_{kind}.{other}: expected a key as JSON writes it, got '{other}'; write {wanted}" in problem
    request, _ = api.request(tmp_path, "Post", "of_string: {'7': a, '07': b, '-0': c, 'True': d}")
    assert request is not None


def test_what_an_any_holds_has_one_form_of_its_bytes(api: Made, tmp_path: Path) -> None:
    written = set()
    for keys in ("abc", "cba", "bca"):
        numbers = ", ".join(f"{key}: {ord(key)}" for key in keys)
        request, _ = api.request(tmp_path, "Post", f"a_any: {{'@type': {inner(api)}, numbers: {{{numbers}}}}}")
        assert request is not None
        found = request.message.at("a_any.value")
        assert isinstance(found, ScalarValue)
        written.add(found.value)
    assert len(written) == 1


PROTO2 = {
    "Get": ["required string id", "optional string name", "required Part part", "group piece"],
    "Part": ["required string id"],
    "Piece": ["optional string id"],
}


def test_what_proto2_has_and_no_snippet_can_send_is_refused(tmp_path: Path) -> None:
    old = make(PROTO2, {"Post": Rpc("Get", {"post": "/v1/{id}", "body": "*"})}, syntax="proto2")
    whole, problems = old.request(tmp_path, "Post", "id: a\nname: ''\npart: {id: b}")
    assert whole is not None, problems
    assert shown(whole.expected()) == {"id": "a", "name": "", "part": {"id": "b"}}
    assert old.request(tmp_path, "Post", "id: a\npart: {}")[1] == ["request.part.id: missing; Part requires it"]
    assert old.request(tmp_path, "Post", "part: {id: a}")[1] == ["request.id: missing; Get requires it"]
    assert old.request(tmp_path, "Post", "id: a\npart: {id: a}\npiece: {id: a}")[1] == [
        "request.piece: 'piece' is a group, which no snippet can send; leave it out"
    ]


def test_a_number_that_is_not_finite_is_a_word_of_each_language(languages: Mapping[str, Language]) -> None:
    words = {
        name: [
            literal(ScalarValue(ScalarKind.DOUBLE, number), language.literals)
            for number in (math.nan, math.inf, -math.inf)
        ]
        for name, language in languages.items()
    }
    assert words["py"] == ['float("nan")', 'float("inf")', 'float("-inf")']
    assert words["node"] == ["NaN", "Infinity", "-Infinity"]
    assert words["java"] == ["Float.NaN", "Float.POSITIVE_INFINITY", "Float.NEGATIVE_INFINITY"]
    assert words["php"] == ["\\NAN", "\\INF", "-\\INF"]


def test_a_message_without_a_json_form_is_shown_all_the_same(api: Made) -> None:
    cls: Any = GetMessageClass(definition.descriptor(api.definition.method("Post").request))
    message = cls()
    message.a_any.type_url = "type.googleapis.com/no.Such"
    message.a_timestamp.seconds = 10**15
    message.a_fieldmask.paths.append("aB")
    message.some_value.add()
    found = shown(message)
    assert found["a_any"] == 'type_url: "type.googleapis.com/no.Such"'
    assert set(found) == {"a_any", "a_timestamp", "a_fieldmask", "some_value"}
    assert same(message, message)


def test_two_messages_are_compared_by_what_they_mean(api: Made) -> None:
    descriptor = definition.descriptor(api.definition.method("Post").request)
    one, other = (
        from_json({"a_double": "NaN", "some_float": ["NaN"], "by_double": {"k": "NaN"}}, descriptor) for _ in "ab"
    )
    other.MergeFromString(b"\x09\x01\x00\x00\x00\x00\x00\xf8\x7f")  # a_double again, as another of the many NaN
    assert one.SerializeToString(deterministic=True) != other.SerializeToString(deterministic=True)
    assert same(one, other)
    assert not same(one, from_json({"a_double": "NaN"}, descriptor))
    assert not same(one, from_json({}, definition.descriptor(api.definition.method("Post").response)))


def test_an_any_in_an_any_in_an_any_without_end_is_no_traceback(api: Made) -> None:
    cls: Any = GetMessageClass(definition.descriptor(api.definition.method("Post").request))
    message = cls()
    for _ in range(2000):
        outer = any_pb2.Any(type_url="type.googleapis.com/google.protobuf.Any", value=message.a_any.SerializeToString())
        message.a_any.CopyFrom(outer)
    assert same(message, message)
    assert "a_any" in shown(message)


def test_the_keys_of_a_map_of_booleans_are_those_that_are_written(api: Made, tmp_path: Path) -> None:
    request, problems = api.request(tmp_path, "Post", "of_bool: {true: a, false: b}")
    assert problems == []
    assert request is not None
    assert plain_json(request.message) == {"of_bool": {"true": "a", "false": "b"}}
