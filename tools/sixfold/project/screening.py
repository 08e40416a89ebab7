"""The files that a person wrote x the shapes of keys -> problems: what is published holds no real key.

A key that is made up, and has to look real, is declared in the spec, whole: ``example_keys``.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from functools import cached_property
from hashlib import sha256
from pathlib import Path, PurePosixPath

from sixfold import document
from sixfold.document import Node, Scalar, Sequence, Table
from sixfold.errors import Place, Problems
from sixfold.frozen import frozen
from sixfold.generated import is_marked, listed
from sixfold.places import CLIENT, PAGES, SPECS, TEMPLATES
from sixfold.project.credentials import FoundKey, find, find_bare, is_random
from sixfold.reading import UnreadableError, read_bytes
from sixfold.spec import Api, ExampleKey, PageSpec, Variable
from sixfold.unchanged import Sight

FOLDERS = (SPECS, TEMPLATES, PAGES, "overrides")


@frozen
class _Files:
    """What a project's files may hold."""

    root: Path
    api: Api
    pages: tuple[PageSpec, ...]

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """What a person wrote, by the paths."""
        texts = ((path, _text(self.root, path)) for path in _paths(self.root))
        return {path: text for path, text in texts if text is not None}

    def declared(self, file: str) -> set[str]:
        own = [key for page in self.pages if page.source == file for key in page.example_keys]
        return {key.value for key in (*self.api.example_keys, *own)}


def screen(
    root: Path, api: Api | None, pages: tuple[PageSpec, ...], problems: Problems, *, seen: Sight | None = None
) -> frozenset[str]:
    """Note every key in specs, templates and hand-written pages, comments included, and declarations of none.

    Of an API that could not be read nothing is known that a key stands under: then nothing is searched.

    :param seen: the project before: files that are known by what they hold to have no key are not searched again.
    :return: what those are known by that have none now, as far as what they hold was seen.
    """
    if api is None:
        return frozenset()
    files, without = _Files(root, api, pages), set[str]()
    for file in _paths(root):
        held = seen.held(file) if seen else ""
        known_by = _known_by(file, held, api)
        is_known = seen is not None and bool(held) and known_by in seen.known.keyless
        if (is_known or not _note_keys(files, file, problems)) and held:
            without.add(known_by)
    for file, variables in ((api.source, api.variables), *((page.source, page.variables) for page in pages)):
        _screen_variables(files, file, variables, problems)
    _check_declared(files, problems)
    return frozenset(without)


def _known_by(file: str, held: str, api: Api) -> str:
    """Return a digest of what a file holds, of how it is searched, and of what the API's own keys stand under."""
    asked = (api.authentication.signing, sorted(api.authentication.variables), PurePosixPath(file).suffix)
    return sha256(f"{asked!r}\0{held}".encode()).hexdigest()


def _note_keys(files: _Files, file: str, problems: Problems) -> bool:
    """Note the keys of a file that are not declared; say whether there are any, declared or not."""
    api, known, text = files.api, files.declared(file), _text(files.root, file)
    if text is None:
        return False
    # What has a shape, and stands where a key does, is told once.
    seen = {found.start: found for found in reversed(list(_keys(text, api)))}
    for start, found in seen.items():
        if found.value not in known:
            _note(problems, _place(file, text, start), "", found)
    known |= {found.value for found in seen.values()}
    escaped = [(node, found) for node in _escaped(files.root, file, text) for found in _keys(str(node.value), api)]
    for node, found in escaped:
        if found.value not in known:
            _note(problems, node.place, node.path, found)
    return bool(seen or escaped)


def _keys(text: str, api: Api) -> Iterator[FoundKey]:
    yield from find(text)
    yield from find_bare(text, api.authentication.signing, api.authentication.variables)


def _escaped(root: Path, file: str, text: str) -> Iterator[Scalar]:
    """Yield the texts of a spec that can be others than they look, because of an escape; what else is wrong is told."""
    if file.endswith(".yaml") and "\\" in text and (table := document.read(root / file, file, Problems())):
        yield from (node for node in _texts_of(table) if isinstance(node.value, str))


def _texts_of(node: Node) -> Iterator[Scalar]:
    match node:
        case Scalar():
            yield node
        case Sequence(items=items):
            yield from (found for item in items for found in _texts_of(item))
        case Table(entries=entries):
            yield from (found for item in entries.values() for found in _texts_of(item))


def _screen_variables(files: _Files, file: str, variables: Mapping[str, Variable], problems: Problems) -> None:
    for name, variable in variables.items():
        if name not in files.api.authentication.variables or not isinstance(variable.example.value, str):
            continue
        value = variable.example.value.strip()
        if value not in files.declared(file) and is_random(value) and not any(find(value)):
            _note(problems, variable.example.place, variable.example.path, FoundKey("a key", 0, value))


def _check_declared(files: _Files, problems: Problems) -> None:
    """Note declared keys that stand nowhere, and declared texts that nobody would take for a key."""
    declared: list[tuple[ExampleKey, tuple[str, ...]]] = [(key, tuple(files.texts)) for key in files.api.example_keys]
    declared += [(key, (page.source,)) for page in files.pages for key in page.example_keys]
    for key, names in declared:
        if not any(find(key.value)) and not is_random(key.value):
            message = "does not look like a key, and needs no entry here; remove it"
        elif sum(files.texts.get(name, "").count(key.value) for name in names) < 2:  # noqa: PLR2004 - one is this entry
            message = "stands nowhere else; remove it"
        else:
            continue
        problems.add_unmatched(key.place, "example_keys", message, needs=())


def _note(problems: Problems, place: Place, path: str, found: FoundKey) -> None:
    message = (
        f"'{found.shown}' looks like {found.name}: revoke it if it is real, and write a placeholder like "
        "YOUR_KEY_HERE; one that is made up is declared, whole, in 'example_keys' of the spec"
    )
    # It says nothing of the file's other keys: they are read as they stand.
    problems.add_unmatched(place, path, message, needs=())


def _place(file: str, text: str, start: int) -> Place:
    return Place(file, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))


def _paths(root: Path) -> Iterator[str]:
    for folder in FOLDERS:
        for path, status in listed(root, folder):
            if not stat.S_ISDIR(status.st_mode) and path.rpartition("/")[2] != CLIENT:
                yield path


def _text(root: Path, path: str) -> str | None:
    """Return what a person wrote; None for what is generated, no text, or cannot be read: others say why."""
    try:
        content = read_bytes(root / path, within=root)
        text = content.decode("utf-8-sig")
    except (UnreadableError, UnicodeDecodeError):
        return None
    return None if (path.endswith(".md") and is_marked(content)) or "\0" in text else text
