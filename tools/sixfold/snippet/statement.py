"""A text that is laid out in full -> the same text, in which whatever has room on one line stands on one line.

What formatters of source text do with a statement is decided by its width, which a template cannot know: it lays out
every statement in full and puts it between marks, and what has room is closed up when the values are in their places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

Fits = Callable[[str, int], bool]
"""Line x columns -> whether it takes at most these, whatever stands in it for a value."""

_OPENING = ("(", "[", "{")
_CLOSING = (")", "]", "}")
_NO_SPACE_AFTER = ("(", "[")
_NO_SPACE_BEFORE = (".", "->", ",", ";", ")", "]")


OPENS, ENDS = "\ufdda", "\ufddb"
"""The marks around a statement."""


def statement(text: str) -> str:
    """Join each line of a statement with all that is indented below it, where that fits the `line_length`.

    No space comes before a dot, an arrow or a comma, nor inside of round and square brackets.
    """
    inside = text.strip()
    before, _, behind = text.partition(inside)
    return f"{before}{OPENS}{inside}{ENDS}{behind}" if inside else text


def close_up(text: str, width: int, fits: Fits) -> str:
    """Close up the statements between marks in a text, the inner ones first, with all of the lines that they begin on.

    :param width: how many columns one line may have.
    :raises ValueError: when something has cut a statement.
    """
    while (end := text.find(ENDS)) >= 0:
        start = text.rfind(OPENS, 0, end)
        first = text.rfind("\n", 0, max(start, 0)) + 1
        last = text.find("\n", end)
        if start < 0:
            break
        lines = f"{text[first:start]}{text[start + 1 : end]}{text[end + 1 : last if last >= 0 else None]}"
        text = f"{text[:first]}{closed_up(lines, width, fits)}{text[last:] if last >= 0 else ''}"
    if OPENS in text or ENDS in text:
        raise ValueError("a text was cut after it was made a statement")
    return text


@dataclass
class _Line:
    """One line, without its indentation, what is indented deeper below it, and the line that closes its bracket."""

    text: str
    indentation: int
    below: list[_Line] = field(default_factory=list)
    end: str = ""


def closed_up(text: str, width: int, fits: Fits) -> str:
    """Return a text in which a line stands with all that is indented below it, where these have room together.

    What a line opens with a bracket at its end is closed by the next line of its own indentation. A list of lines that
    end in commas is closed up below its first line, too, where it has room there; its last comma goes on one line.

    :param width: how many columns one line may have, its indentation included.
    """
    lines = [line for top in _tree(text.split("\n")) for line in _laid_out(top, width, fits)]
    return "\n".join(lines)


def _tree(lines: Sequence[str]) -> list[_Line]:
    tops: list[_Line] = []
    open_lines: list[_Line] = []
    for line in lines:
        text = line.lstrip(" ")
        node = _Line(text, len(line) - len(text))
        while open_lines and open_lines[-1].indentation > node.indentation:
            open_lines.pop()
        before = open_lines.pop() if open_lines and open_lines[-1].indentation == node.indentation else None
        if before and before.text.endswith(_OPENING) and text.startswith(_CLOSING):
            before.end = text
            continue
        (open_lines[-1].below if open_lines else tops).append(node)
        open_lines.append(node)
    return tops


def _laid_out(line: _Line, width: int, fits: Fits) -> Iterator[str]:
    indentation = " " * line.indentation
    alone = _joined([line])
    if fits(alone, width - line.indentation):
        yield indentation + alone
        return
    yield indentation + line.text
    inside, together = " " * line.below[0].indentation if line.below else "", _joined(line.below)
    if _is_list(line.below) and not line.end and fits(together, width - len(inside)):
        yield inside + together
    else:
        for found in line.below:
            yield from _laid_out(found, width, fits)
    if line.end:
        yield indentation + line.end


def _is_list(lines: Sequence[_Line]) -> bool:
    return len(lines) > 1 and all(line.text.endswith(",") and not line.below for line in lines[:-1])


def _joined(lines: Sequence[_Line]) -> str:
    text = ""
    for line in lines:
        text = _with(_with(text, line.text), _joined(line.below))
        text = _with(text.removesuffix(","), line.end) if line.end else text
    return text


def _with(text: str, piece: str) -> str:
    is_close = not text or not piece or text.endswith(_NO_SPACE_AFTER) or piece.startswith(_NO_SPACE_BEFORE)
    return text + piece if is_close else f"{text} {piece}"
