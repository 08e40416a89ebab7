"""Source x what it sent -> words that look like fields of the request, but reach none: what a client dropped."""

from __future__ import annotations

import difflib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate

from sixfold.definition import ApiDefinition, Field, Message, Method
from sixfold.frozen import frozen
from sixfold.json_value import Json, JsonObject
from sixfold.runner.brackets import Brackets

_KEY = re.compile(
    r"""
    (?<![\w$.-])(?P<quote>["']?)(?P<word>[A-Za-z]\w*)(?P=quote)
    (?:\s*(?::(?![:/])|=>)\s*(?P<value>[^\s,})]*)    # of JSON, JavaScript or PHP
      | (?=\s*[,}]))                                 # or a name that is its own value, too
    |
    \.(?:set|add_?all|add|append)_?(?P<setter>[A-Za-z]\w*)\s*\(\s*(?P<given>[^\s,)]*)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NOTHING = re.compile(
    r"""^(?:\[\]|\{\}|(?P<quote>["'`])(?P=quote)|0+(?:\.0*)?|false|null|none|undefined|)[;)\]}]*$""", re.IGNORECASE
)
_SOMETHING = re.compile(r"""^(?:(?P<quote>["'])[^"'$#{]*[A-Za-z1-9][^"'$#{]*(?P=quote)|[1-9]|true\b|[\[{])""")
"""How a value begins that is more than nothing, whatever else a program does."""
_READ = re.compile(r"""(?:\.|->|\[["'])(\w+)""")
_TAKES_APART = re.compile(r"\}\s*(?:=(?!=)|from\b|\)\s*(?:=>|\{)|:)")
"""A brace behind which stands what takes an object apart, or imports names."""
_COMMENT = re.compile(r"^\s*(?:#|//|/?\*)")
_NOT_OF_A_REQUEST = frozenset(
    {"auth", "body", "cache", "code", "credentials", "data", "headers", "host", "json", "method", "mode", "name"}
    | {"params", "status", "timeout", "type", "url", "value", "verify"}
)
"""What every program that makes a request over HTTP writes, whatever is in it."""
_ALIKE = 0.84
"""How alike two names are of which one is a slip of the other: ``imput_ids`` and ``input_ids``."""

_SHORTEST = 5
"""How long a word is at least that can be a slip of another."""


@frozen
class _Word:
    """A word that stands where a field would be set: as `_snake` writes it, as it is, and its line.

    ``sets_something`` says that its value is written there. ``inside`` is where the brackets begin that it is a key in;
    nothing for the name of a setter.
    """

    name: str
    written: str
    line: int
    sets_nothing: bool
    sets_something: bool
    inside: int | None


def unsent(
    definition: ApiDefinition, source: str, sent: Iterable[tuple[Method, JsonObject]], refused: Iterable[str] = ()
) -> Iterator[str]:
    """Yield a sentence for each word of a source that looks like a field of what it calls, but is in no request.

    A field that is set to its default is no such word: the wire does not tell it from none.

    :param refused: paths of what reached the API, and is told already.
    """
    calls = [(method, message) for method, message in sent]
    told_already = {_snake(path.rpartition(".")[2]) for path in refused}
    reached = {_snake(name) for _, message in calls for name in _names(message)} | told_already
    told: set[str] = set()
    every = list(_words(source))
    written = Counter(re.findall(r"\w+", source))
    words = [word for word in every if word.name not in reached]
    for method, _ in calls:
        own = {_snake(field.name): field for field in _own(method.request)}
        known = own.keys() | _of_relatives(definition, method)
        # What is written beside fields of the request, and nowhere else, is meant to be one, whatever it is called.
        fields = {_snake(name) for name in method.request.fields_by_name}
        requests = {word.inside for word in every if word.name in fields} - {None}
        for word in words:
            if word.name in told or word.name in _NOT_OF_A_REQUEST:
                continue
            beside = word.inside in requests and written[word.written] == 1
            if not word.sets_nothing and (why := _why(method, word, own, known, is_beside_fields=beside)):
                told.add(word.name)
                yield f"line {word.line}: '{word.written}' reaches no request: {why}"


def _why(method: Method, word: _Word, own: Mapping[str, Field], known: set[str], *, is_beside_fields: bool) -> str:
    request = method.request
    if field := own.get(word.name):
        # A value of an enum may be its default, which the wire does not tell from none.
        is_lost = word.inside is not None and word.written != field.name and word.sets_something and not field.enum
        return f"the definition calls it '{field.name}', and the client takes no other name" if is_lost else ""
    if word.name not in known:
        close = difflib.get_close_matches(word.name, own, n=1, cutoff=_ALIKE) if len(word.name) >= _SHORTEST else []
        if close:
            return f"{request.name} has no such field; did you mean '{own[close[0]].name}'?"
        if not is_beside_fields:
            return ""
    meant = next((name for name in request.fields_by_name if word.name.endswith(f"_{_snake(name)}")), None)
    return f"{request.name} has no such field" + (f"; did you mean '{meant}'?" if meant else "")


def _words(source: str) -> Iterator[_Word]:
    lines = source.split("\n")
    begins = list(accumulate((len(line) + 1 for line in lines), initial=0))
    brackets = Brackets(source)
    # A word that is read somewhere is no key of a request.
    read = set(_READ.findall(source))
    for found in _KEY.finditer(source):
        written = found["word"] or found["setter"]
        begin = found.start("word" if found["word"] else "setter")
        line = bisect_right(begins, begin)
        is_key = found["word"] not in read and _is_key(source, found, brackets)
        if _COMMENT.match(lines[line - 1]) or (found["word"] and not is_key):
            continue
        inside = brackets.around(begin) if found["word"] else None
        nothing = _sets_nothing(source, found, brackets)
        something = not nothing and _SOMETHING.match(found["value"] or "") is not None
        yield _Word(_snake(written), written, line, nothing, something, inside)


def _sets_nothing(source: str, found: re.Match[str], brackets: Brackets) -> bool:
    """Say whether a word is given what the wire does not tell from nothing."""
    group = "value" if found["word"] else "given"
    if found[group] in ("[", "{"):
        begin = found.start(group)
        return not source[begin + 1 : brackets.closing.get(begin, begin)].strip()
    return found[group] is not None and _NOTHING.match(found[group]) is not None


def _is_key(source: str, found: re.Match[str], brackets: Brackets) -> bool:
    """Say whether a word stands in the brackets of an object that is made, as a key."""
    opener = brackets.around(found.start())
    if opener is None or source[opener] not in "{[":
        return False
    if found["value"] is not None:
        return True
    end = brackets.closing.get(opener)
    # Braces with nothing behind them take an object apart, or import names.
    return source[opener] == "{" and end is not None and _TAKES_APART.match(source, end) is None


def _snake(word: str) -> str:
    """Return a word in small letters and "_", as names are compared; JavaScript adds List to a repeated field."""
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", word).lower()
    return snake.removesuffix("_list") if "_" in snake and word[-4:] == "List" else snake


def _names(message: Json) -> Iterator[str]:
    match message:
        case dict():
            for name, value in message.items():
                yield name
                yield from _names(value)
        case list():
            for item in message:
                yield from _names(item)


def _own(message: Message, seen: frozenset[str] = frozenset()) -> Iterator[Field]:
    """Yield all fields that a message can hold, at any depth."""
    for field in message.fields:
        yield field
        inner = field.message
        if inner is not None and inner.full_name not in seen and not inner.full_name.startswith("google.protobuf."):
            yield from _own(inner, seen | {message.full_name, inner.full_name})


def _of_relatives(definition: ApiDefinition, method: Method) -> set[str]:
    """Return what requests of the same resource take, and what repeats the resource's name before a field's own."""
    resource = _resource(method)
    relatives = [other for other in definition.methods.values() if _resource(other) == resource]
    names = {_snake(field.name) for other in relatives for field in other.request.fields}
    word = _snake(resource)
    return names | {
        f"{word}_{field.name}" for field in method.request.fields if field.name in ("id", "ids", "name", "names")
    }


def _resource(method: Method) -> str:
    """Return what an RPC is about, one of it: Annotation of DeleteAnnotations and of ListAnnotations."""
    noun = re.sub(r"^[A-Z][a-z]+", "", method.name) or method.name
    return noun.removesuffix("s")
