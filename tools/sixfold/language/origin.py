"""Where the folders of languages are: in the project, or, of a language that it has no folder of, with the tool."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from sixfold import document
from sixfold.document import Fields, Scalar, Table
from sixfold.errors import Problems
from sixfold.language.extension import EXTENDS
from sixfold.language.wanted import WANTED
from sixfold.places import FACTS, TEMPLATES
from sixfold.shipping import shipped_languages, shipped_templates


def facts_of(name: str) -> str:
    """Return the file of a language's facts, as the project names it."""
    return f"{TEMPLATES}/{name}/{FACTS}"


def read_facts(
    root: Path, own: Iterable[str], api: Table | None, problems: Problems
) -> tuple[Mapping[str, Path], Mapping[str, Table | None]]:
    """Return the folders of a project's languages, and what each of them says; and what those say that they build on.

    :param own: the languages that have a folder in the project.
    :param api: what api.yaml says; None where it cannot be read.
    """
    folders = {name: root / TEMPLATES / name for name in own}
    folders |= {name: shipped_templates() / name for name in _that_ship(_listed(api), folders)}
    tables = {name: _read(folder, problems) for name, folder in folders.items()}
    for name in _that_ship([_base(table) for table in tables.values()], tables):
        tables[name] = _read(shipped_templates() / name, problems)
    return folders, tables


def _read(folder: Path, problems: Problems) -> Table | None:
    return document.read(folder / FACTS, facts_of(folder.name), problems)


def _that_ship(names: Iterable[str], others: Collection[str]) -> tuple[str, ...]:
    wanted = [name for name in dict.fromkeys(names) if name and name not in others]
    return tuple(name for name in wanted if name in shipped_languages())


def _listed(api: Table | None) -> tuple[str, ...]:
    # What is wrong with the list is told where all languages are known.
    return Fields(api, Problems()).texts(WANTED.key_path, "names", required=False) if api is not None else ()


def _base(table: Table | None) -> str:
    node = table.entries.get(EXTENDS) if table is not None else None
    return node.value if isinstance(node, Scalar) and isinstance(node.value, str) else ""
