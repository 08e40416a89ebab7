"""What a benchmark found, as a table: for a terminal, for a page, and for a file that keeps it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

Cell = str | float | None
"""A word, a number, or nothing where nothing was measured."""

Say = Callable[[str], None]
"""Is told what is measured now."""

_WHOLE = 100
_WIDTH, _NAMES, _ROOM, _BAR, _STEP = 720, 250, 90, 16, 26


@dataclass(frozen=True)
class Table:
    """What was measured: each row begins with a name. ``plotted`` is the column of numbers that is drawn as bars."""

    title: str
    text: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    plotted: int = 0

    @property
    def plain(self) -> str:
        """The table for a terminal."""
        lines = [list(self.columns), *(list(map(shown, row)) for row in self.rows)]
        widths = [max(len(line[index]) for line in lines) for index in range(len(self.columns))]
        padded = (
            "  ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])]).rstrip() for line in lines
        )
        return "\n".join([self.title, *padded])

    @property
    def markdown(self) -> str:
        """The table for a page, with its plot."""
        head = f"| {' | '.join(self.columns)} |\n|{' --- |' + ' --: |' * (len(self.columns) - 1)}"
        rows = [f"| {' | '.join(map(shown, row))} |" for row in self.rows]
        parts = [f"## {self.title}", self.text, self._plot if self.plotted else "", "\n".join([head, *rows])]
        return "\n\n".join(filter(None, parts))

    @property
    def _plot(self) -> str:
        """The bars as an image inside the page, in the page's own colour of text."""
        found = [(str(row[0]), number) for row in self.rows if isinstance(number := row[self.plotted], int | float)]
        longest = max(number for _, number in found) or 1
        caption = self.columns[self.plotted].replace("`", "")
        label = f"{self.title}: {caption}"
        height = len(found) * _STEP
        lines = [f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(label)}" width="{_WIDTH}">']
        for index, (name, number) in enumerate(found):
            long = max((_WIDTH - _NAMES - _ROOM) * number / longest, 1)
            top, text = index * _STEP + 4, index * _STEP + 17
            words = f'y="{text}" font-size="13" fill="currentColor"'
            lines.append(f'<text x="{_NAMES - 8}" {words} text-anchor="end">{escape(_bare(name))}</text>')
            shape = f'x="{_NAMES}" y="{top}" width="{long:.1f}" height="{_BAR}" rx="2"'
            lines.append(f'<rect {shape} fill="currentColor" fill-opacity="0.45"></rect>')
            lines.append(f'<text x="{_NAMES + long + 6:.1f}" {words}>{shown(number)}</text>')
        return "\n".join(["<figure>", *lines, "</svg>", f"<figcaption>{escape(caption)}</figcaption>", "</figure>"])


def shown(cell: Cell) -> str:
    """Return a cell as people read it: of a number what can be relied on."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    return f"{cell:,.0f}" if abs(cell) >= _WHOLE or cell == int(cell) else f"{cell:.3g}"


def _bare(name: str) -> str:
    """Return a name without Markdown's marks, and without what it says in brackets."""
    return name.replace("`", "").replace("*", "").partition(" (")[0]
