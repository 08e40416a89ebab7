"""A wish -> the files of a whole project, and the reasons why some RPCs are not in it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from sixfold import definition, host
from sixfold.definition import ApiDefinition, DefinitionError, offered
from sixfold.document import to_yaml
from sixfold.errors import Problems, SixfoldError, SpecError
from sixfold.files import Change
from sixfold.frozen import frozen
from sixfold.language import Language, NameKind, load_languages
from sixfold.names import listing
from sixfold.places import API, SPECS
from sixfold.reading import UnreadableError, read_bytes
from sixfold.shipping import shipped_files
from sixfold.signing import NONE, Signing
from sixfold.starter.choice import choose
from sixfold.starter.keys import description, needed, variables
from sixfold.starter.pages import DraftPage, pages_of, section_of, title_of, without
from sixfold.starter.texts import site_texts

_UNKNOWN_HOST = "api.example.com"
_LARGEST_DOCUMENT = 64 * 1024 * 1024

Check = Callable[[Path], object]
"""Makes all that is generated of a project; raises SpecError with what is wrong."""


@frozen
class Wish:
    """What to document: a ``package``, or a file of ``descriptors`` or ``openapi``, and which RPCs of it.

    ``signing`` and ``host`` are the definition's own where they are None and empty, and else the usual ones.
    """

    signing: Signing | None
    languages: tuple[str, ...]
    package: str = ""
    descriptors: Path | None = None
    openapi: Path | None = None
    only: str = "*"
    host: str = ""


@frozen
class Beginning:
    """A project that can be written, and what came of the definition.

    ``kept`` are the shortest names of RPCs by page; ``left_out`` are names by the reason, RPCs and modules.
    """

    changes: tuple[Change, ...]
    definition: ApiDefinition
    kept: Mapping[str, tuple[str, ...]]
    left_out: Mapping[str, tuple[str, ...]]


@frozen
class _Source:
    """Where the definition is, as a project says it."""

    package: str = ""
    version: str = ""
    modules: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    descriptors: str = ""
    openapi: str = ""


@dataclass
class _Draft:
    """A project that is being put together in a folder of its own."""

    root: Path
    wish: Wish
    facts: dict[str, object] = field(default_factory=dict)
    left_out: dict[str, list[str]] = field(default_factory=dict)
    signing: Signing = field(default_factory=Signing)

    def leave(self, name: str, reason: str) -> None:
        self.left_out.setdefault(reason, []).append(name)

    def write(self, path: str, content: bytes) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def begin(wish: Wish, check: Check) -> Beginning:
    """Return a project that documents what of a definition can be documented.

    :param check: what has to go well of it before it is handed out.
    :raises SixfoldError: when the definition cannot be read, or nothing of it can be documented.
    """
    with host.folder("init") as folder:
        draft = _Draft(folder, wish)
        definition = _definition(draft)
        methods, draft.left_out = choose(definition, wish.only, draft.left_out)
        draft.signing = wish.signing if wish.signing is not None else needed(definition, methods)
        for path, content in shipped_files(wish.languages).items():
            draft.write(path, content)
        kept = _names(draft, _languages(folder))
        pages = pages_of(definition, methods, kept)
        while pages and (left := _wrong(draft, definition, pages, check)):
            pages = without(pages, left, kept)
        if not pages:
            reasons = "; ".join(f"{reason}: {listing(names)}" for reason, names in draft.left_out.items())
            expected = "expected an RPC of one request and one answer that HTTP can call, by 'google.api.http'"
            if wish.openapi:
                expected = "expected an operation that snippets can call"
            raise SixfoldError(f"nothing is left to document ({reasons}); {expected}")
        files = sorted(file for file in folder.rglob("*") if file.is_file())
        return Beginning(
            tuple(Change(file.relative_to(folder).as_posix(), None, file.read_bytes()) for file in files),
            definition,
            {
                page.path: tuple(definition.shortest(method.full_name) for method in page.methods.values())
                for page in pages
            },
            {reason: tuple(names) for reason, names in draft.left_out.items()},
        )


def _definition(draft: _Draft) -> ApiDefinition:
    """Load the definition, and say in the draft where it is."""
    wish = draft.wish
    if wish.openapi:
        return _document(draft, wish.openapi)
    if wish.descriptors:
        path = f"definition/{wish.descriptors.name}"
        try:
            draft.write(path, read_bytes(wish.descriptors))
        except UnreadableError as error:
            raise SixfoldError(f"{wish.descriptors}: {error}; expected a descriptor set") from error
        try:
            found = definition.load(draft.root, _Source(descriptors=path))
        except DefinitionError as error:
            raise SixfoldError(str(error).replace(path, str(wish.descriptors))) from error
        draft.facts = {"descriptors": path, "services": list(found.services)}
        return found
    offer = offered(wish.package)
    for module, reason in offer.broken.items():
        draft.leave(module, reason)
    names = tuple(name for names in offer.services.values() for name in names)
    source = _Source(wish.package, offer.version, tuple(offer.services), names)
    draft.facts = {"package": wish.package, "version": offer.version, "modules": list(offer.services)}
    draft.facts["services"] = list(names)
    return definition.load(draft.root, source)


def _document(draft: _Draft, given: Path) -> ApiDefinition:
    """Take over the files of an OpenAPI document, and load it."""
    path = f"definition/{given.name}"
    try:
        for name in definition.load(given.parent, _Source(openapi=given.name)).files:
            draft.write(f"definition/{name}", read_bytes(given.parent / name, largest=_LARGEST_DOCUMENT))
        found = definition.load(draft.root, _Source(openapi=path), draft.wish.signing)
    except DefinitionError as error:
        raise SixfoldError(str(error).replace(path, str(given))) from error
    draft.facts = {"openapi": path}
    return found


def _languages(root: Path) -> tuple[Language, ...]:
    problems = Problems()
    found = load_languages(root, problems)
    problems.raise_any()
    return found


def _names(draft: _Draft, languages: Sequence[Language]) -> Mapping[str, Collection[str]]:
    """Return the names that nothing of the project may have."""
    return {
        "variable": set(variables(draft.signing)).union(*(found.impossible[NameKind.VARIABLE] for found in languages)),
        "file": set().union(*(found.impossible[NameKind.FILE] for found in languages)),
    }


def _wrong(draft: _Draft, definition: ApiDefinition, pages: Sequence[DraftPage], check: Check) -> set[str]:
    """Write the specs, check the project, and return the full names of RPCs that cannot be documented as they are."""
    for file in (draft.root / SPECS).rglob("*.yaml"):
        file.unlink()
    for folder in sorted((draft.root / SPECS).glob("*/")):
        folder.rmdir()
    draft.write(f"{SPECS}/{API}", _api_text(draft, definition, pages).encode())
    by_path = {page.path: page for page in pages}
    for path, page in by_path.items():
        draft.write(path, page.text().encode())
    for path, text in site_texts(draft.root, _name(definition), pages, draft.wish.package).items():
        draft.write(path, text.encode())
    try:
        check(draft.root)
    except SpecError as error:
        left: dict[str, str] = {}
        for problem in error.problems:
            page_of = by_path.get(problem.place.file)
            faulty = page_of.at_fault(problem) if page_of else ()
            if not faulty:
                raise
            for full_name in faulty:
                left.setdefault(full_name, f"{problem.key_path.partition('.')[2]}: {problem.message}".lstrip(": "))
        for full_name, reason in left.items():
            draft.leave(definition.shortest(full_name), reason)
        return set(left)
    return set()


def _name(definition: ApiDefinition) -> str:
    return definition.title or title_of(definition.services[0].partition(".")[0])


def _api_text(draft: _Draft, definition: ApiDefinition, pages: Sequence[DraftPage]) -> str:
    wish = draft.wish
    signing = [
        {**{name: value for name, value in asdict(credential).items() if value}, "variable": variable}
        for credential, variable in zip(draft.signing.credentials, variables(draft.signing), strict=True)
    ]
    sections = {page.section: page.section for page in pages}
    titles = {section_of(name): title_of(name) for name in definition.services if section_of(name) in sections}
    named = zip(variables(draft.signing), draft.signing.credentials, strict=True)
    keys = {name: {"example": f"YOUR_{name}_HERE", "description": description(one)} for name, one in named}
    return to_yaml(
        {
            "name": _name(definition),
            "host": wish.host or definition.host or _UNKNOWN_HOST,
            "definition": draft.facts,
            "authentication": signing[0] if len(signing) == 1 else signing or NONE,
            "languages": list(wish.languages),
            "sections": titles,
            **({"variables": keys} if keys else {}),
        }
    )
