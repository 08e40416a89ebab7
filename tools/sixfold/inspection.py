"""What is wrong in a template and would be seen only where a branch is taken: found in its syntax tree, unrendered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from jinja2 import TemplateNotFound, meta, nodes

from sixfold.environment import Environment, no_attribute, no_name
from sixfold.language import FOLDER
from sixfold.loader import LoadError
from sixfold.names import did_you_mean
from sixfold.vocabulary import attributes_of

_OF_JINJA = frozenset(("self", "super", "loop", "caller", "varargs", "kwargs"))
_ASKING = frozenset(("defined", "undefined", "default", "d"))
"""The tests and filters to which nothing is an answer."""


@dataclass(frozen=True)
class Mistake:
    """A place in a template, and what is wrong there."""

    name: str
    line: int
    message: str


@dataclass
class Inspection:
    """Looks once through each template that a rendering can reach."""

    environment: Environment
    seen: set[str] = field(default_factory=set)

    def mistakes(self, name: str, given: Mapping[str, object]) -> list[Mistake]:
        """Return what is wrong in a template and in those that it takes in, less those seen before.

        :raises jinja2.TemplateError: when it is not there, or one of them is no template.
        """
        if name in self.seen:
            return []
        self.seen.add(name)
        assert self.environment.loader is not None, "it is opened with one"  # noqa: S101 - for the type checker
        source, filename, _ = self.environment.loader.get_source(self.environment, name)
        tree = self.environment.parse(source, name, filename)
        own = {node.name for node in tree.find_all(nodes.Name) if node.ctx != "load"}
        found = [Mistake(name, *found) for found in self._unknown_words(tree)]
        if not found:  # what Jinja looks for here stops at an unknown filter
            found += [Mistake(name, *found) for found in _unknown_names(tree, given.keys() | self.environment.globals)]
            chains = _unknown_attributes(tree, {key: value for key, value in given.items() if key not in own})
            found += [Mistake(name, *mistake) for mistake in chains]
        return found + self._taken_in(name, tree, {**given, **dict.fromkeys(own, None)})

    def _taken_in(self, name: str, tree: nodes.Template, given: Mapping[str, object]) -> list[Mistake]:
        """Return what is wrong in the templates that one names: those that it computes are not known before."""
        found = []
        for node in tree.find_all((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)):
            named = getattr(node, "template", None)
            other = named.value if isinstance(named, nodes.Const) else None
            if not isinstance(other, str):
                continue
            try:
                found += self.mistakes(other, given if getattr(node, "with_context", True) else {})
            except TemplateNotFound as error:
                if not getattr(node, "ignore_missing", False):
                    found.append(Mistake(name, node.lineno, f"'{error.name}' not found; expected it in {FOLDER}/"))
            except LoadError as error:
                found.append(Mistake(name, node.lineno, str(error)))
        return found

    def _unknown_words(self, tree: nodes.Template) -> Iterator[tuple[int, str]]:
        known = (("filter", nodes.Filter, self.environment.filters), ("test", nodes.Test, self.environment.tests))
        for word, kind, names in known:
            for node in tree.find_all(kind):
                if node.name not in names:
                    nearest = did_you_mean(node.name, names).removeprefix("; did").strip()
                    hint = f" Did {nearest}" if nearest else ""
                    yield node.lineno, f"No {word} named '{node.name}'.{hint} ({word}s: {', '.join(sorted(names))})"


def _unknown_names(tree: nodes.Template, names: set[str]) -> Iterator[tuple[int, str]]:
    asked = {id(node) for node in _asked(tree)}
    unknown = meta.find_undeclared_variables(tree) - names - _OF_JINJA
    for node in tree.find_all(nodes.Name):
        if node.name in unknown and node.ctx == "load" and id(node) not in asked:
            unknown.discard(node.name)
            yield node.lineno, no_name(node.name, names)


def _unknown_attributes(tree: nodes.Template, given: Mapping[str, object]) -> Iterator[tuple[int, str]]:
    """Follow ``given.attribute.attribute`` through what is given, as far as that is the tool's own."""
    asked = {id(node) for node in _asked(tree)}
    for node in tree.find_all(nodes.Getattr):
        if id(node) in asked:
            continue
        owner = _resolved(node.node, given)
        own = attributes_of(owner)
        if own is not None and not isinstance(owner, str) and node.attr not in own:
            yield node.lineno, no_attribute(given, owner, node.attr)


def _resolved(node: nodes.Node, given: Mapping[str, object]) -> object:
    """Return what a chain of attributes leads to, None where that cannot be told."""
    if isinstance(node, nodes.Name):
        return given.get(node.name)
    if isinstance(node, nodes.Getattr):
        owner = _resolved(node.node, given)
        if node.attr in (attributes_of(owner) or ()):
            return getattr(owner, node.attr)
    return None


def _asked(tree: nodes.Template) -> Iterator[nodes.Node]:
    """Yield what a template itself asks about, whether it is there."""
    for node in (*tree.find_all(nodes.Test), *tree.find_all(nodes.Filter)):
        if node.name in _ASKING and node.node is not None:
            yield node.node
            yield from node.node.find_all((nodes.Name, nodes.Getattr))
