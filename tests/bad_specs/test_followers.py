"""A key that cannot be read is told once, and nothing else of the project is said to be wrong because of it.

Every key and value of a right project is damaged in turn, in each of several ways. Where the damage is told, nothing is
told elsewhere; only a name that nothing answers to may be, where both ends of it can be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import yaml

from sixfold import project
from sixfold.clients.client import Client, client_text
from sixfold.definition import package, sources
from sixfold.document import source
from sixfold.document.node import Table
from sixfold.errors import Problem, Problems, SpecError
from sixfold.language import load_languages
from sixfold.sandbox import behaviour_of
from tests.support.drawing import drawn
from tests.support.projects import API, copy, write

SANDBOX = "specs/sandbox.yaml"


def api_with_every_key() -> str:
    """Return the small project's ``api.yaml`` with a value of each key, as block mappings."""
    api = yaml.safe_load(API)
    api |= {"note": "Some words.", "featured": "delete_one", "variables": api.pop("variables")}
    api["variables"]["INPUT_ID"] = {"example": "5f1c62e07ad94b1c8f20d9b3a6e4f7c1", "description": "The input."}
    api["variables"]["OTHER_ID"] = {"example": "other", "description": "The other input."}
    return yaml.safe_dump(api, sort_keys=False)


FILES = {
    "specs/api.yaml": api_with_every_key(),
    "specs/guide/first.yaml": """\
title: One
description: One goes.
text: Some words.
variables:
  NOTE_ID:
    example: note
    description: The annotation.
operations:
  - id: delete_one
    title: Delete one
    text: One goes.
    rpc: DeleteAnnotation
    path: /v2/users/{user_app_id.user_id}/apps/{user_app_id.app_id}/inputs/{input_id}/annotations/{annotation_id}
    request:
      input_id: $INPUT_ID
      annotation_id: $NOTE_ID
    irreversible: true
    deletes: The annotation.
    keeps: The input.
    fields:
      annotation_id: The annotation.
      input_id:
        text: The input.
        required: true
    expected_failures:
      - language: node
        reason: Not yet.
        until: 2999-12-31
""",
    "specs/guide/second.yaml": """\
title: Some
description: Some go.
operations:
  - id: delete_some
    title: Delete some
    text: Some go.
    rpc: DeleteInputs
    request:
      ids:
        - $INPUT_ID
        - $OTHER_ID
    irreversible: true
    deletes: The inputs.
    keeps: Other inputs.
    fields:
      ids: The inputs.
""",
    "specs/sandbox.yaml": """\
statuses:
  success:
    code: SUCCESS
    http: 200
    description: Ok
  key_missing: {code: FAILURE, http: 401}
  key_wrong: {code: FAILURE, http: 401}
  not_found: {code: FAILURE, http: 404}
  malformed: {code: FAILURE, http: 400}
  invalid: {code: FAILURE, http: 400}
  path_unknown: {code: FAILURE, http: 404}
  verb_wrong: {code: FAILURE, http: 405}
  unsupported: {code: FAILURE, http: 501}
  failure: {code: FAILURE, http: 200}
kinds:
  user:
    field: user_app_id.user_id
  app:
    in: user
    field: user_app_id.app_id
  input:
    in: app
  annotation:
    in: input
deletes:
  DeleteInputs:
    kind: input
    ids: ids
  DeleteAnnotation:
    kind: annotation
    parents:
      input: input_id
    ids: annotation_id
""",
}
NAMES = re.compile(
    r"unknown variable|unused variable|no operation|no language|folder of templates/|one of the kinds|does not stand in"
)
WRONG = ["5", "true", "~", "[]", "{}", "[5]", "{x: 5}", "!x y", "*x", '"unclosed', "'unclosed", "\t- x", '"\\ud800"']
READABLE = {"delete", "rename"}
"""What leaves a file that says something else, and says it well."""


@dataclass(frozen=True)
class Mutant:
    """One change of one file: what was changed, and how."""

    file: str
    path: str
    how: str
    text: str

    @property
    def around(self) -> str:
        """The mapping that the damaged key is in; for one at the top, the key itself."""
        parent = re.sub(r"(\.[^.\[]+|\[\d+\]|^[^.\[]+)$", "", self.path)
        return parent or self.path

    def lies_at(self, problem: Problem) -> bool:
        found, around = problem.key_path, self.around
        if self.how in READABLE and around == self.path:
            around = ""
        return problem.place.file == self.file and (found.startswith(around) or self.path.startswith(found))


def mutants(file: str, text: str) -> Iterator[Mutant]:
    """Damage every key and value of a file of block mappings."""
    yield from (
        Mutant(file, "", how, damaged) for how, damaged in (("list", "- x\n"), ("gone", ""), ("odd", text + '"'))
    )
    step = 3 if file.startswith("specs/") else 4
    for number, (path, key, value) in enumerate(nodes(yaml.compose(text), "")):
        start, end = value.start_mark.index, value.end_mark.index
        end = start + len(text[start:end].rstrip())
        # Each value some of the ways, in turn: there are values enough for each way to come often.
        for wrong in WRONG[number % step :: step]:
            yield Mutant(file, path, wrong, f"{text[:start]}{wrong}{text[end:]}")
        if key is None:
            continue
        first, last = key.start_mark.index, key.end_mark.index
        column = key.start_mark.column
        lines = (
            ("delete", f"{text[:first]}{text[end:]}"),
            ("twice", f"{text[:first]}{text[first:end]}\n{' ' * column}{text[first:]}"),
            ("rename", f"{text[:last]}x{text[last:]}"),
            ("tab", f"{text[: first - column]}\t{text[first - column :]}"),
            ("deeper", f"{text[: first - column]}   {text[first - column :]}"),
            ("colon", f"{text[:last]}{text[last + 1 :]}"),
        )
        yield from (Mutant(file, path, how, damaged) for how, damaged in lines[number % (step - 1) :: step - 1])


def nodes(node: yaml.Node | None, path: str) -> Iterator[tuple[str, yaml.Node | None, yaml.Node]]:
    """Yield the path, key and value of every entry, and the items of lists, which have no key."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = f"{path}.{key.value}" if path else key.value
            yield inner, key, value
            yield from nodes(value, inner)
    if isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield f"{path}[{number}]", None, item
            yield from nodes(item, f"{path}[{number}]")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a right project with few languages, one of which stands in for another that lacks a call."""
    root = tmp_path_factory.mktemp("right")
    copy(root, "templates/node", "templates/node_rest", "templates/curl")
    rpcs = {"DeleteAnnotation": "clarifai.api.DeleteAnnotationRequest"}
    messages = {
        "clarifai.api.DeleteAnnotationRequest": ("user_app_id", "input_id", "annotation_id"),
        "clarifai.api.UserAppIDSet": ("user_id", "app_id"),
    }
    (node,) = (language for language in load_languages(root, Problems()) if language.name == "node")
    (root / node.client_file).write_text(client_text(Client(node.client_version, rpcs, messages)))
    return write(root, FILES)


def problems(root: Path, file: str) -> tuple[Problem, ...]:
    try:
        if file == SANDBOX:
            base = project.load_base(root)
            behaviour_of(root, base.definition, base.api.status)
        else:
            project.load(root)
    except SpecError as error:
        return error.problems
    return ()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read each file, and the definition, once: all but one are the same in every project of a sweep."""
    trees: dict[str, Table | None] = {}

    def read(
        path: Path, file: str, problems: Problems, slow: Callable[..., Table | None] = source.read
    ) -> Table | None:
        own, text = Problems(), path.read_text(encoding="utf-8")
        if text not in trees:
            tree = slow(path, file, own)
            if own.count:
                return slow(path, file, problems)
            trees[text] = tree
        return trees[text]

    monkeypatch.setattr(source, "read", read)
    monkeypatch.setattr(sources, "load_package", cache(package.load_package))


def followers(root: Path, file: str) -> list[str]:
    """Damage a file, in each way some of its keys; give what was told that only follows."""
    text = (root / file).read_text(encoding="utf-8")
    wrong = []
    try:
        for mutant in drawn(dict(enumerate(mutants(file, text))), 6, lambda found: f"{file} {found.how}").values():
            (root / file).write_text(mutant.text, encoding="utf-8")
            told = problems(root, file)
            elsewhere = [
                found
                for found in told
                if not mutant.lies_at(found) and not (mutant.how in READABLE and NAMES.search(found.message))
            ]
            if len(elsewhere) < len(told):
                wrong += [f"{file}: {mutant.path} {mutant.how}: {found}" for found in elsewhere]
    finally:
        (root / file).write_text(text, encoding="utf-8")
    return wrong


def test_the_project_that_is_damaged_is_right(root: Path) -> None:
    assert problems(root, "specs/api.yaml") == problems(root, SANDBOX) == ()


LANGUAGES = {file: file for file in ("templates/node/language.yaml", "templates/node_rest/language.yaml")}


@pytest.mark.parametrize("file", [*FILES, "templates/node/client.yaml", *drawn(LANGUAGES, 6, lambda _: "")])
@pytest.mark.usefixtures("quick")
def test_what_only_follows_is_not_told(root: Path, file: str) -> None:
    assert followers(root, file) == []
