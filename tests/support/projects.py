"""Projects to test with: copies of this repository, and a small one of two operations of its own."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from sixfold import project
from sixfold.definition import ApiDefinition
from sixfold.definition.package import load_package
from sixfold.output import changes as output
from sixfold.output.build import build
from sixfold.project import Project

ROOT = Path(__file__).parents[2]
"""The repository."""

API = """\
name: Clarifai
host: api.clarifai.com
definition:
  package: clarifai-grpc
  version: 12.6.0
  module: clarifai_grpc.grpc.api.service_pb2
  service: clarifai.api.V2
authentication: {header: Authorization, scheme: Key, variable: PAT}
success: {field: status.code, value: SUCCESS, description: status.description, details: status.details}
scope:
  user_app_id: {user_id: $USER_ID, app_id: $APP_ID}
sections:
  guide: The Guide
variables:
  USER_ID: {example: ann, description: Your user ID.}
  PAT: {example: secret, description: Your token.}
  APP_ID: {example: zoo, description: Your app ID.}
"""

PAGE = """\
title: Delete Things
description: How things go.
variables:
  INPUT_ID: {example: in-1, description: The input.}
  OTHER_ID: {example: in-2, description: The other input.}
operations:
  - id: delete_one
    title: Delete One
    text: This deletes one.
    rpc: DeleteAnnotation
    request: {input_id: $INPUT_ID, annotation_id: note}
    irreversible: true
    deletes: The annotation.
    keeps: Its input.
    fields: {annotation_id: The annotation.}
  - id: delete_some
    title: Delete Some
    text: This deletes some.
    rpc: DeleteInputs
    request: {ids: [$INPUT_ID, $OTHER_ID]}
    irreversible: false
    deletes: The inputs.
    keeps: Every other input.
    fields: {ids: The inputs.}
"""


def write_small(root: Path) -> Path:
    """Write the small project, with the real templates; return its folder."""
    files = {"specs/api.yaml": API, "specs/guide/things.yaml": PAGE, "docs/index.md": "# Home\n"}
    return write(copy(root, "templates"), files)


def copy(root: Path, *names: str) -> Path:
    """Copy folders and files of the repository into a project, the runtimes as a link; return the project."""
    for name in names:
        source, target = ROOT / name, root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if name == ".runtimes":
            target.symlink_to(source)
        elif source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    return root


def write(root: Path, files: Mapping[str, str]) -> Path:
    """Write files of a project by their paths; return the project."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def change(path: Path, old: str, new: str) -> None:
    """Replace a text, once, that has to be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path}: {old}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


Make = Callable[[Mapping[str, str]], Project]
"""Pages by their paths below ``specs/`` to a project of them."""


def of_pages(root: Path, pages: Mapping[str, str]) -> Project:
    """Write and generate a project of the real API and templates that has these pages."""
    for name in ("templates", ".runtimes"):
        (root / name).symlink_to(ROOT / name)
    (root / "docs").mkdir()
    files = {"api.yaml": api_of_any_project(), "sandbox.yaml": (ROOT / "specs/sandbox.yaml").read_text(), **pages}
    loaded = project.load(write(root, {f"specs/{name}": text for name, text in files.items()}))
    output.write(root, output.compare(root, build(loaded)))
    return loaded


def api_of_any_project() -> str:
    """Return the real ``api.yaml`` less what only the real pages use: sections, variables, the featured operation."""
    text = (ROOT / "specs/api.yaml").read_text(encoding="utf-8")
    text = re.sub(r"^sections:\n(?:  .*\n|\n)+", "", text, flags=re.MULTILINE)
    text = re.sub(r"^featured: .*\n", "", text, flags=re.MULTILINE)
    head, variables = text.split("\nvariables:\n")
    entries = re.split(r"(?m)^(?=  [A-Z])", variables)
    kept = [entry for entry in entries if entry.startswith(("  USER_ID:", "  PAT:", "  APP_ID:"))]
    return f"{head}\nvariables:\n{''.join(kept)}"


@cache
def repository() -> Project:
    """Load the project of this repository, once in a process: nothing of it is changed."""
    return project.load(ROOT)


def load_definition() -> ApiDefinition:
    """Load the definition of the API that the small project is of."""
    return load_package("clarifai-grpc", "12.6.0", ["clarifai_grpc.grpc.api.service_pb2"], ["clarifai.api.V2"])


SEVERAL_FILES = {
    "language.yaml": """\
extends: curl
tab: 90
label: cURL with a file
client: {package: curl, install: {text: Nothing to install.}}
files:
  request.json:
    fence: json
    literals:
      text:
        delimiter: '"'
        escapes: {'"': '\\"', '\\': '\\\\', "\\n": '\\n'}
        control: {prefix: '\\u', base: 16, digits: 4}
""",
    "snippet.sh.j2": """\
curl --fail-with-body --request {{ request.rest.verb }} \\
  {{ request.rest.url | literal }} \\
  --header {{ request.headers[0].line | literal }} \\
  --header 'Content-Type: application/json' \\
  --data @request.json
""",
    "request.json.j2": """\
{% macro json(value) %}
{% if value.shape == "scalar" %}
{{ value | literal }}
{%- elif value.shape == "list" %}
[{% for item in value.items %}{{ json(item) | trim }}{{ ", " if not loop.last }}{% endfor %}]
{%- else %}
{ {%- for field in value.fields -%}
"{{ field.name }}": {{ json(field.value) | trim }}{{ ", " if not loop.last }}
{%- endfor -%} }
{%- endif %}
{% endmacro %}
{{ json(request.rest.body) | trim if request.rest.body else "{}" }}
""",
}
"""A folder of ``templates/``: a language whose snippets are a program and the request that it sends."""


def add_several_files(root: Path) -> Path:
    """Give a project a language whose snippets are of several files; return the project."""
    return write(root, {f"templates/curl_file/{name}": text for name, text in SEVERAL_FILES.items()})
