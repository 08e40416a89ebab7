"""Project -> every generated file, as text: render, page. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterable
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
from sixfold.results import Verification, read_results, verify
from sixfold.snippet import Renderer, Snippet
from sixfold.transcript import read_outputs


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
    entries = tuple(
        replace(entry, snippets=tuple(renderer.rendered(entry.request, snippet) for snippet in entry.snippets))
        for entry in project.entries
    )
    snippets, root = [snippet for entry in entries for snippet in entry.snippets], project.root
    return Rendered(entries, verify(read_results(root), snippets, read_outputs(root / OUTPUTS, within=root)))


def build(project: Project, report: Report = lambda _stage, _text: None) -> tuple[GeneratedFile, ...]:
    """Make every generated file of a project.

    :raises SpecError: when a template is wrong.
    """
    renderer = Renderer(project.root)
    rendered = render(project, renderer)
    report("render", f"{counted(len(rendered.snippets), 'snippet')} in {counted(len(project.languages), 'language')}")
    outputs = outputs_of(project, renderer, rendered)
    report("page", f"{counted(len(project.pages), 'page')}, the results, the coverage, the includes and the navigation")
    return outputs


def outputs_of(project: Project, renderer: Renderer, rendered: Rendered) -> tuple[GeneratedFile, ...]:
    """Make every generated file of a project whose snippets are rendered.

    :raises SpecError: when a template is wrong.
    """
    outputs = (
        *_snippets(project, rendered),
        *_pages(project, renderer, rendered),
        *_reports(project, renderer, rendered),
        *_includes(project, renderer, rendered),
        _navigation(project),
    )
    _refuse_inclusions(outputs)
    return outputs


def _refuse_inclusions(outputs: Iterable[GeneratedFile]) -> None:
    """Refuse a text in which anything but a template takes a file into a page, wherever it came from.

    Each spec has been asked before, with its place; other texts come from facts of languages and from results.
    """
    found = tuple(outputs)
    allowed = {f'--8<-- "{output.path}"' for output in found}
    problems = Problems()
    for output in found:
        for line in output.text.split("\n"):
            if INCLUDE in line and line.strip() not in allowed:
                problems.add(Place(output.path), "", f"would hold '{line.strip()}', which takes a file into a page")
    problems.raise_any()


def _snippets(project: Project, rendered: Rendered) -> list[GeneratedFile]:
    return [
        GeneratedFile(file.path, file.text, (entry.page.source, project.api.source, *snippet.sources))
        for entry in rendered.entries
        for snippet in entry.snippets
        for file in snippet.files
    ]


def _pages(project: Project, renderer: Renderer, rendered: Rendered) -> list[GeneratedFile]:
    outputs = []
    for page in project.pages:
        own = [entry for entry in rendered.entries if entry.page is page]
        text = page_text(renderer, project.api, page, own, verification=rendered.verification)
        sources = _sources(snippet for entry in own for snippet in entry.snippets)
        inputs = (page.source, project.api.source, f"{TEMPLATES}/page.md.j2", *sources, RESULTS, OUTPUTS)
        outputs.append(GeneratedFile(page_path(page), text, inputs))
    return outputs


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


def _includes(project: Project, renderer: Renderer, rendered: Rendered) -> list[GeneratedFile]:
    specs = (project.api.source, *(page.source for page in project.pages))
    sources = _sources(rendered.snippets)
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
