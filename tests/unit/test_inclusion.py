"""A page takes in what is the project's to publish, and nothing else: whoever wrote the line that asks for it."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from markdown import Markdown
from pymdownx.snippets import SnippetMissingError

from sixfold import project as pipeline
from sixfold.document import source
from sixfold.errors import Problems, SpecError
from sixfold.marks import MARKS
from sixfold.output.build import build
from sixfold.results import RuntimeFacts, Shard
from sixfold.results.model import Results
from tests.support import drawing
from tests.support.projects import API, PAGE, ROOT
from tests.support.standing import SEED

FORMS = (
    '--8<-- "{}"',
    "--8<-- '{}'",
    '-8<- "{}"',
    '-----8<-- "{}"  ',
    '    --8<-- "{}"',
    '\t--8<-- "{}"',
    '--8<-- "{}:1:9"',
    '--8<-- "{}:1,2:3"',
    '--8<-- "{}:part"',
    "--8<--\n{}\n--8<--",
    "--8<--\n; no\n\n{}:1\n--8<--\n",
    'x\n\n=== "T"\n\n    --8<-- "{}"\n',
    '```\n--8<-- "{}"\n```',
    '- a\n\n    --8<-- "{}"',
    '??? note\n\n    --8<-- "{}"',
)
TARGETS = (
    ".env",
    "./.env",
    "../.env",
    "specs/api.yaml",
    "includes",
    "includes/.env",
    "includes/link.md",
    "includes/folder/.env",
    "code_snippets/../.env",
    "nothing.md",
    "/etc/hostname",
    "https://example.com/x",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "project"
    for name in (".env", "specs/api.yaml", "includes/.env", "other/.env", "../.env"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("# --8<-- [start:part]\nSECRET\n# --8<-- [end:part]\nSECRET\n")
    (root / "includes/part.md").write_text('One **two**.\n\n--8<-- "code_snippets/a.py"\n')
    (root / "code_snippets").mkdir()
    (root / "code_snippets/a.py").write_text('a = """\n--8<-- ".env"\n;--8<-- "x"\n# --8<-- [start:y]\n"""\n')
    (root / "includes/link.md").symlink_to("../.env")
    (root / "includes/folder").symlink_to("../other")
    monkeypatch.chdir(root)
    return root


def html(text: str) -> str:
    found: str = Markdown(extensions=["sixfold.inclusion", "pymdownx.tabbed", "pymdownx.details"]).convert(text)
    return found


@pytest.mark.parametrize("target", TARGETS)
def test_no_form_of_an_include_reaches_anything_else(folder: Path, target: str) -> None:
    refused = 0
    for form in FORMS:
        try:
            assert "SECRET" not in html(form.format(target)), form
        except SnippetMissingError as error:
            assert "cannot be taken in: " in str(error)  # noqa: PT017
            refused += 1
    # A blank behind it makes one of the forms a line like any other.
    assert refused == len(FORMS) - 1
    assert folder.is_dir()


def test_what_may_be_taken_in_is_and_a_snippet_is_shown_as_it_is(folder: Path) -> None:
    found = html('--8<-- "includes/part.md"\n')
    assert "One <strong>two</strong>." in found
    shown = html('```\n--8<-- "code_snippets/a.py"\n```\n')
    for text in (found, shown):
        for line in ("--8&lt;-- ", ";--8&lt;-- ", "[start:y]"):
            assert line in text
        assert "SECRET" not in text
    assert folder.is_dir()


def scalars(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 - YAML
    """Yield the way to every value and every key of a tree."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield (*path, ("key", key))
            yield from scalars(value, (*path, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from scalars(value, (*path, index))
    else:
        yield path


def replaced(node: Any, path: tuple[Any, ...], text: str) -> Any:  # noqa: ANN401 - YAML
    """Return a copy of a tree with another text in one place."""
    if not path:
        return text
    first, *rest = path
    if isinstance(first, tuple):
        return {text if key == first[1] else key: value for key, value in node.items()}
    if isinstance(node, dict):
        return {key: replaced(value, tuple(rest), text) if key == first else value for key, value in node.items()}
    return [replaced(value, tuple(rest), text) if at == first else value for at, value in enumerate(node)]


FACTS = "templates/py/language.yaml"


@pytest.mark.parametrize(
    ("name", "text"),
    [("specs/api.yaml", API), ("specs/guide/things.yaml", PAGE), (FACTS, (ROOT / FACTS).read_text())],
)
def test_no_text_of_a_spec_starts_an_include_wherever_it_stands(
    read: Callable[[str], tuple[object, list[str]]], name: str, text: str
) -> None:
    drawn = random.Random(SEED)  # noqa: S311 - to be drawn again
    tree = yaml.safe_load(text)
    ways = list(scalars(tree))
    assert len(ways) > 20
    # All texts of a file are read in one way; in a language's facts there are hundreds.
    for way in drawing.drawn({str(way): way for way in ways}, 1 + len(ways) // 50, lambda way: str(way[0])).values():
        style = drawn.choice(("'", '"', None))
        form = drawn.choice(FORMS).format(".env")
        content = yaml.safe_dump(replaced(tree, way, drawn.choice(("", "x ", "a\n\n")) + form), default_style=style)
        _, problems = read(content)
        assert any("holds '-8<-', which takes a file into a page" in problem for problem in problems), (
            name, way, form, SEED,
        )  # fmt: skip


def test_text_that_looks_a_little_like_an_include_is_text(tmp_path: Path) -> None:
    problems = Problems()
    (tmp_path / "a.yaml").write_text("a: 8 < 9, 8<- x, -8< y, '--8< --', 'x -- 8<--'\n")
    assert source.read(tmp_path / "a.yaml", "a.yaml", problems)
    assert problems.found == []
    assert MARKS


@pytest.mark.parametrize("key", ["runtime", "client", "provenance"])
def test_no_fact_of_a_run_starts_an_include(project: Path, key: str) -> None:
    facts = {"runtime": "Python 3", "client": "clarifai-grpc 12.6.0", key: 'x\n\n--8<-- ".env"\n'}
    loaded = pipeline.load(project)
    results = Results(
        started="2026-01-01T00:00:00Z",
        definition="clarifai-grpc 12.6.0",
        published=tuple(snippet.key for snippet in loaded.snippets),
        shards=(Shard(),),
        runtimes={"py": RuntimeFacts(**facts)},
    )
    (project / "verification.json").write_text(json.dumps(results.to_json()))
    try:
        outputs = build(loaded)
    except SpecError as error:
        assert "which takes a file into a page" in str(error)  # noqa: PT017
    else:
        assert not any('"\n' in line and ".env" in line for found in outputs for line in found.text.splitlines())
