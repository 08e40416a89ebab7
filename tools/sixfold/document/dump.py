"""Plain data -> YAML text in the style of the specs, which `sixfold.document.source` reads back as the same data."""

from __future__ import annotations

import re

import yaml

from sixfold.document.source import IMPLICIT

LINE_WIDTH = 110


class Dumper(yaml.SafeDumper):
    """Writes as the specs are written."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's signature
        """Write out what stands twice."""
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML's signature
        """Never leave a list where its key stands."""
        super().increase_indent(flow, indentless=False)


# A text is put in quotes where the core schema would read something else, too: 1e3 is a number there.
for _tag, _pattern in IMPLICIT.items():
    Dumper.add_implicit_resolver(_tag, re.compile(f"^(?:{_pattern})$"), None)


class _FlowDumper(Dumper):
    """Keeps a text of several lines in one, in double quotes with escapes."""

    def represent_str(self, data: str) -> yaml.ScalarNode:
        style = '"' if len(data.splitlines()) > 1 or data[-1:].isspace() else None
        return self.represent_scalar("tag:yaml.org,2002:str", data, style=style)


_FlowDumper.add_representer(str, _FlowDumper.represent_str)


def to_yaml(content: object) -> str:
    """Return block style, a key or an item a line."""
    return yaml.dump(content, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=LINE_WIDTH)


def to_flow(content: object) -> str:
    """Return flow style (``{a: 1, b: [x]}``) in one line, without an end of a line."""
    text = yaml.dump(
        content,
        Dumper=_FlowDumper,
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=True,
        # Without a limit to the width nothing is broken.
        width=float("inf"),
    )
    return text.removesuffix("\n")


def to_node(content: object) -> yaml.Node:
    """Return the node that the content's text is composed to, but for its places."""
    node: yaml.Node = Dumper("", sort_keys=False).represent_data(content)  # type: ignore[arg-type]  # nothing is written to the stream
    return node
