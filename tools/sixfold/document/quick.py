"""Usual YAML text -> PyYAML's tree of it, by libyaml: a tenth of the time. Whatever is not usual is left to PyYAML.

The two part over tabs, marks of byte order, question marks without quotes and what stands empty: which text is right,
and where a value begins. What libyaml refuses is left to PyYAML as well, whose words and places a message has.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml
from yaml.composer import Composer

if TYPE_CHECKING or yaml.__with_libyaml__:
    from yaml import CSafeLoader
else:  # PyYAML was built without it: everything is unusual
    CSafeLoader = yaml.SafeLoader

_UNUSUAL = re.compile(r"[\t\r\ufeff\x85\u2028\u2029]|[|>][-+0-9]*#|\?(?![^\s,\[\]{}])")
_QUOTED = ("'", '"')

Resolvers = dict[str, list[tuple[str, re.Pattern[str]]]]
"""How a scalar without quotes is written, and the tag that it has then, by its first character."""


class UnusualError(Exception):
    """The text is left to PyYAML, which may find nothing wrong with it."""


class _Loader(Composer, CSafeLoader):
    """Composes as PyYAML does, from libyaml's events, and stops at what is unusual."""

    def __init__(self, text: str, resolvers: Resolvers) -> None:
        CSafeLoader.__init__(self, text)
        Composer.__init__(self)
        self.yaml_implicit_resolvers = resolvers

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()
        is_plain = isinstance(event, yaml.ScalarEvent) and event.style not in _QUOTED
        value = event.value if isinstance(event, yaml.ScalarEvent) else ""
        is_tagged = getattr(event, "tag", None) is not None
        if is_tagged or isinstance(event, yaml.AliasEvent) or (is_plain and (not value or "?" in value)):
            raise UnusualError
        return super().compose_node(parent, index)


def compose(text: str, resolvers: Resolvers) -> yaml.Node | None:
    """Return the tree of a usual text; None where there is nothing in it.

    :raises UnusualError: when it is left to PyYAML.
    """
    if not yaml.__with_libyaml__ or _UNUSUAL.search(text):
        raise UnusualError
    try:
        return _Loader(text, resolvers).get_single_node()
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError) as error:
        raise UnusualError from error
