"""The way of the data, end to end: load, define, request, render, page. What comes out is text; nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sixfold import definition
from sixfold.definition import DefinitionError, Service
from sixfold.errors import Problems
from sixfold.language import FOLDER as TEMPLATES
from sixfold.language import Language, load_languages
from sixfold.names import did_you_mean, listing
from sixfold.navigation import PATH as NAVIGATION
from sixfold.navigation import navigation_text
from sixfold.output import Output, hand_written
from sixfold.page import TEMPLATE, page_path, page_text, snippet_path
from sixfold.render import Renderer, Snippet
from sixfold.request import Context, Request, build_request
from sixfold.spec import Api, Operation, PageSpec, load_project

Report = Callable[[str, str], None]
"""Called after each stage with its name and what it did."""


@dataclass(frozen=True)
class Entry:
    """One operation with its page and its request."""

    page: PageSpec
    operation: Operation
    request: Request


@dataclass(frozen=True)
class Project:
    """A project whose specs hold what the definition allows."""

    root: Path
    api: Api
    service: Service
    languages: tuple[Language, ...]
    pages: tuple[PageSpec, ...]
    entries: tuple[Entry, ...]


def load(root: Path, report: Report = lambda _stage, _text: None) -> Project:
    """Load specs, languages and definition, and build every request.

    :raises SpecError: with every problem of every file.
    :raises DefinitionError: when the API definition itself is not there.
    """
    problems = Problems()
    spec = load_project(root, problems)
    languages = load_languages(root, problems)
    count = sum(len(page.operations) for page in spec.pages)
    report(
        "load", f"{_many(len(spec.pages), 'page')}, {_many(count, 'operation')}, {_many(len(languages), 'language')}"
    )
    if spec.api is None or not all(vars(spec.api.definition).values()):
        problems.raise_any()
        raise AssertionError("an API without a definition is a noted problem")
    service = _define(spec.api, problems)
    report("define", f"{service.package} {service.version}: {service.name}, {len(service.methods)} RPCs")
    context = Context(spec.api, service, problems)
    entries = tuple(
        Entry(page, operation, request)
        for page in spec.pages
        for operation in page.operations
        if (request := build_request(context, page, operation))
    )
    _check_expected_failures(spec.pages, languages, problems)
    problems.raise_any()
    report("request", f"{_many(len(entries), 'request')} held against the definition")
    return Project(root, spec.api, service, languages, spec.pages, entries)


def build(project: Project, report: Report = lambda _stage, _text: None) -> tuple[Output, ...]:
    """Render every snippet and page of a project.

    :raises SpecError: when a template is wrong.
    """
    renderer = Renderer(project.root)
    snippets = [
        (entry, _snippet(renderer, entry, language)) for entry in project.entries for language in project.languages
    ]
    report("render", f"{_many(len(snippets), 'snippet')} in {_many(len(project.languages), 'language')}")
    outputs = [
        Output(snippet.path, snippet.text, (entry.page.source, project.api.source, *snippet.language.sources))
        for entry, snippet in snippets
    ]
    for page in project.pages:
        own = [snippet for entry, snippet in snippets if entry.page is page]
        text = page_text(renderer, project.api, page, own)
        outputs.append(Output(page_path(page), text, (page.source, project.api.source, f"{TEMPLATES}/{TEMPLATE}")))
    titles = {f"{page.path}.md": page.title for page in project.pages}
    navigation = navigation_text(titles, hand_written(project.root), project.api.sections)
    outputs.append(Output(NAVIGATION, navigation, (project.api.source, *(page.source for page in project.pages))))
    report("page", f"{_many(len(project.pages), 'page')} and the navigation")
    return tuple(outputs)


def _check_expected_failures(pages: tuple[PageSpec, ...], languages: tuple[Language, ...], problems: Problems) -> None:
    names = [language.name for language in languages]
    for operation in (operation for page in pages for operation in page.operations):
        for expected in operation.expected_failures:
            if expected.language and expected.language not in names:
                hint = did_you_mean(expected.language, names)
                message = f"no language '{expected.language}'{hint} (languages: {listing(names)})"
                problems.add(expected.place, f"{operation.places.path}.expected_failures", message)


def _define(api: Api, problems: Problems) -> Service:
    wanted = api.definition
    try:
        return definition.load(wanted.package, wanted.version, wanted.module, wanted.service)
    except DefinitionError as error:
        problems.add(wanted.place, "definition", str(error))
        problems.raise_any()
        raise


def _snippet(renderer: Renderer, entry: Entry, language: Language) -> Snippet:
    path = snippet_path(entry.page, entry.operation, language.name, language.extension)
    text = renderer.snippet(entry.request, entry.operation.id, language)
    return Snippet(path, text, language, entry.operation.id)


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
