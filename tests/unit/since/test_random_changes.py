"""Random changes of a project: whatever they make of what a run hangs on, none of these snippets is left out."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from sixfold import project as projects
from sixfold.errors import SixfoldError
from sixfold.project import Project
from sixfold.runner import SmokeContext
from sixfold.sandbox import seed
from sixfold.since import touched
from sixfold.snippet import Snippet, SnippetKey
from sixfold.wire import shown
from tests.support import drawing
from tests.support.projects import copy
from tests.unit.since.repositories import commit_all, git

CHANGES = 200 if drawing.is_whole() else 6
KINDS = ("specs", "specs/*.yaml", "code_snippets", "templates")
VALUE = re.compile(r"(?<=[:\[{,] )[\w$.\"'-]+")

Facts = Mapping[SnippetKey, tuple[object, ...]]


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy(tmp_path_factory.mktemp("since") / "project", "specs", "templates", "code_snippets")
    return commit_all(root)


def facts_of(root: Path) -> Facts:
    """Return all that a run of each snippet hangs on, read without any knowledge of what is chosen."""
    context = SmokeContext.of(projects.load(root))
    return {item.key: _facts(context, context.project, item) for item in context.project.snippets}


def _facts(context: SmokeContext, project: Project, item: Snippet) -> tuple[object, ...]:
    entry = project.entry(item.key)
    request, expected = entry.request, entry.operation.expected_failure(item.key.language)
    folders = [project.root / "templates" / name for name in (item.form.name, *item.form.extends)]
    files = (path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix != ".j2")
    return (
        [(file.path, _content(project.root / file.path)) for file in item.files],
        [(path, _content(path)) for path in files],
        repr(item.form),
        shown(request.expected()),
        repr((request.rest, request.keys_by_credential, request.method.full_name)),
        repr(seed(context.behaviour, request.method.full_name, request.expected())),
        repr((project.api.status, project.definition.package, project.definition.version)),
        (expected.reason, expected.until) if expected else None,
    )


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def alter(source: random.Random, root: Path) -> Path | None:
    """Change one file somewhere, as a person or an accident might; None where it has nothing to change."""
    files = sorted(path for path in root.rglob("*") if path.is_file() and ".git" not in path.parts)
    kind = source.choice(KINDS)
    path = source.choice([file for file in files if file.match(f"{root}/{kind}") or root / kind in file.parents])
    content = path.read_bytes()
    lines = content.decode(errors="surrogateescape").splitlines(keepends=True)
    way = source.randrange(5)
    if way == 0:
        path.unlink()
    elif way == 1:
        path.with_name(f"new-{path.name}").write_bytes(content)
        path = path.with_name(f"new-{path.name}")
    else:
        values = [(at, found) for at, line in enumerate(lines) for found in VALUE.finditer(line)]
        if not values:
            return None
        at, found = source.choice(values)
        new = source.choice(("1", "true", f"{found[0]}x", source.choice(values)[1][0]))
        lines[at] = "" if way == 2 else lines[at][: found.start()] + new + lines[at][found.end() :]
        path.write_text("".join(lines), encoding="utf-8", errors="surrogateescape", newline="")
    return path


def test_no_snippet_that_a_random_change_makes_differ_is_left_out(repository: Path) -> None:
    source = random.Random(f"{drawing.seed()} since")  # noqa: S311 - a draw, no secret
    before, done = facts_of(repository), 0
    while done < CHANGES:
        path = alter(source, repository)
        try:
            after = facts_of(repository)
            chosen = touched(projects.load(repository), "HEAD").keys
        except SixfoldError:
            # A project that is refused runs nothing.
            continue
        finally:
            git(repository, "checkout", "--quiet", "--", ".")
            git(repository, "clean", "--quiet", "--force", "-dx")
        assert {key for key in after if before.get(key) != after[key]} <= chosen, path
        done += path is not None
