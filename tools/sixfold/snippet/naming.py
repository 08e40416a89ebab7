"""What a template asks of names: whether a language can have one, and what it calls a file of the definition."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from jinja2 import UndefinedError, pass_context
from jinja2.runtime import Context

from sixfold.language import Language, NameKind
from sixfold.names import Name
from sixfold.request import Module, Request
from sixfold.snippet.environment import no_attribute
from sixfold.snippet.inspection import KINDS, no_kind
from sixfold.value import TypeName

_IDENTIFIER = re.compile("[A-Za-z_][A-Za-z0-9_]*")


@pass_context
def _is_taken(context: Context, name: str | Name, kind: str) -> bool:
    """Say whether something else stands in the way of a name, so that it has to be written in another way."""
    language: Language = context["language"]
    if kind not in KINDS:
        raise ValueError(no_kind(kind))
    return language.takes(NameKind(kind), str(name))


@pass_context
def _is_importable(context: Context, name: TypeName) -> bool:
    """Say whether a program can call an outermost type by its bare name, once it has imported it."""
    language: Language = context["language"]
    request: Request = context["request"]
    others = [found for found in request.imports if found.outer.lower() == name.outer.lower()]
    if len(others) > 1 or name.outer in {variable.name for variable in request.variables}:
        return False
    return not language.takes(NameKind.IMPORT, name.outer, request.rpc.text)


@pass_context
def home(context: Context, module: Module) -> str:
    """Return what the language calls the package of a module: by its folder, or else by its protobuf package."""
    language: Language = context["language"]
    request: Request = context["request"]
    if module.folder and module.folder in language.packages:
        return language.packages[module.folder]
    twins = [found for found in request.modules if (found.name, found.package) == (module.name, module.package)]
    key = module.folder if len(twins) > 1 else module.package
    if key not in language.packages:
        raise UndefinedError(no_attribute({"language": language}, language.packages, key))
    return language.packages[key]


def _is_identifier(name: str | Name) -> bool:
    """Say whether every language takes a text for a name: ASCII's letters, digits and `_`, and no digit first."""
    return bool(_IDENTIFIER.fullmatch(str(name)))


TESTS: Mapping[str, Callable[..., bool]] = {
    "taken": _is_taken,
    "importable": _is_importable,
    "identifier": _is_identifier,
}
"""Name of a test -> what answers it."""
