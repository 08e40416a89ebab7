"""What a language.yaml has started, checked where it is read: the words of its commands, their places, its names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from sixfold.document import Fields, Node, Scalar, Sequence, Table
from sixfold.language.placeholders import Placeholder, misspelt, named
from sixfold.language.runtime import Stream
from sixfold.names import did_you_mean
from sixfold.value import ScalarKind

EVERYWHERE = (Placeholder.PYTHON, Placeholder.CLIENT)
"""What every command and every variable may name."""

SANDBOX = (
    Placeholder.WORK,
    Placeholder.PROXY,
    Placeholder.PROXY_HOST,
    Placeholder.PROXY_PORT,
    Placeholder.AUTHORITY,
    Placeholder.TRUST_STORE,
    Placeholder.TRUST_STORE_PASSWORD,
    Placeholder.SPKI,
)
"""What the variables of a route may name beside that: where the sandbox is, and whom to trust."""

RESERVED = "<reserved>"
"""What stands for all reserved words in a list of names."""

LONGEST = 3600
"""The longest time that a language may give a snippet, in seconds."""

_VARIABLE = re.compile("[A-Za-z_][A-Za-z0-9_]*")
_NAME = re.compile(r"[^\s<>{}$()\[\]'\"]+")
_PROGRAM = re.compile("[A-Za-z0-9_][A-Za-z0-9_.+-]*")
_PACKAGE = re.compile("[a-z0-9][a-z0-9.+-]+")

_ADDRESS = r"https://[A-Za-z0-9\-._~:/?#@!$&()*+,;=%]+"


def command(
    fields: Fields, key: str, *places: Placeholder, needed: Placeholder | None = None, required: bool = True
) -> tuple[str, ...]:
    """Return the words of a command; the first is its program.

    :param places: what its words may name beside what every command may.
    :param needed: the place without which it makes no sense.
    """
    words = fields.texts(key, "the words of a command", required=required)
    node = fields.table.entries.get(key)
    if not isinstance(node, Sequence) or len(words) != len(node.items):
        return words
    known = (*EVERYWHERE, *places, *((needed,) if needed else ()))
    if not words or not words[0].strip():
        fields.problems.add(node.place, node.path, "expected a program as the first word")
    for word, item in zip(words, node.items, strict=True):
        _check(fields, item, word, known)
    there = {name for word in words for name in named(word)}
    # One that is spelt wrong is told already.
    if (
        words
        and needed
        and needed.value not in there
        and not any(found for word in words for found in misspelt(word, known))
    ):
        fields.problems.add(node.place, node.path, f"expected '{needed.written}' among its words")
    return words


def initialisms(fields: Fields, key: str) -> frozenset[str]:
    """Return words of capitals, which stay whole in mixed caps."""
    found = names(fields, key)
    for name in found:
        if not (name.isalnum() and name.isascii() and name.isupper()):
            fields.problems.add(fields.place(key), fields.path(key), f"expected words of capitals, got '{name}'")
    return frozenset(found)


def variables(fields: Fields, key: str, *places: Placeholder, required: bool) -> dict[str, str]:
    """Return environment variables with their values."""
    found = fields.text_table(key, "variables and their values", required=required)
    for name, node in _entries(fields, key).items():
        if not _VARIABLE.fullmatch(name):
            message = f"expected a variable's name of letters, digits and '_', got {name!r}"
            fields.problems.add(node.place, node.path, message)
        if name in found:
            _check(fields, node, found[name], (*EVERYWHERE, *places))
    return found


def variable(fields: Fields, key: str) -> str:
    """Return the name of an environment variable."""
    return fields.text(key, pattern=_VARIABLE.pattern, expected="a variable's name of letters, digits and '_'")


def programs(fields: Fields, key: str) -> dict[str, str]:
    """Return programs, each with the Debian package that brings it."""
    found = fields.text_table(key, "programs and the Debian packages that bring them", required=False)
    for name, node in _entries(fields, key).items():
        if not _PROGRAM.fullmatch(name):
            fields.problems.add(node.place, node.path, f"expected a program's name, got {name!r}")
        if name in found and (wrong := _no_package(found[name])):
            fields.problems.add(node.place, node.path, wrong)
    return found


def packages(fields: Fields, key: str) -> tuple[str, ...]:
    """Return names of Debian packages."""
    return _each(fields, key, "further Debian packages", _no_package)


def linked(fields: Fields, key: str) -> tuple[str, ...]:
    """Return names in the client's folder, each once."""

    def wrong(name: str) -> str:
        is_name = name not in ("", ".", "..") and not {"/", "\0"} & set(name)
        return "" if is_name else f"expected the name of something in the client's folder, got {name!r}"

    return tuple(dict.fromkeys(_each(fields, key, "names in the client's folder", wrong)))


def outputs(fields: Fields, key: str) -> tuple[Stream, ...]:
    """Return the outputs that a failure must be seen on: that for errors, where nothing is said."""
    known = {stream.value: stream for stream in Stream}

    def wrong(name: str) -> str:
        hint = did_you_mean(name, known)
        return "" if name in known else f"expected {' or '.join(map(repr, known))}, got {name!r}{hint}"

    named = _each(fields, key, "the outputs that a failure must be seen on", wrong)
    return tuple(dict.fromkeys(known[name] for name in named)) or (Stream.STDERR,)


def names(fields: Fields, key: str, *places: Placeholder) -> tuple[str, ...]:
    """Return a list of names of a program's, in which `RESERVED` stands for many.

    :param places: what a name may be put together with.
    """

    def wrong(name: str) -> str:
        bare = name
        for place in places:
            bare = bare.replace(place.written, "x")
        if name == RESERVED or _NAME.fullmatch(bare):
            return ""
        known = [RESERVED, *(place.written for place in places)]
        return f"expected a name, or what stands for some ({', '.join(known)}), got {name!r}"

    return _each(fields, key, "names", wrong)


def types(fields: Fields, key: str) -> dict[str, str]:
    """Return what a language calls each kind of scalar."""
    found = fields.text_table(key, "names of types", required=False)
    known = [kind.value for kind in ScalarKind]
    for name, node in _entries(fields, key).items():
        if name not in known:
            message = f"no value is of the kind '{name}'{did_you_mean(name, known)} (kinds: {', '.join(known)})"
            fields.problems.add(node.place, node.path, message)
    return found


def integer(fields: Fields, key: str, default: int, allowed: range) -> int:
    """Return an optional whole number."""
    if key in fields.table.keys:
        return fields.integer(key, allowed=allowed)
    fields.read.add(key)
    return default


def patterns(fields: Fields, key: str) -> tuple[str, ...]:
    """Return regular expressions, none of which fits an empty text, or begins a line with a search through others."""
    return _each(fields, key, "regular expressions", _no_pattern)


def pattern(fields: Fields, key: str) -> str:
    """Return one such, empty where nothing is said."""
    found = fields.raw_text(key, default="")
    node = fields.table.entries.get(key)
    if node is not None and found and (wrong := _no_pattern(found)):
        fields.problems.add(node.place, node.path, wrong)
    return found


def pattern_table(fields: Fields, key: str) -> dict[str, str]:
    """Return regular expressions by name."""
    found = fields.text_table(key, "names, each with a regular expression", required=False)
    for name, node in _entries(fields, key).items():
        if name in found and (wrong := _no_pattern(found[name])):
            fields.problems.add(node.place, node.path, wrong)
    return found


def places_in(fields: Fields, key: str, *known: Placeholder) -> None:
    """Note each place in a text that nothing is put into."""
    node = fields.table.entries.get(key)
    if isinstance(node, Scalar) and isinstance(node.value, str):
        _check(fields, node, node.value, known)


def _entries(fields: Fields, key: str) -> Mapping[str, Node]:
    node = fields.table.entries.get(key)
    return node.entries if isinstance(node, Table) else {}


def _each(fields: Fields, key: str, expected: str, wrong: Callable[[str], str]) -> tuple[str, ...]:
    """Return a list of texts without those that are wrong, which are noted."""
    texts = fields.texts(key, expected, required=False)
    node = fields.table.entries.get(key)
    if isinstance(node, Sequence):
        for item in node.items:
            if isinstance(item, Scalar) and isinstance(item.value, str) and (message := wrong(item.value)):
                fields.problems.add(item.place, item.path, message)
    return tuple(text for text in texts if not wrong(text))


def _no_package(name: str) -> str:
    return "" if _PACKAGE.fullmatch(name) else f"expected the name of a Debian package, got {name!r}"


def _no_pattern(text: str) -> str:
    try:
        fits_nothing = re.compile(text, re.MULTILINE).match("") is not None
    except (re.error, OverflowError, RecursionError) as error:
        return f"expected a regular expression, got {text!r}: {error}"
    if fits_nothing:
        return f"expected a regular expression that fits no empty text, got {text!r}"
    # From the first of a thousand empty lines it would go to the last, and so from each.
    goes_on = re.search(r"\^\\s[*+]", text)
    return f"expected '^[ \\t]*' in place of {goes_on[0]!r}, which goes on in the lines below" if goes_on else ""


def _check(fields: Fields, node: Node, text: str, known: tuple[Placeholder, ...]) -> None:
    if "\0" in text:
        fields.problems.add(node.place, node.path, f"expected text without U+0000, got {text!r}")
    for message in misspelt(text, known):
        fields.problems.add(node.place, node.path, message)


def address(fields: Fields, key: str) -> str:
    """Read the address of a page for readers; it is empty where there is none."""
    return fields.text(key, default="", pattern=_ADDRESS, expected="an address that begins with 'https://'")
