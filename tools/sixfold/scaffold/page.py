"""Scaffold x the specs as they are -> the change of one page: a new one, or one with an operation more."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from sixfold.document import CannotAppendError, append_entries, append_item, to_yaml
from sixfold.errors import Problems, SixfoldError, SpecError
from sixfold.files import Change, contents
from sixfold.places import SPECS
from sixfold.reading import LARGEST_SPEC
from sixfold.scaffold.entry import Scaffold
from sixfold.spec import OPERATION_ID, PageSpec, load_project

_PAGE = re.compile(r"[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)+")


class NoPageError(SixfoldError):
    """What was given as a page is no place for one."""


class NoIdError(SixfoldError):
    """An operation cannot have this id."""


def drafted_page(title: str, found: Scaffold) -> str:
    """Return a page of one operation, as YAML."""
    page: dict[str, object] = {"title": title, "description": f"{title.rstrip('.')}.", "operations": [found.operation]}
    if found.variables:
        page["variables"] = found.variables
    return to_yaml(page)


def addition(root: Path, page: str, found: Scaffold) -> Change:
    """Return the change that puts an operation at the end of a page of ``specs/``, or begins the page.

    :param page: the page's place, like ``inputs/delete-inputs``.
    :raises SixfoldError: when this is no place of a page (`NoPageError`), an operation has the id already or none can
        have it (`NoIdError`), or the page is one to which nothing can be added as it is.
    """
    name = page.removesuffix(".yaml")
    if not _PAGE.fullmatch(name):
        expected = "a section and a page of small letters, digits and '-', like inputs/delete-inputs"
        raise NoPageError(f"expected {expected}, got '{page}'")
    path = f"{SPECS}/{name}.yaml"
    before = contents(root, path)
    problems = Problems()
    pages = load_project(root, problems).pages
    if before is not None:
        _refuse_wrong(problems, path)
    _refuse_id(str(found.operation["id"]), pages)
    if before is None:
        return Change(path, None, drafted_page(str(found.operation["title"]), found).encode())
    own = {variable for spec in pages if spec.source == path for variable in spec.variables}
    return Change(path, before, _with_entry(before, path, found, own).encode())


def _refuse_wrong(problems: Problems, path: str) -> None:
    """Refuse to add to specs that are wrong, but for a page that holds no operations, or variables, so far."""
    parts = {(path, "operations"), (path, "variables")}
    wrong = [problem for problem in problems.found if (problem.place.file, problem.key_path) not in parts]
    if wrong:
        raise SpecError(wrong)


def _refuse_id(identity: str, pages: tuple[PageSpec, ...]) -> None:
    if not re.fullmatch(OPERATION_ID, identity):
        raise NoIdError(f"expected an id of small letters, digits and '_' that begins with a letter, got '{identity}'")
    if any(operation.id == identity for page in pages for operation in page.operations):
        raise NoIdError(f"there is an operation '{identity}' already; give another one with --id")


def _with_entry(before: bytes, path: str, found: Scaffold, own: Collection[str]) -> str:
    """Return a page with an operation at its end, and with those of its variables that are not the page's ``own``."""
    text = before.decode()
    missing = {name: facts for name, facts in found.variables.items() if name not in own}
    try:
        text = append_entries(append_item(text, "operations", found.operation), "variables", missing)
    except CannotAppendError as error:
        remedy = "print the entry without --page, and put it there yourself"
        raise SixfoldError(f"{path}: {error}; {remedy}; nothing was written") from error
    if len(text.encode()) > LARGEST_SPEC:
        expected = f"expected at most {LARGEST_SPEC:,} bytes"
        raise SixfoldError(f"{path}: would be too large; {expected}; name another page; nothing was written")
    return text
