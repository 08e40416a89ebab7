"""The tool's own shape, as far as neither import-linter nor ruff knows it: its doors, and that parts stay small."""

from __future__ import annotations

import ast
import itertools
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests import rooms

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "tools" / "sixfold"

NAMES_OF_A_DOOR = 12
LINES_OF_A_MODULE = 250
LINES_OF_A_FUNCTION = 40
POSITIONAL_PARAMETERS = 4
PARAMETERS = 5

Function = ast.FunctionDef | ast.AsyncFunctionDef


def module_name(path: Path) -> str:
    """Return a module's name below the package; that of the package itself is empty."""
    parts = path.relative_to(SOURCES).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in sorted(SOURCES.rglob("*.py"))}


@cache
def tree_of(module: str) -> ast.Module:
    """Parse a module, in the one process that asks."""
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def wrong(found: Callable[[str], object]) -> dict[str, object]:
    """Return what is found wrong, by module."""
    return {module: what for module in MODULES if (what := found(module))}


def room(module: str) -> str:
    return module.partition(".")[0]


def imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield module and name of every import, wherever it stands; the name is empty for a whole module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((found.name, "") for found in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", found.name) for found in node.names)


ROOMS = sorted({room(module) for module in MODULES if "." in module})
"""The packages; a module of its own is a leaf, or what `python -m sixfold` starts."""


def crossing(module: str) -> Iterator[tuple[str, str]]:
    """Yield module and name of what a module imports from another room of the package."""
    for origin, name in imports(tree_of(module)):
        package, _, inside = origin.partition(".")
        if package == SOURCES.name and room(inside or name) != room(module):
            yield inside, name


@cache
def aliases() -> Mapping[tuple[str, str], list[str]]:
    """Return what a module calls something that it imports, by module and name."""
    found: dict[tuple[str, str], list[str]] = {}
    for module in MODULES:
        for node in ast.walk(tree_of(module)):
            if isinstance(node, ast.ImportFrom):
                for name in node.names:
                    found.setdefault((module, name.name), []).extend(filter(None, [name.asname]))
    return {key: names for key, names in found.items() if names}


def shown(door: str) -> set[str]:
    """Return what a room's door shows."""
    (names,) = (
        ast.literal_eval(node.value)
        for node in tree_of(door).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    )
    return set(names)


def asked() -> Iterator[tuple[str, str]]:
    """Yield room and name of all that one room asks another for, by its name or as an attribute of the room."""
    for module in MODULES:
        for inside, name in crossing(module):
            if inside:
                yield room(inside), name
                continue
            local = {name, *aliases().get((module, name), ())}
            yield from ((name, found) for found in attributes(tree_of(module), local))


def attributes(tree: ast.Module, names: set[str]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in names:
            yield node.attr


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def public(tree: ast.Module | ast.ClassDef) -> Iterator[Function | ast.ClassDef]:
    """Yield public functions and classes, and the public methods of these."""
    for node in tree.body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node)


def calls(tree: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    """Yield every call with the last part of what is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, getattr(node.func, "attr", getattr(node.func, "id", ""))


def test_a_room_is_entered_by_its_door() -> None:
    def past(module: str) -> list[str]:
        return [
            f"{inside}.{name}"
            for inside, name in crossing(module)
            if "." in inside or (f"{inside}.{name}" in MODULES and name not in shown(inside))
        ]

    assert wrong(past) == {}


def test_a_door_shows_few_names_and_each_is_asked_for() -> None:
    names = {door: shown(door) for door in ROOMS if door not in ("cli", "site")}
    everything = set(asked())
    assert {(door, name) for door in names for name in names[door]} - everything == set()
    assert [door for door in names if len(names[door]) > NAMES_OF_A_DOOR] == []


def test_the_rooms_in_contributing_are_those_there_are() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert rooms.table() in text, "run: make rooms, and put what it prints into CONTRIBUTING.md"


def test_what_is_imported_is_named_among_the_dependencies() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lists = [project["project"]["dependencies"], *project["dependency-groups"].values()]
    named = {plain(re.split("[<=>]", wanted)[0]) for wanted in itertools.chain(*lists)}
    brought = packages_distributions()
    for module in MODULES:
        for origin in {origin.partition(".")[0] for origin, _ in imports(tree_of(module))} & {*brought} - {
            SOURCES.name
        }:
            assert {plain(name) for name in brought[origin]} & named, (
                f"{module} imports {origin}; name it in pyproject.toml"
            )


def plain(name: str) -> str:
    """Return a distribution's name as it is compared."""
    return re.sub("[-_.]+", "-", name).lower()


def test_imports_are_absolute() -> None:
    def relative(module: str) -> list[int]:
        nodes = ast.walk(tree_of(module))
        return [node.lineno for node in nodes if isinstance(node, ast.ImportFrom) and node.level]

    assert wrong(relative) == {}


def test_private_names_stay_in_their_module() -> None:
    def taken(module: str) -> list[str]:
        own = (name for origin, name in imports(tree_of(module)) if room(origin) == SOURCES.name)
        return [name for name in own if name.startswith("_") and name != "__version__"]

    assert wrong(taken) == {}


def test_no_module_is_called_after_nothing() -> None:
    nothing = {"utils", "util", "helpers", "helper", "common", "misc"}
    assert wrong(lambda module: nothing & set(module.split("."))) == {}


def test_modules_are_short() -> None:
    def lines(module: str) -> int:
        return len(MODULES[module].read_text(encoding="utf-8").splitlines())

    assert {module: lines(module) for module in MODULES if lines(module) > LINES_OF_A_MODULE} == {}


def length(function: Function) -> int:
    """Count a function's lines, its docstring (which is a verb's manual page) not among them."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    return lines - ((first.end_lineno or first.lineno) - first.lineno + 1 if ast.get_docstring(function) else 0)


def test_functions_are_short() -> None:
    def long(module: str) -> dict[str, int]:
        lengths = {found.name: length(found) for found in functions(tree_of(module))}
        return {name: lines for name, lines in lengths.items() if lines > LINES_OF_A_FUNCTION}

    assert wrong(long) == {}


def test_functions_take_few_parameters() -> None:
    assert wrong(with_many_parameters) == {}


def with_many_parameters(module: str) -> dict[str, tuple[int, int]]:
    """Return how many parameters functions that take too many take by their place, and in all."""
    counted = {}
    for function in functions(tree_of(module)):
        if any("click.command" in ast.unparse(decorator) for decorator in function.decorator_list):
            continue  # click passes an option each, by name
        of_place = [found.arg for found in (*function.args.posonlyargs, *function.args.args)]
        count = len(of_place) - (of_place[:1] in (["self"], ["cls"]))
        whole = count + len(function.args.kwonlyargs)
        if count > POSITIONAL_PARAMETERS or whole > PARAMETERS:
            counted[f"{function.name}:{function.lineno}"] = (count, whole)
    return counted


def test_modules_and_public_names_say_what_they_are() -> None:
    def silent(module: str) -> list[str]:
        own = [] if ast.get_docstring(tree_of(module)) else [module or SOURCES.name]
        return own + [found.name for found in public(tree_of(module)) if not ast.get_docstring(found)]

    assert wrong(silent) == {}


def test_no_two_public_classes_are_called_alike() -> None:
    named: dict[str, list[str]] = {}
    for module in MODULES:
        for found in public(tree_of(module)):
            if isinstance(found, ast.ClassDef):
                named.setdefault(found.name, []).append(module)
    assert {name: modules for name, modules in named.items() if len(modules) > 1} == {}


PRINTERS = ("cli.terminal", "browser", "definition.inventory")
"""The module that makes everything fit to be shown before it prints, and two commands that other programs read."""
STARTS = ("__main__",)
"""What says before all else which of Python's own warnings are for nobody."""
HOOKS = ("output.serve_hook", "output.preview")
"""What runs inside MkDocs, which prints what it is told; that has to be made fit to be shown here."""


def printing(tree: ast.Module) -> Iterator[int]:
    """Yield the lines of whatever can reach a terminal: a call that prints, a stream, and what prints by itself."""
    for found, name in calls(tree):
        if name in ("print", "echo", "secho", "progressbar", "echo_via_pager", "show"):
            yield found.lineno
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node) in ("sys.stdout", "sys.stderr", "sys.__stderr__"):
            yield node.lineno
    yield from (0 for origin, _ in imports(tree) if origin in ("logging", "warnings", "traceback", "curses"))


def test_nothing_is_printed_but_by_way_of_one_module() -> None:
    allowed = {*PRINTERS, *STARTS, *HOOKS}
    assert wrong(lambda module: module not in allowed and list(printing(tree_of(module)))) == {}


@pytest.mark.parametrize("module", HOOKS)
def test_what_mkdocs_is_told_can_be_shown(module: str) -> None:
    assert ("sixfold.visible", "visible_lines") in set(imports(tree_of(module)))


def test_no_command_goes_through_a_shell() -> None:
    def through(module: str) -> list[int]:
        return [
            found.lineno
            for found, name in calls(tree_of(module))
            if name in ("system", "popen", "getoutput", "getstatusoutput")
            or any(word.arg == "shell" for word in found.keywords)
        ]

    assert wrong(through) == {}


def test_what_tests_share_stands_in_one_package() -> None:
    """No test module and no conftest is imported: what more than one needs is in ``tests/support/``."""
    found = []
    for file in sorted((ROOT / "tests").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tests."):
                last = str(node.module).rpartition(".")[2]
                if last == "conftest" or last.startswith("test_"):
                    found.append(f"{file.relative_to(ROOT)}: {node.module}")
    assert found == []


@pytest.mark.parametrize("name", ROOMS)
def test_a_room_has_quick_tests_of_its_own(name: str) -> None:
    assert list((ROOT / "tests/unit" / name).glob("test_*.py"))
