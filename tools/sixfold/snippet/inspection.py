"""What is wrong in a template and would be seen only where a branch is taken: found in its syntax tree, unrendered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, field
from hashlib import sha256

from jinja2 import TemplateNotFound, meta, nodes

from sixfold.frozen import frozen
from sixfold.language import NameKind
from sixfold.names import did_you_mean
from sixfold.places import TEMPLATES
from sixfold.snippet.compiled import COMPILED
from sixfold.snippet.environment import Environment, no_attribute_of, no_name
from sixfold.snippet.expression import Scope, asked_attributes, lacking, types_of_value
from sixfold.snippet.loader import LoadError

KINDS = tuple(kind.value for kind in NameKind)
"""What the test `taken` is asked with."""

_OF_JINJA = frozenset(("self", "super", "loop", "caller", "varargs", "kwargs"))
_ASKING = frozenset(("defined", "undefined", "default", "d"))
"""The tests and filters to which nothing is an answer."""

_NAMING = {
    "map": ("filter", 0),
    "select": ("test", 0),
    "reject": ("test", 0),
    "selectattr": ("test", 1),
    "rejectattr": ("test", 1),
}
"""Filters that are told a filter or a test by its name, and as which of their arguments."""


@frozen
class Mistake:
    """A place in a template, and what is wrong there."""

    name: str
    line: int
    message: str


@frozen
class _Taken:
    """A template that another takes in: where, whether with what that one has, and whether it may be missing."""

    name: str
    line: int
    with_context: bool
    may_be_missing: bool


@frozen
class _Look:
    """What one look through a template's text found: the names that it sets, what is wrong, and what it takes in."""

    own: frozenset[str]
    mistakes: tuple[Mistake, ...]
    taken: tuple[_Taken, ...]


_LOOKS: dict[object, _Look] = {}
"""What was found, by all that it hangs on: a project is opened several times in a process that serves its site."""
_MOST_LOOKS = 512


@dataclass
class Inspection:
    """Looks once through each template that a rendering can reach."""

    environment: Environment
    seen: set[str] = field(default_factory=set)
    _names: dict[str, list[str]] = field(default_factory=dict)

    def mistakes(self, name: str, given: Mapping[str, object]) -> list[Mistake]:
        """Return what is wrong in a template and in those that it takes in, less those seen before.

        :raises jinja2.TemplateError: when it is not there, or one of them is no template.
        """
        if name in self.seen:
            return []
        return self._mistakes(name, {key: types_of_value(value) for key, value in given.items()})

    def _mistakes(self, name: str, scope: Scope) -> list[Mistake]:
        if name in self.seen:
            return []
        self.seen.add(name)
        look = self._look(name, scope)
        return [*look.mistakes, *self._taken_in(name, look.taken, scope | dict.fromkeys(look.own, ()))]

    def _look(self, name: str, scope: Scope) -> _Look:
        environment = self.environment
        assert environment.loader is not None, "it is opened with one"  # noqa: S101 - for the type checker
        source, filename, _ = environment.loader.get_source(environment, name)
        words = (environment.filters, environment.tests, environment.globals)
        key = (name, source, frozenset(scope.items()), *map(frozenset, words))
        if key not in _LOOKS:
            if len(_LOOKS) >= _MOST_LOOKS:
                _LOOKS.clear()
            # Of an earlier process: by the same, as a text.
            told = sha256(repr((name, source, sorted(scope.items()), *map(sorted, words))).encode()).hexdigest()
            if known := COMPILED.looks.get(told):
                _LOOKS[key] = _Look(frozenset(known[0]), (), tuple(_Taken(*taken) for taken in known[1]))
            else:
                look = _LOOKS[key] = self._looked(name, environment.parse(source, name, filename), scope)
                if not look.mistakes:
                    COMPILED.looks[told] = tuple(sorted(look.own)), tuple(map(astuple, look.taken))
        return _LOOKS[key]

    def _looked(self, name: str, tree: nodes.Template, scope: Scope) -> _Look:
        own = frozenset(node.name for node in tree.find_all(nodes.Name) if node.ctx != "load")
        found = list(self._unknown_words(tree))
        if not found:  # what Jinja looks for here stops at an unknown filter
            found += _unknown_names(tree, scope.keys() | self.environment.globals)
            found += _unknown_attributes(tree, scope)
        return _Look(own, tuple(Mistake(name, *mistake) for mistake in found), tuple(_taken(tree)))

    def reached(self, name: str) -> tuple[str, ...]:
        """Return the templates that one takes in, as far as it was looked through: those that they take in, too."""
        found: dict[str, None] = {}
        waiting = list(self._names.get(name, ()))
        while waiting:
            other = waiting.pop(0)
            if other not in found:
                found[other] = None
                waiting += self._names.get(other, ())
        return tuple(found)

    def _taken_in(self, name: str, taken: tuple[_Taken, ...], scope: Scope) -> list[Mistake]:
        found = []
        for other in taken:
            self._names.setdefault(name, []).append(other.name)
            try:
                found += self._mistakes(other.name, scope if other.with_context else {})
            except TemplateNotFound as error:
                if not other.may_be_missing:
                    found.append(Mistake(name, other.line, f"'{error.name}' not found; expected it in {TEMPLATES}/"))
            except LoadError as error:
                found.append(Mistake(name, other.line, str(error)))
        return found

    def _unknown_words(self, tree: nodes.Template) -> Iterator[tuple[int, str]]:
        known = {"filter": self.environment.filters, "test": self.environment.tests}
        for node, word, name in _words(tree):
            if name not in known[word]:
                names = sorted(known[word])
                nearest = did_you_mean(name, names).removeprefix("; did").strip()
                hint = f" Did {nearest}" if nearest else ""
                yield node.lineno, f"No {word} named '{name}'.{hint} ({word}s: {', '.join(names)})"
        for test in tree.find_all(nodes.Test):
            given = [found.value for found in test.args if isinstance(found, nodes.Const)]
            if test.name == "taken" and given and given[0] not in KINDS:
                yield test.lineno, no_kind(str(given[0]))


def no_kind(wrong: str) -> str:
    """Say that the names of a language are of no such kind, and which kinds there are."""
    return f"no kind of names is called '{wrong}'{did_you_mean(wrong, KINDS)} (kinds: {', '.join(KINDS)})"


def _taken(tree: nodes.Template) -> Iterator[_Taken]:
    """Yield the templates that one names: those that it computes are not known before."""
    for node in tree.find_all((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)):
        named = getattr(node, "template", None)
        if isinstance(named, nodes.Const) and isinstance(named.value, str):
            with_context, may_be_missing = getattr(node, "with_context", True), getattr(node, "ignore_missing", False)
            yield _Taken(named.value, node.lineno, with_context, may_be_missing)


def _words(tree: nodes.Template) -> Iterator[tuple[nodes.Node, str, str]]:
    """Yield each filter and test that a template names, those that it names for another filter included."""
    for test in tree.find_all(nodes.Test):
        yield test, "test", test.name
    for node in tree.find_all(nodes.Filter):
        yield node, "filter", node.name
        word, at = _NAMING.get(node.name, ("", 0))
        named = node.args[at : at + 1] if word else []
        yield from ((node, word, str(found.value)) for found in named if isinstance(found, nodes.Const))


def _unknown_names(tree: nodes.Template, names: set[str]) -> Iterator[tuple[int, str]]:
    asked = {id(node) for node in _asked(tree)}
    # Jinja takes a name for one that is not there where each branch before it sets it.
    unknown = meta.find_undeclared_variables(tree) - names - _OF_JINJA - set(_set(tree))
    for node in tree.find_all(nodes.Name):
        if node.name in unknown and node.ctx == "load" and id(node) not in asked:
            unknown.discard(node.name)
            yield node.lineno, no_name(node.name, names)


def _set(tree: nodes.Template) -> Iterator[str]:
    """Yield the names that a template itself sets, imports or gives to a macro; those of loops end with them."""
    targets = [node.target for node in tree.find_all(nodes.Assign)]
    targets += [node.target for node in tree.find_all(nodes.AssignBlock)]
    for target in targets:
        named = (target, *target.find_all(nodes.Name))
        yield from (found.name for found in named if isinstance(found, nodes.Name))
    for imported in tree.find_all(nodes.FromImport):
        yield from (name if isinstance(name, str) else name[1] for name in imported.names)
    yield from (named.target for named in tree.find_all(nodes.Import))
    yield from (macro.name for macro in tree.find_all(nodes.Macro))


def _unknown_attributes(tree: nodes.Template, scope: Scope) -> Iterator[tuple[int, str]]:
    """Follow what is given as far as that is the tool's own, through what the template itself names so too."""
    asked = {id(node) for node in _asked(tree)}
    for node, owners, name in asked_attributes(tree, scope):
        kind = lacking(owners, name)
        if kind and id(node) not in asked:
            yield node.lineno, no_attribute_of(kind, name)


def _asked(tree: nodes.Template) -> Iterator[nodes.Node]:
    """Yield what a template itself asks about, whether it is there."""
    for node in (*tree.find_all(nodes.Test), *tree.find_all(nodes.Filter)):
        if node.name in _ASKING and node.node is not None:
            yield node.node
            yield from node.node.find_all((nodes.Name, nodes.Getattr, nodes.Getitem))
