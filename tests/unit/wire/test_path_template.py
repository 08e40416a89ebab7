"""Paths of HTTP rules: the grammar, and what fills and matches them, against another reading of the same grammar."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from sixfold.wire.path_template import Template, TemplateError, parse
from sixfold.wire.segments import Parameter

SEED = 20260131
HOSTILE = (
    "a",
    "Ab-1_~.x",
    "a b",
    "é漢😀",
    "100%",
    "%2F",
    "a:b",
    "?q#f&=+",
    "{x",
    "x}y",
    "*",
    "**",
    "...",
    "'\"`$\\",
    "\n\0",
)
TEXTS = ("v1", "projects", "a.b", "x-y_z~", "wörd", "two words", "a:b")


@pytest.mark.parametrize("path", ["/v2/..", "/./x", "/v2/{a=x/../*}", "/v2/%2e%2E/x", "/v2/x?y", "/v2/{a}#b", "/x:y?z"])
def test_what_a_client_would_read_as_another_path_is_refused(path: str) -> None:
    with pytest.raises(TemplateError, match=r"would follow its segment '|^a path ends before '[?#]'"):
        parse(path)


def filled(template: Template, values: dict[str, str]) -> str:
    """Write a path, as a snippet does."""
    return "".join(
        quote(piece, safe="/:") if isinstance(piece, str) else piece.encoded(values[piece.field])
        for piece in template.pieces
    )


def expression(path: str) -> str:
    """Translate a path into an expression on decoded text, by the words of google/api/http.proto alone."""
    wildcards = {"**": "[^/]+(?:/[^/]+)*", "*": "[^/]+"}

    def segments(text: str) -> str:
        return "/".join(wildcards.get(part, re.escape(part)) for part in text.split("/"))

    pieces = re.split(r"\{([^}=]+)(?:=([^}]*))?\}", path)
    found = ""
    for text, name, pattern in zip(pieces[::3], [*pieces[1::3], None], [*pieces[2::3], None], strict=True):
        found += re.escape(text)
        found += f"(?P<{name.replace('.', '__')}>{segments(pattern or '*')})" if name else ""
    return found


def made_up(random: random.Random) -> str:
    """Make a path that the grammar knows."""

    def pattern(*, last: bool) -> str:
        parts = [random.choice([*TEXTS[:4], "*", "*"]) for _ in range(random.randint(1, 4))]
        return "/".join([*parts, "**"] if last and random.random() < 0.3 else parts)

    names = iter(("name", "bookId", "user_app_id.user_id", "A.b9._c"))
    parts = []
    count = random.randint(1, 5)
    for at in range(count):
        name = next(names, None) if random.random() < 0.5 else None
        if name is None:
            parts.append(random.choice(TEXTS))
        elif random.random() < 0.4:
            parts.append(f"{{{name}}}")
        else:
            parts.append(f"{{{name}={pattern(last=at == count - 1)}}}")
    return "/" + "/".join(parts) + (f":{random.choice(('cancel', 'batchGet'))}" if random.random() < 0.3 else "")


def cases() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield paths with values that fit each of their parameters."""
    chance = random.Random(SEED)  # noqa: S311 - the same cases each time
    for _ in range(600):
        path = made_up(chance)
        values = {}
        for parameter in parse(path).parameters:
            text = parameter.shape.replace("**", "*/*") if chance.random() < 0.5 else parameter.shape.replace("**", "*")
            values[parameter.field] = "/".join(
                chance.choice(HOSTILE) if part == "*" else part for part in text.split("/")
            )
        yield path, values


def test_what_was_filled_in_is_matched_again() -> None:
    for path, values in cases():
        template = parse(path)
        assert [parameter.refusal(values[parameter.field]) for parameter in template.parameters] == [
            "" for _ in template.parameters
        ], (path, values)
        written = filled(template, values)
        assert template.match(written) == values, (path, values, written)
        assert re.fullmatch(r"[-\w.~/%:]*", written, re.ASCII), written


def test_a_value_fits_exactly_where_the_words_of_the_standard_say_so() -> None:
    chance = random.Random(SEED)  # noqa: S311 - the same cases each time
    parts = ("projects", "v1", "a.b", "x", "", "a b")
    seen = {True: 0, False: 0}
    for _ in range(3000):
        pattern = "/".join(chance.choice(("projects", "a.b", "*")) for _ in range(chance.randint(1, 3)))
        pattern = chance.choice((pattern, f"{pattern}/**", "**"))
        value = "/".join(chance.choice(parts) for _ in range(chance.randint(1, 4)))
        parameter = parse(f"/v1/{{name={pattern}}}").parameters[0]
        wanted = expression(f"{{name={pattern}}}")
        if pattern.endswith("/**"):  # none at all stands for '**', too
            wanted = f"(?:{wanted}|{expression('{other=' + pattern.removesuffix('/**') + '}')})"
        fits = bool(re.fullmatch(wanted, value))
        if parameter.single and pattern == "*" and value:
            fits = True  # the slash of a single segment is encoded
        assert (parameter.refusal(value) == "") == fits, (pattern, value)
        seen[fits] += 1
    assert min(seen.values()) > 300


def test_the_slash_of_a_single_segment_is_encoded_and_that_between_segments_is_not() -> None:
    single, several = parse("/v1/{name}").parameters + parse("/v1/{name=a/**}").parameters
    assert (single.encoded("a/b c"), several.encoded("a/b c")) == ("a%2Fb%20c", "a/b%20c")
    assert (single.single, several.single) == (True, False)


def test_a_server_leaves_the_encoded_slash_of_several_segments() -> None:
    assert parse("/v1/{name=a/*}").match("/v1/a/b%2Fc%2fd%20e") == {"name": "a/b%2Fc%2fd e"}
    assert parse("/v1/{name}").match("/v1/b%2Fc") == {"name": "b/c"}


def test_no_segment_at_all_may_stand_for_two_stars() -> None:
    assert parse("/v1/{name=a/**}").match("/v1/a") == {"name": "a"}
    assert parse("/v1/{name=**}:go").match("/v1:go") == {"name": ""}


def test_a_slash_at_the_end_is_part_of_the_path() -> None:
    assert parse("/v1/things/").pieces == ("/v1/things/",)
    template = parse("/v1/{name}/")
    assert template.pieces[0::2] == ("/v1/", "/")
    assert template.match("/v1/a%2Fb/") == {"name": "a/b"}
    for other in ("/v1/a", "/v1//", "/v1/a//", "/v1/a/b", "/v1/"):
        assert template.match(other) is None
    assert parse("/v1/{name}").match("/v1/a/") is None
    assert parse("/v1/").match("/v1/") == {}


@pytest.mark.parametrize(
    "path", ["/v1/{a}.json", "/v1/x{a}", "/v1/{a}...{b.c}", "/{a}/x-{b}-{c}-y/", "/v1/{a}/{b}.zip:go"]
)
def test_text_may_stand_beside_a_parameter(path: str) -> None:
    template = parse(path)
    assert template.beyond
    names = re.findall(r"\{(.*?)\}", path)
    assert [parameter.field for parameter in template.parameters] == names
    for hostile in HOSTILE:
        values = dict.fromkeys(names, f"{hostile}1")
        if all(text not in hostile for text in ("-", ".")):
            assert template.match(filled(template, values)) == values
    written = "".join(f"{{{piece.field}}}" if isinstance(piece, Parameter) else piece for piece in template.pieces)
    assert written == path
    for other in ("/v1/.json", "/v1/...", "/v1/x", "/a/x--y/", "/v1/a/.zip:go", "/v1", "/v1/a/b/c/d"):
        assert template.match(other) is None


def test_a_verb_is_what_stands_after_a_colon_that_is_not_encoded() -> None:
    template = parse("/v1/{name}:cancel")
    assert template.match("/v1/a:cancel") == {"name": "a"}
    assert template.match("/v1/a:b%3Acancel") is None
    assert template.match("/v1/a%3Acancel:cancel") == {"name": "a:cancel"}
    assert parse("/v1/{name}").match("/v1/a%3Acancel") == {"name": "a:cancel"}


@pytest.mark.parametrize("name", ["bookId", "BookID", "_", "a1", "camelCase.snake_case.X9"])
def test_a_parameter_has_a_name_of_any_letters(name: str) -> None:
    assert parse(f"/v1/{{{name}}}/x").parameters == (Parameter(name, parse("/{a}").parameters[0].pattern),)


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("", "expected '/' at its start"),
        ("v1/{a}", "expected '/' at its start"),
        ("/v1//b", "a segment of it is empty"),
        ("//", "a segment of it is empty"),
        ("/v1//", "a segment of it is empty"),
        ("/v1/:go", "a segment of it is empty"),
        ("/v1/{a=b/}", "a segment of it is empty"),
        ("/v1/{a=**}/", "'**' may only be its last segment"),
        ("/v1/{a=}", "a segment of it is empty"),
        ("/v1/{a=/b}", "a segment of it is empty"),
        ("/v1/{a=b//c}", "a segment of it is empty"),
        ("/v1/a:", "expected a word after ':'"),
        ("/v1/{a}.{b=*}", "in '{a}.{b=*}'"),
        ("/v1/{a}-{a}", "'a' stands in it twice"),
        ("/v1/x{a}*", "in 'x{a}*'"),
        ("/v1/x{a}{b}", "in 'x{a}{b}'"),
        ("/v1/{a}{b}", "in '{a}{b}'"),
        ("/v1/{a", "in '{a'"),
        ("/v1/a}", "a}'"),
        ("/v1/{}", "in '{}'"),
        ("/v1/{1a}", "in '{1a}'"),
        ("/v1/{a..b}", "in '{a..b}'"),
        ("/v1/{a-b}", "in '{a-b}'"),
        ("/v1/{a={b}}", "in '{a={b}}'"),
        ("/v1/{a=b*}", "in 'b*'"),
        ("/v1/a*", "in 'a*'"),
        ("/v1/***", "in '***'"),
        ("/v1/{a=**}/b", "'**' may only be its last segment"),
        ("/v1/**/{a}", "'**' may only be its last segment"),
        ("/v1/{a=**/b}", "'**' may only be its last segment"),
        ("/v1/{a}/{a}", "'a' stands in it twice"),
    ],
)
def test_what_is_no_path(path: str, problem: str) -> None:
    with pytest.raises(TemplateError, match=re.escape(problem)):
        parse(path)


@pytest.mark.parametrize(
    ("shape", "value", "problem"),
    [
        ("*", "", "'' cannot stand in a path"),
        ("*", ".", "'.' cannot stand in a path"),
        ("**", "a/../b", "'..' cannot stand in a path"),
        ("*", "{book_id}", "'{book_id}' stands for a value"),
        ("**", "a/{b}", "'{b}' stands for a value"),
        ("a/*", "b/c", "'b/c' does not fit 'a/*', where '*' is one segment; give a value of that form"),
        ("a/*", "a/b/c", "does not fit 'a/*'"),
        ("a/*", "/a/b", "does not fit 'a/*'"),
        ("a/*", "a/", "does not fit 'a/*'"),
        ("a/**", "a/b//c", "where '**' is segments, none of them empty"),
        ("latest", "first", "does not fit 'latest', which is all that can stand there"),
    ],
)
def test_a_value_that_cannot_stand_in_a_path(shape: str, value: str, problem: str) -> None:
    assert problem in parse(f"/v1/{{name={shape}}}").parameters[0].refusal(value)
