"""Project -> its generated pages and includes as plain Markdown, from what the pages themselves are made from."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sixfold.errors import SixfoldError
from sixfold.names import counted
from sixfold.output.build import outputs_of, render
from sixfold.output.changes import FileStatus, GeneratedFile, compare
from sixfold.output.coverage import cover, coverage_text
from sixfold.output.includes import gather, include_templates, include_text
from sixfold.pages import TWINS, twin_texts, verification_text
from sixfold.places import TEMPLATES
from sixfold.project import Project
from sixfold.snippet import Renderer

if TYPE_CHECKING:
    from sixfold.site import Generated


def twins(project: Project) -> Generated:
    """Make the twin of everything that is generated of a project.

    :raises SixfoldError: when a file is not what its inputs make: its twin would say something else than the page.
    """
    from sixfold.site import Generated, Twin  # noqa: PLC0415 - nothing else that generates has use of the site's room

    renderer = Renderer(project.root)
    rendered = render(project, renderer)
    _refuse_stale(project.root, outputs_of(project, renderer, rendered))
    entries, verification = rendered.entries, rendered.verification
    pages = {}
    for page in project.pages:
        own = [entry for entry in entries if entry.page is page]
        texts = dict(twin_texts(renderer, project.api, page, own, verification=verification))
        pages[f"{page.path}.md"] = Twin(texts.pop(""), texts)
    coverage = cover(project.definition, entries, verification)
    pages["coverage.md"] = Twin(coverage_text(renderer, project.definition, project.languages, coverage, twin=True))
    pages["verification.md"] = Twin(verification_text(renderer, project.languages, entries, verification, twin=True))
    facts = gather(project.root, project.api, entries, verification)
    includes = {
        name.removesuffix(".j2"): include_text(renderer, facts, _own(project.root, name))
        for name in include_templates(project.root)
    }
    return Generated(pages, includes)


def _refuse_stale(root: Path, outputs: Iterable[GeneratedFile]) -> None:
    stale = [
        found.path
        for found in compare(root, outputs)
        if found.status not in (FileStatus.UNCHANGED, FileStatus.ORPHANED)
    ]
    if stale:
        others = f" (and {counted(len(stale) - 1, 'other file')})" if stale[1:] else ""
        raise SixfoldError(
            f"{stale[0]}{others}: not what its inputs make; run: sixfold generate; then build the site anew"
        )


def _own(root: Path, name: str) -> str:
    """Return the template of an include's twin; where there is none, the include is plain Markdown as it is."""
    own = f"{TWINS}/{name}"
    return own if (root / TEMPLATES / own).is_file() else name
