"""The rooms of ``tools/sixfold/``, their floors and the arrows between them, as `make rooms` prints them."""

from __future__ import annotations

import ast
from pathlib import Path

import grimp

PACKAGE = "sixfold"
SOURCES = Path(__file__).parents[1] / "tools" / PACKAGE


def arrows() -> dict[str, set[str]]:
    """Return the rooms that each room imports; a single module is a room, too."""
    graph = grimp.build_graph(PACKAGE)
    found = {}
    for room in graph.find_children(PACKAGE):
        inside = {room, *graph.find_descendants(room)}
        asked = {other for module in inside for other in graph.find_modules_directly_imported_by(module)} - inside
        found[_name(room)] = {_name(other) for other in asked if other != PACKAGE}
    return found


def floors(arrows: dict[str, set[str]]) -> dict[str, int]:
    """Return the floor of each room: one above the highest of those that it imports."""
    known: dict[str, int] = {}

    def floor(room: str) -> int:
        if room not in known:
            known[room] = 1 + max((floor(other) for other in arrows[room]), default=0)
        return known[room]

    return {room: floor(room) for room in arrows}


def table() -> str:
    """Return the rooms as a table of Markdown, from the top floor to the lowest."""
    found = arrows()
    on = floors(found)
    rows = [
        f"| {on[room]} | `{room}{'/' if (SOURCES / room).is_dir() else ''}` | {_purpose(room)} |"
        for room in sorted(found, key=lambda room: (-on[room], room))
    ]
    return "\n".join(["| floor | room | what it does |", "| --- | --- | --- |", *rows])


def _name(module: str) -> str:
    return module.split(".")[1] if "." in module else module


def _purpose(room: str) -> str:
    """Return the first sentence of a room's docstring."""
    path = SOURCES / room / "__init__.py"
    file = path if path.exists() else SOURCES / f"{room}.py"
    text = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return " ".join(text.split("\n\n")[0].split())


def main() -> None:
    """Print the table, and below it every arrow."""
    found = arrows()
    print(table())  # noqa: T201 - a command
    for room in sorted(found, key=lambda room: -floors(found)[room]):
        print(f"{room} -> {', '.join(sorted(found[room])) or 'nothing'}")  # noqa: T201
    print(f"{len(found)} rooms, {max(floors(found).values())} floors, {sum(map(len, found.values()))} arrows")  # noqa: T201


if __name__ == "__main__":
    main()
