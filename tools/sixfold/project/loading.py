"""The way of the data, end to end: load, define, request, render, page. What comes out is text; nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from sixfold import definition
from sixfold.clients import Client, lacks, resolved
from sixfold.definition import ApiDefinition, DefinitionError
from sixfold.errors import FilePart, Problems
from sixfold.frozen import frozen
from sixfold.language import EXTENSIONS, TABS, WANTED, Language, NameKind, load_languages
from sixfold.names import counted, did_you_mean, listing
from sixfold.places import API, SPECS, TEMPLATES
from sixfold.project.built import named, packed, unpacked
from sixfold.project.entry import Entry, planned
from sixfold.project.kept import Read, read
from sixfold.project.reference import field_rows
from sixfold.project.screening import screen
from sixfold.request import Context, build_request, check_api, check_drafts
from sixfold.snippet import Snippet, SnippetKey
from sixfold.spec import Api, PageSpec, Variable, load_api
from sixfold.unchanged import Sight

Report = Callable[[str, str], None]
"""Called after each stage with its name and what it did."""


@frozen
class ProjectBase:
    """What a project has before its first page."""

    root: Path
    api: Api
    definition: ApiDefinition
    languages: tuple[Language, ...]


@frozen
class Project(ProjectBase):
    """A project whose specs hold what the definition allows.

    ``keyless`` is what files are known by in which no key was found, and ``kept`` what `keep` keeps of all.
    """

    pages: tuple[PageSpec, ...]
    entries: tuple[Entry, ...]
    clients: Mapping[str, Client]
    keyless: frozenset[str] = frozenset()
    kept: tuple[bytes, Mapping[str, bytes]] = (b"", MappingProxyType({}))

    @property
    def snippets(self) -> tuple[Snippet, ...]:
        """Every snippet, in the order of pages and tabs."""
        return tuple(snippet for entry in self.entries for snippet in entry.snippets)

    def entry(self, key: SnippetKey) -> Entry:
        """Return the operation that a snippet is of.

        :raises KeyError: when the project has no such operation.
        """
        return self._by_operation[key.operation]

    @cached_property
    def _by_operation(self) -> Mapping[str, Entry]:
        return {entry.operation.id: entry for entry in self.entries}


def load_base(root: Path) -> ProjectBase:
    """Load what stands before any page: the API, its definition and the languages.

    :raises SpecError: with every problem of these files.
    """
    problems = Problems()
    api = load_api(root, problems)
    languages = load_languages(root, problems)
    problems.raise_any()
    assert api is not None, "an API that cannot be read is a noted problem"  # noqa: S101 - for the type checker
    return ProjectBase(root, api, _define(root, api, problems), languages)


def load(root: Path, report: Report = lambda _stage, _text: None, seen: Sight | None = None) -> Project:
    """Load specs, languages and definition, and build every request.

    :param seen: the project before: what was found right in it then, and is as it was, is not held against the
        definition again.
    :raises SpecError: with every problem of every file.
    """
    problems = Problems()
    spec = read(root, problems, seen)
    languages, clients = spec.languages, spec.clients
    count = sum(len(page.operations) for page in spec.pages)
    sizes = ((len(spec.pages), "page"), (count, "operation"), (len(languages), "language"))
    report("load", ", ".join(counted(*size) for size in sizes))
    screened = screen(root, spec.api, spec.pages, problems, seen=seen)
    if spec.api is None or not spec.api.definition.is_whole:
        problems.raise_any()
        raise AssertionError("an API without a definition is a noted problem")
    definition = _define(root, spec.api, problems, known_by=seen.running.digest if seen and seen.shares_all else b"")
    calls = definition.counted(len(definition.methods))
    report("define", f"{definition.package} {definition.version}: {definition.name}, {calls}")
    clients = resolved(clients, definition, problems)
    context = Context(spec.api, definition, problems)
    _check_shared(context, seen)
    entries, built = _entries(context, spec, clients)
    _check_names(spec.api, spec.pages, languages, problems)
    _refuse_placeholders(spec.pages, problems)
    _check_featured(spec.api, spec.pages, problems)
    _check_expected_failures(spec.pages, languages, problems)
    _check_clients(entries, languages, clients, problems)
    problems.raise_any()
    report("request", f"{counted(len(entries), 'request')} held against the definition")
    kept = spec.body, built
    return Project(root, spec.api, definition, languages, spec.pages, entries, clients, screened, kept)


def _entries(
    context: Context, spec: Read, clients: Mapping[str, Client]
) -> tuple[tuple[Entry, ...], Mapping[str, bytes]]:
    """Build every request, but for those of pages that stand; return the entries, and what is to be kept of them."""
    languages, built = named(spec.languages), dict(spec.built)
    entries: list[Entry] = []
    for page in spec.pages:
        if page.source in built:
            entries += unpacked(built[page.source], page, context.definition.methods, languages)
            continue
        found = [*_entries_of(context, page, spec.languages, clients)]
        if spec.body and (content := packed(found, languages)):
            built[page.source] = content
        entries += found
    return tuple(entries), built


def _entries_of(
    context: Context, page: PageSpec, languages: tuple[Language, ...], clients: Mapping[str, Client]
) -> Iterator[Entry]:
    for operation in page.operations:
        if request := build_request(context, page, operation):
            rows = field_rows(operation, request, context.problems)
            snippets = planned(page, operation, request, tabs=languages, clients=clients)
            yield Entry(page, operation, request, rows, tuple(snippets))


def _check_shared(context: Context, seen: Sight | None) -> None:
    """Hold what all pages share against the definition, unless a run has found it right as it is."""
    if seen is None or not seen.shares_all:
        check_api(context)
        check_drafts(context)


def _check_names(api: Api, pages: tuple[PageSpec, ...], languages: tuple[Language, ...], problems: Problems) -> None:
    """Note variables and operations with a name that some language's snippets cannot give them."""
    variables = (api.variables, *(page.variables for page in pages))
    for variable in (variable for own in variables for variable in own.values()):
        if labels := _keepers(NameKind.VARIABLE, variable.name, languages):
            said = f"snippets in {labels} use this name themselves; choose another, e.g. '{variable.name}_VALUE'"
            problems.add(variable.place, f"variables.{variable.name}", said)
    for page in pages:
        _check_spelling({**api.variables, **page.variables}, languages, problems)
    for operation in (operation for page in pages for operation in page.operations):
        if labels := _keepers(NameKind.FILE, operation.id, languages):
            said = (
                f"snippets in {labels} need a file of this name themselves; choose another, e.g. '{operation.id}_call'"
            )
            problems.add(operation.place("id"), f"{operation.places.path}.id", said)


def _check_spelling(variables: Mapping[str, Variable], languages: tuple[Language, ...], problems: Problems) -> None:
    """Note variables of a page that a language spells alike, the later one of two."""
    for form in (form for language in languages for form in language.forms):
        seen: dict[str, str] = {}
        for name, variable in variables.items():
            other = seen.setdefault(form.constant(name), name)
            if other != name:
                said = f"snippets in {form.label} call it '{form.constant(name)}', as they do '{other}'; choose another"
                problems.add(variable.place, f"variables.{name}", said)


def _keepers(kind: NameKind, name: str, languages: tuple[Language, ...]) -> str:
    """Return the labels of the languages in which nothing can have a name; an empty text where there are none."""
    forms = (form for language in languages for form in language.forms)
    return " and ".join(form.label for form in forms if form.cannot_have(kind, name))


def _refuse_placeholders(pages: tuple[PageSpec, ...], problems: Problems) -> None:
    for node in (node for page in pages for node in page.placeholders):
        problems.add(node.place, node.path, "is still what 'sixfold new' wrote; expected your own words")


def _check_featured(api: Api, pages: tuple[PageSpec, ...], problems: Problems) -> None:
    names = [operation.id for page in pages for operation in page.operations]
    wanted = api.featured.operation
    if wanted and wanted not in names:
        message = f"no operation '{wanted}'{did_you_mean(wanted, names)} (operations: {listing(names)})"
        needs = [FilePart(f"{SPECS}/*", "operations[].id")]
        problems.add_unmatched(api.featured.place, "featured", message, needs=needs)


def _check_expected_failures(pages: tuple[PageSpec, ...], languages: tuple[Language, ...], problems: Problems) -> None:
    names = [language.name for language in languages]
    for operation in (operation for page in pages for operation in page.operations):
        for expected in operation.expected_failures:
            if expected.language and expected.language not in names:
                hint = did_you_mean(expected.language, names)
                message = f"no language '{expected.language}'{hint} (languages: {listing(names)})"
                path = f"{operation.places.path}.expected_failures"
                problems.add_unmatched(expected.place, path, message, needs=(*TABS, WANTED))


def _check_clients(
    entries: tuple[Entry, ...], languages: tuple[Language, ...], clients: Mapping[str, Client], problems: Problems
) -> None:
    for entry in entries:
        operation, written = entry.operation, {snippet.language.name for snippet in entry.snippets}
        for language in languages:
            if language.name not in written:
                missing = f"{language.client_title} {lacks(language, entry.request, clients)}"
                message = f"{missing}; expected a folder of {TEMPLATES}/ with 'stands_in_for: {language.name}'"
                needs = [
                    *TABS,
                    EXTENSIONS,
                    FilePart(language.facts[0], "client"),
                    FilePart(f"{SPECS}/{API}", "authentication"),
                ]
                path = f"{operation.places.path}.rpc"
                problems.add_unmatched(operation.place("rpc"), path, message, needs=needs)


def _define(root: Path, api: Api, problems: Problems, *, known_by: bytes = b"") -> ApiDefinition:
    try:
        return definition.load(root, api.definition, api.authentication.signing, known_by=known_by)
    except DefinitionError as error:
        problems.add(api.definition.place, "definition", str(error))
        problems.raise_any()
        raise
