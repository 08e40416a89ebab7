"""The folder ``specs/`` -> ProjectSpec, found by listing it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from sixfold import document
from sixfold.errors import FilePart, Place, Problems
from sixfold.places import API, SANDBOX, SPECS
from sixfold.reading import UnreadableError, place_of, walk
from sixfold.spec.model import Api, PageSpec, ProjectSpec, mentioned
from sixfold.spec.parse import parse_api, parse_page

REQUESTS = "operations[].request"
"""The requests of a page, as a part of its file."""

_SEGMENT = re.compile(r"[a-z0-9][a-z0-9-]*")


def load_project(
    root: Path, problems: Problems, api: Api | None = None, known: Mapping[str, PageSpec] | None = None
) -> ProjectSpec:
    """Read every spec of the project at ``root``; what is wrong is noted, and the rest is still read.

    :param api: what ``api.yaml`` says, where that is known.
    :param known: the pages that need not be read, by their files, relative to the project.
    """
    folder = root / SPECS
    if not folder.is_dir():
        problems.add(Place(f"{SPECS}/"), "", "no such folder; expected api.yaml and one YAML file a page below it")
        return ProjectSpec(None, ())
    api = api or load_api(root, problems)
    found = (
        (known or {}).get(f"{SPECS}/{path.relative_to(folder).as_posix()}") or _page(root, path, problems)
        for path in _spec_files(folder, problems)
    )
    pages = tuple(page for page in found if page)
    _refuse_duplicates(pages, problems)
    if api:
        _check_variables(api, pages, problems)
    return ProjectSpec(api, pages)


def load_api(root: Path, problems: Problems) -> Api | None:
    """Read ``api.yaml`` alone; None beside a noted problem."""
    file = f"{SPECS}/{API}"
    table = document.read(root / file, file, problems)
    return parse_api(table, file, problems) if table else None


def _spec_files(folder: Path, problems: Problems) -> list[Path]:
    """List the pages' files in the order of the navigation, and note folders that hold none."""
    own = {folder / API, folder / SANDBOX}
    try:
        found = sorted(path for path, _ in walk(place_of(folder.parent, SPECS), SPECS))
    except UnreadableError as error:
        problems.add(Place(error.place), "", str(error))
        return []
    paths = [folder.parent / path for path in found]
    files = [path for path in paths if path.suffix == ".yaml" and path not in own]
    for path in paths:
        name = path.relative_to(folder.parent).as_posix()
        if path.is_symlink() and path.is_dir():
            problems.add(Place(name), "", "is a symbolic link; expected a folder; put the folder itself there")
        elif path.is_dir():
            if not any(path in file.parents for file in files):
                problems.add(Place(f"{name}/"), "", "the folder holds no spec; expected a YAML file, or remove it")
        elif path.suffix != ".yaml":
            problems.add(Place(name), "", "is not a spec; expected a name that ends in '.yaml'")
    if not files:
        problems.add(Place(f"{SPECS}/"), "", "holds no page; expected one YAML file a page, in a folder a section")
    return files


def _page(root: Path, file: Path, problems: Problems) -> PageSpec | None:
    folder = root / SPECS
    name = file.relative_to(root).as_posix()
    # Unlike Path.resolve, realpath follows a link to itself without an error; reading it says what it is.
    if not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(folder)):
        problems.add(Place(name), "", f"leads out of {SPECS}/; expected a file inside it")
        return None
    path = file.relative_to(folder).with_suffix("").as_posix()
    segments = path.split("/")
    if not all(map(_SEGMENT.fullmatch, segments)):
        problems.add(Place(name), "", "its path becomes a web address: expected small letters, digits and '-' only")
        return None
    if len(segments) == 1:
        problems.add(Place(name), "", f"expected a page inside a folder of {SPECS}/, which is its section")
        return None
    table = document.read(file, name, problems)
    return parse_page(table, path, name, problems) if table else None


def _refuse_duplicates(pages: tuple[PageSpec, ...], problems: Problems) -> None:
    first: dict[str, Place] = {}
    for page in pages:
        for operation in page.operations:
            place = operation.place("id")
            there = first.setdefault(operation.id, place)
            if operation.id and there != place:
                problems.add(
                    place, f"{operation.places.path}.id", f"duplicate operation id '{operation.id}'; first at {there}"
                )


def _check_variables(api: Api, pages: tuple[PageSpec, ...], problems: Problems) -> None:
    """Note variables that are defined twice, and those that no request uses."""
    everywhere = api.shared_variables | api.authentication.variables
    for page in pages:
        here = {name for operation in page.operations for name in mentioned(operation.request)}
        everywhere |= here
        for name, variable in page.variables.items():
            path = f"variables.{name}"
            if name in api.variables:
                there = api.variables[name].place
                problems.add(variable.place, path, f"duplicate variable; first at {there}")
            elif name not in here:
                needs = (FilePart(page.source, path), FilePart(page.source, REQUESTS))
                problems.add_unmatched(
                    variable.place, path, "unused variable; no request of this page has it", needs=needs
                )
    keys = [key.path for key in api.authentication.keys] or ["authentication"]
    own = [FilePart(api.source, path) for path in ("scope", *keys)]
    for name in api.variables.keys() - everywhere:
        path = f"variables.{name}"
        where = (FilePart(api.source, path), *own, FilePart(f"{SPECS}/*", REQUESTS))
        problems.add_unmatched(api.variables[name].place, path, "unused variable; no request has it", needs=where)
