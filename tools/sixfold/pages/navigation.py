"""Pages -> the site's navigation, by folder: no page needs an entry of its own anywhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import yaml

from sixfold.errors import Problems
from sixfold.escape import html_text
from sixfold.generated import NAVIGATION_HEAD
from sixfold.json_value import Json
from sixfold.spec import Section


def navigation_text(
    generated: Mapping[str, str], hand_written: Collection[str], sections: Mapping[str, Section]
) -> str:
    """Return ``nav.yml``: the home page, the generated pages by section, then other pages.

    Titles in it are HTML: that is what builders take them for.

    :param generated: titles by path below ``docs/``, in the order of the specs.
    :param hand_written: paths below ``docs/``; their titles are in the pages.
    :param sections: titles of folders, in the order in which they are to stand; others follow, by name.
    :raises SpecError: when no page is in a section.
    """
    _refuse_unused(sections, (*generated, *hand_written))
    written = sorted(hand_written, key=lambda path: (path != "index.md", path))
    root: list[Json] = []
    for path in [
        *(path for path in written if path == "index.md"),
        *in_order(generated, sections),
        *(path for path in written if path != "index.md"),
    ]:
        items = root
        for folder in _folders(path):
            items = _section(items, html_text(section_title(folder, sections)))
        items.append({html_text(generated[path]): path} if path in generated else path)
    return NAVIGATION_HEAD + yaml.safe_dump({"nav": root}, allow_unicode=True, sort_keys=False, width=120)


def in_order(paths: Iterable[str], sections: Mapping[str, Section]) -> list[str]:
    """Return the paths of pages in the order of their folders, those in none last; within one they stay as they are."""
    order = {folder: number for number, folder in enumerate(sections)}
    return sorted(
        paths, key=lambda path: ("/" not in path, [order.get(folder, len(order)) for folder in _folders(path)])
    )


def section_title(folder: str, sections: Mapping[str, Section]) -> str:
    """Return the title of a folder: the one that is given to it, or its name as words."""
    return sections[folder].title if folder in sections else folder.rpartition("/")[2].replace("-", " ").capitalize()


def _refuse_unused(sections: Mapping[str, Section], pages: Iterable[str]) -> None:
    used = {folder for path in pages for folder in _folders(path)}
    problems = Problems()
    for folder in sections.keys() - used:
        problems.add(sections[folder].place, f"sections.{folder}", "unused section; no page is in this folder")
    problems.raise_any()


def _folders(path: str) -> list[str]:
    parts = path.split("/")[:-1]
    return ["/".join(parts[: count + 1]) for count in range(len(parts))]


def _section(items: list[Json], title: str) -> list[Json]:
    for item in items:
        found = item.get(title) if isinstance(item, dict) else None
        if isinstance(found, list):
            return found
    new: list[Json] = []
    items.append({title: new})
    return new
