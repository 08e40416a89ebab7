"""The faults that a hand-written snippet can have, each with a pattern of what a team is to be told of it."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from sixfold.clients import Client
from sixfold.definition import ApiDefinition, Method
from tests.support.hand_written.operations import Operation, Value, is_plain, knows, operation, word
from tests.support.hand_written.programs import STYLES, Damage

Fault = Callable[["Draw"], "Wrong"]


@dataclass(frozen=True)
class Draw:
    """What a fault is drawn from: an operation, the API that it is of with its clients, and the manner."""

    operation: Operation
    definition: ApiDefinition
    clients: Mapping[str, Client]
    source: Random
    style: str


@dataclass(frozen=True)
class Wrong:
    """What a file does instead, and the pattern of what is told; ``among_right`` says that only others show it."""

    damage: Damage
    told: str
    operation: Operation | None = None
    among_right: bool = False


_LONG = 7
"""How long a name is that is known again where a letter of it is left out."""


def _misspelt(name: str, source: Random) -> str:
    """Return a name as somebody writes it who remembers it wrongly: another word before it, or a letter less."""
    if len(name) < _LONG:
        return f"the_{name}"
    at = source.randrange(1, len(name) - 1)
    return source.choice((f"my_{name}", name[:at] + name[at + 1 :]))


def unknown_field(draw: Draw) -> Wrong:
    """Name a field as the request does not: some clients drop it, others send it."""
    name = draw.source.choice(sorted(_outside_path(draw.operation)))
    wrong = _misspelt(name, draw.source)
    texts = {wrong if key == name else key: value for key, value in draw.operation.texts.items()}
    said = (
        f"'{wrong}' reaches no request",
        f"sends '{wrong}', a field that the request does not have",
        *(f'"{wrong}" field', f"property: {wrong}", f"[Ss]et{_pascal(wrong)}", f"add(All)?{_pascal(wrong)}"),
    )
    return Wrong(Damage(texts=texts), "|".join(said))


def left_out(draw: Draw) -> Wrong:
    """Leave out a field that the others send: what is left may do more than was meant."""
    name = draw.source.choice(sorted(_outside_path(draw.operation)))
    texts = {key: value for key, value in draw.operation.texts.items() if key != name}
    return Wrong(Damage(texts=texts), rf"does not send {name}, which \d+ of \d+ files .* send", among_right=True)


def one_more(draw: Draw) -> Wrong:
    """Send a field that none of the others sends."""
    free = sorted(_more(draw.operation))
    name = draw.source.choice(free)
    field = draw.operation.method.request.fields_by_name[name]
    more: Value = [word(draw.source)] if field.repeated else word(draw.source)
    texts = {**draw.operation.texts, name: more}
    return Wrong(Damage(texts=texts), rf"sends {name} \(.*\), which \d+ of \d+ files .* do not send", among_right=True)


def other_rpc(draw: Draw) -> Wrong:
    """Call another RPC than the others of the operation."""
    other = draw.source.choice(_others(draw.operation, draw.definition))
    kinds = other.request.fields_by_name
    texts = {
        name: value
        if isinstance(value, list) == kinds[name].repeated
        else [str(value)]
        if kinds[name].repeated
        else value[0]
        for name, value in draw.operation.texts.items()
    }
    made = Operation(other, draw.operation.whose, texts)
    return Wrong(
        Damage(),
        rf"calls {other.name}, where \d+ of \d+ files .* call {draw.operation.rpc}",
        operation=made,
        among_right=True,
    )


def missing_package(draw: Draw) -> Wrong:
    """Need a package that is not installed."""
    name = f"{draw.source.choice(('fluffy', 'sunny'))}{draw.source.randrange(1000)}"
    first = {"py": f"import {name}", "node": f'const extra = require("{name}");'}[_language(draw)]
    return Wrong(Damage(first=first), rf"needs the package {name}")


def missing_file(draw: Draw) -> Wrong:
    """Read a file that is not there."""
    name = f"{word(draw.source)}.png"
    first = {
        "py": f'picture = open("{name}", "rb").read()',
        "node": f'const picture = require("node:fs").readFileSync("{name}");',
        "curl": f"set -e\ncat {name} > /dev/null",
        "java": f'java.nio.file.Files.readAllBytes(java.nio.file.Path.of("{name}"));',
    }[_language(draw)]
    return Wrong(Damage(first=first), rf"needs the file {re.escape(name)}")


def missing_variable(draw: Draw) -> Wrong:
    """Need a variable that the environment does not have."""
    name = f"{draw.source.choice(('ZOO', 'SHOP'))}_TOKEN"
    first = {"py": f'import os\ntoken = os.environ["{name}"]', "curl": f'token="${{{name}:?is not set}}"'}[
        _language(draw)
    ]
    return Wrong(Damage(first=first), rf"needs the variable {name}")


def no_program(draw: Draw) -> Wrong:
    """Write what the language does not know."""
    first = {"py": "def broken(:", "node": "const = ;", "php": "$x = = 2;", "java": "int 2x = ;"}[_language(draw)]
    return Wrong(
        Damage(first=first),
        r"(?i)ends with exit code \d+: .*(syntax|unexpected|expected|error|not a statement).*\(line \d+\)",
    )


def own_error(draw: Draw) -> Wrong:
    """End with an error of its own, before the API is asked."""
    said = f"out of {draw.source.choice(('paint', 'paper', 'sugar'))}"
    first = {
        "py": f'raise ValueError("{said}")',
        "node": f'throw new Error("{said}");',
        "php": f'throw new RuntimeException("{said}");',
        "java": f'if (true) throw new IllegalStateException("{said}");',
    }[_language(draw)]
    return Wrong(Damage(first=first), rf"ends with exit code \d+: .*{said}.*\(line \d+\)")


def never_asks(draw: Draw) -> Wrong:
    """End well before the API is asked."""
    first = {
        "py": "import sys\nsys.exit(0)",
        "node": "process.exit(0);",
        "php": "exit(0);",
        "java": "if (true) System.exit(0);",
        "curl": "exit 0",
    }[_language(draw)]
    return Wrong(Damage(first=first), r"makes 0 calls; one is usual")


def misnamed(draw: Draw) -> Wrong:
    """Put a public class into a file of another name."""
    name = f"{draw.source.choice(('Remove', 'Fetch'))}Things"
    return Wrong(Damage(name=f"public class {name}"), rf"has to be called {name}\.java")


def deprecated(draw: Draw) -> Wrong:
    """Call an RPC that is deprecated."""
    old = [method for method in draw.definition.methods.values() if method.deprecated and method.name != "PostSearches"]
    made = operation(draw.source.choice(old), draw.source)
    return Wrong(Damage(), rf"calls {made.rpc}, which is deprecated", operation=made)


def deprecated_field(draw: Draw) -> Wrong:
    """Send a field that is deprecated."""
    found = [
        (method, field)
        for method in draw.definition.methods.values()
        for field in method.request.fields
        if is_plain(method) and field.deprecated and field.kind.value == "text"
    ]
    while True:
        method, field = draw.source.choice(found)
        made = operation(method, draw.source)
        texts = {**made.texts, field.name: [word(draw.source)] if field.repeated else word(draw.source)}
        if all(knows(client, method, texts) for client in draw.clients.values()):
            return Wrong(Damage(texts=texts), rf"sends {field.name}, which is deprecated", operation=made)


def text_for_bytes(draw: Draw) -> Wrong:
    """Send a picture as the base64 text of it, where its bytes are expected."""
    methods = [
        method
        for method in draw.definition.methods.values()
        if is_plain(method) and (field := method.request.fields_by_name.get("inputs")) is not None
        if field.message is not None and field.message.name == "Input"
    ]
    made = operation(draw.source.choice(methods), draw.source)
    picture = base64.b64encode(draw.source.choice((b"\x89PNG\r\n\x1a\n", b"GIF89a")) + b"picture").decode()
    more = {
        "py": "inputs=[resources_pb2.Input(data=resources_pb2.Data("
        f'image=resources_pb2.Image(base64="{picture}".encode())))]',
        "node": f'inputs: [{{ data: {{ image: {{ base64: Buffer.from("{picture}") }} }} }}]',
    }[_language(draw)]
    told = r"sends inputs\[\]\.data\.image\.base64 as base64 text, where bytes are expected"
    return Wrong(Damage(more=more), told, operation=made)


def printed_only(_: Draw) -> Wrong:
    """Print a failure, and say by the exit code that all went well."""
    return Wrong(Damage(failures="printed"), r"prints a failure, but ends with exit code 0: ")


def not_shown(_: Draw) -> Wrong:
    """Show nobody that the API failed."""
    return Wrong(Damage(failures="ignored"), r"does not show a failure: ")


def no_key(_: Draw) -> Wrong:
    """Send no key."""
    return Wrong(Damage(key=None), r"sends no key")


def other_scheme(draw: Draw) -> Wrong:
    """Send the key behind the word of another way to sign."""
    scheme = draw.source.choice(("Bearer", "Token", "key"))
    return Wrong(Damage(key=f"{scheme} 0123456789abcdef"), rf"sends the authorization '{scheme} .*'; expected 'Key …'")


def other_media(draw: Draw) -> Wrong:
    """Call a body of JSON something else."""
    media = draw.source.choice(("text/plain", "application/x-www-form-urlencoded", "text/html"))
    return Wrong(Damage(media=media), rf"sends its body as {media}; expected application/json")


def asks_twice(_: Draw) -> Wrong:
    """Ask once too often."""
    return Wrong(Damage(calls=2), r"makes 2 calls; one is usual")


def other_path(_: Draw) -> Wrong:
    """Ask at a path that no RPC has."""
    return Wrong(
        Damage(url=lambda url: url.replace("/v2/", "/v2/all/", 1)), r"calls [A-Z]+ /v2/all/.*, which is no RPC of "
    )


def other_host(draw: Draw) -> Wrong:
    """Ask another host than the API's."""
    host = f"api{draw.source.randrange(10)}.example.com"
    return Wrong(Damage(url=lambda url: url.replace("api.clarifai.com", host, 1)), rf"asks another host: {host}")


GRPC = ("py/script", "py/function", "node/callback", "node/promise", "php/client", "java/chain", "java/steps")
REST = ("py/urllib", "node/fetch", "curl/line", "curl/script")
PY, NODE, PHP, JAVA, CURL = (
    tuple(f"{style.language}/{style.name}" for style in STYLES if style.language == language)
    for language in ("py", "node", "php", "java", "curl")
)

FAULTS: Mapping[Fault, tuple[str, ...]] = {
    unknown_field: (*GRPC, *REST),
    left_out: (*GRPC, *REST),
    one_more: (*GRPC, *REST),
    other_rpc: (*GRPC, *REST),
    missing_package: (*PY, *NODE),
    missing_file: (*PY, *NODE, *CURL, *JAVA),
    missing_variable: (*PY, *CURL),
    no_program: (*PY, *NODE, *PHP, *JAVA),
    own_error: (*PY, *NODE, *PHP, *JAVA),
    never_asks: (*GRPC, *REST),
    misnamed: JAVA,
    deprecated: (*GRPC, *REST),
    deprecated_field: (*GRPC, *REST),
    text_for_bytes: ("py/script", "py/function", "node/callback", "node/promise"),
    printed_only: (*GRPC, *REST),
    not_shown: (*GRPC, *REST),
    no_key: (*GRPC, *REST),
    other_scheme: (*PY, *NODE, *PHP, *CURL),
    other_media: REST,
    asks_twice: (*GRPC, *REST),
    other_path: REST,
    other_host: REST,
}
"""Each fault, with the styles that can have it."""


def _others(made: Operation, definition: ApiDefinition) -> list[Method]:
    """Return the RPCs that can be called by mistake: they take what the operation sends, and need no more."""
    return sorted(
        (
            method
            for method in definition.methods.values()
            if method != made.method and is_plain(method)
            if set(method.request.fields_by_name) >= set(made.texts)
            if set(_path(method.rules[0].parameters)) <= set(made.texts)
        ),
        key=lambda method: method.name,
    )


def fits(fault: Fault, made: Operation, definition: ApiDefinition) -> bool:
    """Say whether an operation can have a fault."""
    if fault in (unknown_field, left_out):
        return bool(_outside_path(made))
    if fault is one_more:
        return bool(_more(made))
    if fault is other_rpc:
        return bool(_others(made, definition))
    return made.method.rules[0].body == "*" and bool(_outside_path(made)) if fault is other_media else True


def _outside_path(made: Operation) -> set[str]:
    return set(made.texts) - set(made.method.rules[0].parameters)


def _more(made: Operation) -> set[str]:
    return {
        field.name
        for field in made.method.request.fields
        if field.kind.value == "text" and not field.deprecated and not field.oneof and field.name not in made.texts
    }


def _path(parameters: tuple[str, ...]) -> list[str]:
    return [name for name in parameters if not name.startswith("user_app_id.")]


def _language(draw: Draw) -> str:
    return draw.style.partition("/")[0]


def _pascal(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))
