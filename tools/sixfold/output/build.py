"""Project -> every generated file, as text: render, page. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sixfold.frozen import frozen
from sixfold.generated import hand_written
from sixfold.names import counted
from sixfold.output.changes import Difference, GeneratedFile, StandingFile, compare
from sixfold.output.coverage import cover, coverage_text
from sixfold.output.includes import gather, include_templates, include_text
from sixfold.output.inclusions import Inclusions
from sixfold.output.standing import Standing
from sixfold.pages import navigation_text, page_text, verification_text
from sixfold.places import NAVIGATION, OUTPUTS, PAGES, RESULTS, TEMPLATES
from sixfold.project import Entry, Project, Report, page_path
from sixfold.results import Verification, Verifier, read_results
from sixfold.snippet import Renderer, Snippet
from sixfold.spec import PageSpec
from sixfold.transcript import read_outputs
from sixfold.unchanged import Built, Sight


@frozen
class Rendered:
    """A project's operations with their snippets' code, and what the recorded run says of these as they are now."""

    entries: tuple[Entry, ...]
    verification: Verification

    @property
    def snippets(self) -> tuple[Snippet, ...]:
        """All snippets, in the order of pages and tabs."""
        return tuple(snippet for entry in self.entries for snippet in entry.snippets)


def render(project: Project, renderer: Renderer) -> Rendered:
    """Render every snippet of a project.

    :raises SpecError: when a template is wrong.
    """
    entries = tuple(_rendered(renderer, entry) for entry in project.entries)
    verifier = _verifier(project)
    verifier.add(snippet for entry in entries for snippet in entry.snippets)
    return Rendered(entries, verifier.verification)


def build(project: Project) -> tuple[GeneratedFile, ...]:
    """Make every generated file of a project.

    :raises SpecError: when a template is wrong.
    """
    return tuple(found for found in built(project) if isinstance(found, GeneratedFile))


def compared(
    project: Project, seen: Sight | None = None, report: Report = lambda _stage, _text: None
) -> tuple[tuple[Difference, ...], Built]:
    """Compare every generated file of a project with what stands there; return this, and what a next run can use of it.

    :param seen: the project before it was loaded: pages of which nothing has changed since are not made again.
    :raises SpecError: when a template is wrong.
    :raises SixfoldError: when a file cannot be read, or a folder cannot be listed.
    """
    standing, where = Standing(seen), project.api.definition
    differences = compare(project.root, built(project, report, standing))
    documents = (*project.definition.files, *([where.descriptors] if where.descriptors else []))
    files = {found.path: found.digest for found in differences}
    return differences, Built(files, documents, where.package, standing.pages, standing.macros, project.keyless)


def built(
    project: Project, report: Report = lambda _stage, _text: None, standing: Standing | None = None
) -> Iterator[GeneratedFile | StandingFile]:
    """Make every generated file of a project, one page after the other: what has been given is not held.

    :param standing: tells of pages that are not to be made again, and is told of those that are made.
    :raises SpecError: on the way, when a template is wrong.
    """
    renderer, verifier = Renderer(project.root), _verifier(project)
    featured, standing = _featured(project), standing or Standing()

    def rendered() -> Iterator[_Made]:
        for page, planned in by_page(project, project.entries):
            held = standing.digests(page, planned)
            # Pages that persons write show the code of the featured one.
            entries = [
                _rendered(renderer, entry) if held is None or entry.operation.id == featured else entry
                for entry in (planned if held is None else standing.entries(planned))
            ]
            verifier.add((snippet for entry in entries for snippet in entry.snippets), held)
            yield _Made(page, entries, held)

    yield from _files(project, renderer, rendered(), verifier.verification, standing=standing)
    report("render", f"{counted(len(project.snippets), 'snippet')} in {counted(len(project.languages), 'language')}")
    report("page", f"{counted(len(project.pages), 'page')}, the results, the coverage, the includes and the navigation")


def outputs_of(project: Project, renderer: Renderer, rendered: Rendered) -> Iterator[GeneratedFile]:
    """Make every generated file of a project whose snippets are rendered.

    :raises SpecError: on the way, when a template is wrong.
    """
    pages = (_Made(*found) for found in by_page(project, rendered.entries))
    made = _files(project, renderer, pages, rendered.verification, standing=Standing())
    return (found for found in made if isinstance(found, GeneratedFile))


def by_page(project: Project, entries: Iterable[Entry]) -> Iterator[tuple[PageSpec, Sequence[Entry]]]:
    """Yield each page of a project with those of its entries, in their order."""
    found: dict[str, list[Entry]] = {page.path: [] for page in project.pages}
    for entry in entries:
        found[entry.page.path].append(entry)
    return ((page, found[page.path]) for page in project.pages)


def _verifier(project: Project) -> Verifier:
    return Verifier(read_results(project.root), read_outputs(project.root / OUTPUTS, within=project.root))


def _rendered(renderer: Renderer, entry: Entry) -> Entry:
    return replace(entry, snippets=renderer.rendered(entry.request, entry.snippets))


@frozen
class _Made:
    """A page with its entries; ``held`` are the digests of its files where they stand, and its entries lack code."""

    page: PageSpec
    entries: Sequence[Entry]
    held: Mapping[str, str] | None = None


def _featured(project: Project) -> str:
    return project.api.featured.operation or next((entry.operation.id for entry in project.entries), "")


def _files(
    project: Project,
    renderer: Renderer,
    pages: Iterable[_Made],
    verification: Verification,
    *,
    standing: Standing,
) -> Iterator[GeneratedFile | StandingFile]:
    """Yield the files of each page, and then those of the whole, for which snippets need no code but the featured."""
    inclusions = Inclusions()
    sources: dict[str, None] = {}
    planned = {entry.operation.id: entry for entry in project.entries}
    featured = _featured(project)
    for made in pages:
        sources |= dict.fromkeys(_sources(snippet for entry in made.entries for snippet in entry.snippets))
        if made.held is None:
            inclusions.begin()
            yield from map(inclusions.noted, _page_files(project, renderer, made, verification))
            if not inclusions.takes_in_others():
                standing.note(made.page, made.entries)
        else:
            inclusions.allow(made.held)
            yield from (StandingFile(path, digest) for path, digest in made.held.items())
        planned |= {entry.operation.id: entry for entry in made.entries if entry.operation.id == featured}
    whole = Rendered(tuple(planned.values()), verification)
    yield from map(inclusions.noted, _reports(project, renderer, whole))
    yield from map(inclusions.noted, _includes(project, renderer, whole, tuple(sources)))
    yield inclusions.noted(_navigation(project))
    inclusions.refuse()


def _page_files(
    project: Project, renderer: Renderer, made: _Made, verification: Verification
) -> Iterator[GeneratedFile]:
    yield from _snippets(project, made.entries)
    yield _page(project, renderer, made.page, made.entries, verification=verification)


def _snippets(project: Project, entries: Iterable[Entry]) -> Iterator[GeneratedFile]:
    for entry in entries:
        for snippet in entry.snippets:
            inputs = (entry.page.source, project.api.source, *snippet.sources)
            yield from (GeneratedFile(file.path, file.text, inputs) for file in snippet.files)


def _page(
    project: Project, renderer: Renderer, page: PageSpec, entries: Sequence[Entry], *, verification: Verification
) -> GeneratedFile:
    text = page_text(renderer, project.api, page, entries, verification=verification)
    sources = _sources(snippet for entry in entries for snippet in entry.snippets)
    inputs = (page.source, project.api.source, f"{TEMPLATES}/page.md.j2", *sources, RESULTS, OUTPUTS)
    return GeneratedFile(page_path(page), text, inputs)


_REPORTS = {
    "verification.md": "How these snippets are verified",
    "coverage.md": "Coverage of the API",
}
"""The pages about the whole, with their titles, each of a template of the same name."""


def _reports(project: Project, renderer: Renderer, rendered: Rendered) -> list[GeneratedFile]:
    texts = {
        "verification.md": verification_text(renderer, project.languages, rendered.entries, rendered.verification),
        "coverage.md": coverage_text(
            renderer,
            project.definition,
            project.languages,
            cover(project.definition, rendered.entries, rendered.verification),
        ),
    }
    snippets = [file.path for snippet in rendered.snippets for file in snippet.files]
    return [
        GeneratedFile(f"{PAGES}/{path}", text, (RESULTS, f"{TEMPLATES}/{path}.j2", *snippets))
        for path, text in texts.items()
    ]


def _includes(
    project: Project, renderer: Renderer, rendered: Rendered, sources: tuple[str, ...]
) -> list[GeneratedFile]:
    specs = (project.api.source, *(page.source for page in project.pages))
    facts = gather(project.root, project.api, rendered.entries, rendered.verification)
    return [
        GeneratedFile(
            name.removesuffix(".j2"),
            include_text(renderer, facts, name),
            (f"{TEMPLATES}/{name}", RESULTS, *specs, *sources),
        )
        for name in include_templates(project.root)
    ]


def _sources(snippets: Iterable[Snippet]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for snippet in snippets for source in snippet.sources))


def _navigation(project: Project) -> GeneratedFile:
    titles = {**{f"{page.path}.md": page.title for page in project.pages}, **_REPORTS}
    text = navigation_text(titles, hand_written(project.root), project.api.sections)
    return GeneratedFile(NAVIGATION, text, (project.api.source, *(page.source for page in project.pages)))
