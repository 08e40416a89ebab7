"""Project -> every generated file, as text: render, page. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sixfold.document import INCLUDE
from sixfold.errors import Place, Problems
from sixfold.generated import hand_written
from sixfold.output.changes import GeneratedFile
from sixfold.output.coverage import cover, coverage_text
from sixfold.output.includes import gather, include_templates, include_text
from sixfold.pages import navigation_text, page_text, verification_text
from sixfold.places import NAVIGATION, OUTPUTS, PAGES, RESULTS, TEMPLATES
from sixfold.project import Entry, Project, Report, counted, page_path
from sixfold.results import Verification, Verifier, read_results
from sixfold.snippet import Renderer, Snippet
from sixfold.spec import PageSpec
from sixfold.transcript import read_outputs

_TAKES_IN = '--8<-- "'


@dataclass(frozen=True)
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
    return tuple(built(project))


def built(project: Project, report: Report = lambda _stage, _text: None) -> Iterator[GeneratedFile]:
    """Make every generated file of a project, one page after the other: what has been given is not held.

    :raises SpecError: on the way, when a template is wrong.
    """
    renderer, verifier = Renderer(project.root), _verifier(project)

    def rendered() -> Iterator[tuple[PageSpec, Sequence[Entry]]]:
        for page, planned in by_page(project, project.entries):
            entries = [_rendered(renderer, entry) for entry in planned]
            verifier.add(snippet for entry in entries for snippet in entry.snippets)
            yield page, entries

    yield from _files(project, renderer, rendered(), verifier.verification)
    report("render", f"{counted(len(project.snippets), 'snippet')} in {counted(len(project.languages), 'language')}")
    report("page", f"{counted(len(project.pages), 'page')}, the results, the coverage, the includes and the navigation")


def outputs_of(project: Project, renderer: Renderer, rendered: Rendered) -> Iterator[GeneratedFile]:
    """Make every generated file of a project whose snippets are rendered.

    :raises SpecError: on the way, when a template is wrong.
    """
    return _files(project, renderer, by_page(project, rendered.entries), rendered.verification)


def by_page(project: Project, entries: Iterable[Entry]) -> Iterator[tuple[PageSpec, Sequence[Entry]]]:
    """Yield each page of a project with those of its entries, in their order."""
    found: dict[str, list[Entry]] = {page.path: [] for page in project.pages}
    for entry in entries:
        found[entry.page.path].append(entry)
    return ((page, found[page.path]) for page in project.pages)


def _verifier(project: Project) -> Verifier:
    return Verifier(read_results(project.root), read_outputs(project.root / OUTPUTS, within=project.root))


def _rendered(renderer: Renderer, entry: Entry) -> Entry:
    return replace(entry, snippets=tuple(renderer.rendered(entry.request, snippet) for snippet in entry.snippets))


def _files(
    project: Project,
    renderer: Renderer,
    pages: Iterable[tuple[PageSpec, Sequence[Entry]]],
    verification: Verification,
) -> Iterator[GeneratedFile]:
    """Yield the files of each page, and then those of the whole, for which snippets need no code but the featured."""
    inclusions = _Inclusions()
    sources: dict[str, None] = {}
    planned = {entry.operation.id: entry for entry in project.entries}
    featured = project.api.featured.operation or next(iter(planned), "")
    for page, entries in pages:
        own = _sources(snippet for entry in entries for snippet in entry.snippets)
        sources |= dict.fromkeys(own)
        yield from map(inclusions.noted, _snippets(project, entries))
        yield inclusions.noted(_page(project, renderer, page, entries, verification=verification))
        planned |= {entry.operation.id: entry for entry in entries if entry.operation.id == featured}
    whole = Rendered(tuple(planned.values()), verification)
    yield from map(inclusions.noted, _reports(project, renderer, whole))
    yield from map(inclusions.noted, _includes(project, renderer, whole, tuple(sources)))
    yield inclusions.noted(_navigation(project))
    inclusions.refuse()


class _Inclusions:
    """Texts in which anything but a template takes a file into a page, wherever it came from.

    Each spec has been asked before, with its place; other texts come from facts of languages and from results.
    """

    def __init__(self) -> None:
        self._allowed: set[str] = set()
        self._found: list[tuple[str, str]] = []

    def noted(self, output: GeneratedFile) -> GeneratedFile:
        """Look into a file, whose own path may be taken in from then on; return it."""
        self._allowed.add(output.path)
        if INCLUDE in output.text:
            lines = (line.strip() for line in output.text.split("\n") if INCLUDE in line)
            self._found += [(output.path, line) for line in lines if not self._is_allowed(line)]
        return output

    def refuse(self) -> None:
        """Refuse what none of all files explains.

        :raises SpecError: when there is such a text.
        """
        problems = Problems()
        for path, line in self._found:
            if not self._is_allowed(line):
                problems.add(Place(path), "", f"would hold '{line}', which takes a file into a page")
        problems.raise_any()

    def _is_allowed(self, line: str) -> bool:
        path = line.removeprefix(_TAKES_IN).removesuffix('"')
        return path in self._allowed and line == f'{_TAKES_IN}{path}"'


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
