"""YAML text -> the same text with more at the end of a list or a mapping: comments and layout stay as they are.

Where something goes is said by the places of the parsed tree, so that any layout is right that YAML allows. What comes
out is parsed again: it is the old content and what was put in, or nothing comes out.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import yaml

from sixfold.document.dump import to_flow, to_node, to_yaml
from sixfold.document.source import PlacedLoader, compose
from sixfold.frozen import frozen

_STEP = 2
"""By how many columns what a key holds is indented where nothing shows how the file's author does it."""

_LINE_END = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]|\Z")
_BREAK = "\r\n\x85\u2028\u2029"
_NULL = re.compile(r"(?:~|null)\Z")
_KEEPING = re.compile(r"[|>][0-9]?\+")
_COMMENT = re.compile(r"(?:[ \t]*+(?:\r\n|[\r\n\x85\u2028\u2029]))*+( *)[ \t]*#")
_STARTS = (yaml.BlockMappingStartToken, yaml.BlockEntryToken)


class CannotAppendError(Exception):
    """A text to which nothing can be added; the message says why."""


def append_item(text: str, key: str, item: object) -> str:
    """Return a text with an item at the end of the list that a key of its top holds.

    The key is put at the end where it is missing. A last line that is not ended is ended first.

    :param text: YAML whose top is a mapping, with any ends of lines; a byte order mark stays where it is.
    :param item: plain data.
    :raises CannotAppendError: when the key holds something else, or the layout is one to which nothing can be added.
    """
    return _append(text, key, [item], yaml.SequenceNode)


def append_entries(text: str, key: str, entries: Mapping[str, object]) -> str:
    """Return a text with entries at the end of the mapping that a key of its top holds, as `append_item` does."""
    return _append(text, key, entries, yaml.MappingNode) if entries else text


def _append(text: str, key: str, content: object, kind: type[yaml.CollectionNode]) -> str:
    before = _Text.of(_ended(text))
    old = _plain(before.root)[1]
    values = [value for name, value in before.root.value if isinstance(name, yaml.ScalarNode) and name.value == key]
    if len(values) > 1:
        raise CannotAppendError(f"the key '{key}' stands there {len(values)} times; expected it once")
    if not values:
        found = before.with_more(before.root, {key: content})
        return _required(found, (*old, *_plain(to_node({key: content}))[1]), key)
    (value,) = values
    tag, more = _plain(to_node(content))
    if isinstance(value, kind):
        found = before.with_first(value, content) if before.is_free(value) else before.with_more(value, content)
        more = (*_plain(value)[1], *more)
    elif isinstance(value, yaml.ScalarNode) and value.tag.endswith(":null"):
        found = before.with_first(value, content)
    else:
        what = "a list" if kind is yaml.SequenceNode else "a mapping"
        raise CannotAppendError(f"'{key}' does not hold {what}; expected one to add to")
    return _required(found, tuple((name, (tag, more) if name[1] == key else own) for name, own in old), key)


def _required(text: str, wanted: tuple[object, ...], key: str) -> str:
    """Return a text, if it says what it should."""
    with contextlib.suppress(CannotAppendError):
        if _plain(_Text.of(text).root)[1] == wanted:
            return text
    raise CannotAppendError(f"'{key}' is laid out in a way in which nothing can be added to it")


def _ended(text: str) -> str:
    """Return a text with its last line ended: a text in lines of its own has an end of a line more by it."""
    end = _LINE_END.search(text)
    return text if text[-1:] in _BREAK else text + (end[0] if end and end[0] else "\n")


def _plain(node: yaml.Node) -> tuple[str, Any]:
    """Return what a node says: its tag and its content, without places and styles."""
    match node:
        case yaml.MappingNode():
            return node.tag, tuple((_plain(key), _plain(value)) for key, value in node.value)
        case yaml.SequenceNode():
            return node.tag, tuple(map(_plain, node.value))
    return node.tag, node.value


@frozen
class _Text:
    """A text with its tree. Places are counted in characters from its beginning."""

    text: str
    root: yaml.MappingNode

    @classmethod
    def of(cls, text: str) -> _Text:
        try:
            root = compose(text)
        except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
            raise CannotAppendError("is no YAML that can be read; expected a mapping") from error
        if not isinstance(root, yaml.MappingNode):
            raise CannotAppendError("expected a mapping at its top")
        return cls(text, root)

    def is_free(self, value: yaml.CollectionNode) -> bool:
        """Say whether nothing is written in what a mapping of lines holds, not even a comment."""
        inside = self.text[value.start_mark.index : value.end_mark.index]
        empty = value.flow_style and re.fullmatch(r"(?:&\S+\s+)?[\[{]\s*[\]}]", inside)
        return bool(empty and not self.root.flow_style)

    def with_first(self, value: yaml.Node, content: object) -> str:
        """Return the text with a content in the place of nothing."""
        start, end = value.start_mark.index, value.end_mark.index
        if isinstance(value, yaml.ScalarNode) and not _NULL.search(self.text[start:end]):
            start = end
        kept = self.text[:start].rstrip(" ") if start < end else self.text[:start]
        if self.root.flow_style:
            return f"{kept} {to_flow(content)}{self.text[end:]}"
        column = self._column(self.root)
        place = self._after(end, column)
        return kept + self.text[end:place] + self._lines(place, content, column + _STEP) + self.text[place:]

    def with_more(self, holder: yaml.CollectionNode, content: object) -> str:
        """Return the text with items or entries at the end of what holds some already, in its own style."""
        if holder.flow_style:
            return self._with_more_in_flow(holder, content)
        column = self._column(holder)
        last = self._last_token(holder.end_mark.index)
        end = last.end_mark.index
        if isinstance(last, yaml.ScalarToken) and last.style in {"|", ">"}:
            block = self.text[last.start_mark.index : end]
            if not _KEEPING.match(block):
                end = last.start_mark.index + len(block.rstrip(_BREAK))
        place = self._after(end, column)
        return self.text[:place] + self._lines(place, content, column) + self.text[place:]

    def _with_more_in_flow(self, holder: yaml.CollectionNode, content: object) -> str:
        closing = holder.end_mark.index - 1
        last = self._last_token(closing)
        end = last.end_mark.index
        has_comma, is_first = isinstance(last, yaml.FlowEntryToken), not holder.value
        comma = "" if has_comma or is_first else ","
        written = to_flow(content)[1:-1]
        line = "" if is_first else self._margin(_first(holder.value[-1]).start_mark.index)
        if line is None or is_first:
            space = "" if is_first else " "
            after = " " if self.text[end] == "#" else ""
            return f"{self.text[:end]}{comma}{space}{written}{after}{self.text[end:]}"
        found = _LINE_END.search(self.text, end)
        place = found.start() if found and found.start() <= closing else end
        more = f"{self._break_before(end)}{line}{written}{',' if has_comma else ''}"
        return f"{self.text[:end]}{comma}{self.text[end:place]}{more}{self.text[place:]}"

    def _lines(self, place: int, content: object, column: int) -> str:
        """Return content as lines that begin in a column, to be put at a place that begins a line."""
        end = self._break_before(place)
        lines = to_yaml(content).split("\n")[:-1]
        return "".join(f"{' ' * column}{line}{end}" if line else end for line in lines)

    def _break_before(self, place: int) -> str:
        """Return how lines end above a place, or first in the text."""
        found = [*_LINE_END.finditer(self.text)]
        above = [one for one in found if one.end() <= place and one[0]]
        return (above[-1] if above else found[0])[0] or "\n"

    def _after(self, end: int, column: int) -> int:
        """Return where the next line begins after a content, and after comments that are further in than a column."""
        if end == 0 or self.text[end - 1] not in _BREAK:
            found = _LINE_END.search(self.text, end)
            end = found.end() if found else len(self.text)
        while (comment := _COMMENT.match(self.text, end)) and len(comment[1]) > column:
            found = _LINE_END.search(self.text, comment.end())
            end = found.end() if found else len(self.text)
        return end

    def _margin(self, place: int) -> str | None:
        """Return what stands before a place in its line, if that is white space alone."""
        begun = max(self.text.rfind(end, 0, place) for end in _BREAK) + 1
        before = self.text[begun:place]
        return before if begun and not before.strip(" \t") else None

    def _column(self, holder: yaml.CollectionNode) -> int:
        """Return the column in which the items or entries of a list or a mapping begin."""
        start = holder.start_mark.index
        column: int = next(
            token.start_mark.column
            for token in self._tokens
            if isinstance(token, _STARTS) and token.start_mark.index >= start
        )
        return column

    def _last_token(self, end: int) -> yaml.Token:
        """Return the last of what is written, comments left out, before a place."""
        return next(
            token
            for token in reversed(self._tokens)
            if token.start_mark.index < end and token.start_mark.index < token.end_mark.index
        )

    @cached_property
    def _tokens(self) -> list[yaml.Token]:
        return list(yaml.scan(self.text, Loader=PlacedLoader))


def _first(entry: yaml.Node | tuple[yaml.Node, yaml.Node]) -> yaml.Node:
    """Return what an item, or an entry with its key, begins with."""
    return entry[0] if isinstance(entry, tuple) else entry
