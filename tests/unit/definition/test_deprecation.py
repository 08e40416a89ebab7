"""What the definition calls deprecated is called so on the page, with what replaces it where a comment says that."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sixfold import project as pipeline
from sixfold.definition import ApiDefinition, Field, Message
from sixfold.definition.comments import description, replacement
from sixfold.output.build import build
from sixfold.pages.page import page_text
from sixfold.project.reference import answer_rows, deprecated_parts
from sixfold.request import Request
from sixfold.snippet.render import Renderer
from tests.support.rendering import verify

PAGE = "docs/guide/things.md"
OPERATION = """\
title: Search
description: How things are found.
operations:
  - id: one
    title: One
    text: This finds one.
    rpc: {rpc}
    request: {request}
    fields: {fields}
"""


def page_of(project: Path, rpc: str, request: str = "{}", fields: str = "{}") -> str:
    (project / "specs/guide/things.yaml").write_text(OPERATION.format(rpc=rpc, request=request, fields=fields))
    return next(made.text for made in build(pipeline.load(project)) if made.path == PAGE)


def every(definition: ApiDefinition) -> Iterator[Field]:
    """Yield each field of every message that a definition knows."""
    left: list[Message] = [
        found for method in definition.methods.values() for found in (method.request, method.response)
    ]
    seen: set[str] = set()
    while left:
        message = left.pop()
        if message.full_name not in seen:
            seen.add(message.full_name)
            yield from message.fields
            left += [field.message for field in message.fields if field.message]


def test_the_definition_has_some(definition: ApiDefinition) -> None:
    assert sum(method.deprecated for method in definition.methods.values()) == 5
    assert sum(field.deprecated for field in every(definition)) >= 50
    assert {field.replacement for field in every(definition)} == {""}


def test_an_rpc_is_called_deprecated_where_its_operation_stands(project: Path) -> None:
    fields = "{model_id: The model., page: The page., per_page: How many.}"
    text = page_of(project, "ListModelInputs", "{model_id: m}", fields)
    warnings = text.partition("{ #one }\n")[2].partition('<div class="operation-code"')[0]
    assert '\n!!! warning "`ListModelInputs` is deprecated"\n' in warnings
    assert "deprecated" not in page_of(project, "GetModel", "{model_id: m}", "{model_id: The model.}")


def test_every_deprecated_field_of_a_request_is_called_so_in_the_table(project: Path) -> None:
    fields = "{filter_by_user_id: What it says., dont_fetch_from_main: What else., page: The page.}"
    text = page_of(project, "ListModels", "{filter_by_user_id: true, dont_fetch_from_main: true, page: 1}", fields)
    assert "| `filter_by_user_id`<br>bool, in query | **Deprecated.** What it says. |" in text
    assert "| `page`<br>uint32, in query | The page. |" in text
    assert text.count("**Deprecated.**") == 2
    assert "sets what is deprecated" not in text


def test_a_deprecated_field_deep_in_a_request_is_named(request_of: Callable[..., Request], project: Path) -> None:
    request = "{models: [{id: m, display_name: d}, {id: n, name: e, display_name: f}]}"
    made = request_of("PostModels", request)
    assert deprecated_parts(made.message, made.method.request) == ("models.display_name", "models.name")
    text = page_of(project, "PostModels", request, "{models: The models.}")
    assert "\nThe request sets what is deprecated: `models.display_name`, `models.name`.\n" in text


def test_a_deprecated_field_of_an_answer_is_called_so(definition: ApiDefinition) -> None:
    found = [field for field in every(definition) if field.deprecated]
    owner = found[0].owner
    named = {name: kind for name, kind in answer_rows(owner) if kind.endswith(", deprecated")}
    assert named.keys() == {field.name for field in owner.fields if field.deprecated}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        (" The name of it.\n", ""),
        (" Deprecated: Use `b`.\n", "Use `b`."),
        (" DEPRECATED\n use b\n instead\n", "use b instead"),
        (" The name.\n\n Deprecated, use b.\n\n More.\n", "use b."),
        (" This field is deprecated; b replaces it.", "b replaces it."),
        (" Was a. It is deprecated in favour of b.", "Was a. It is deprecated in favour of b."),
        ("Deprecated.", ""),
    ],
)
def test_of_a_comment_what_speaks_of_it_is_taken(text: str, shown: str) -> None:
    assert replacement(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        (" The name\n of it.\n\n More.\n", "The name of it."),
        (" Deprecated: use b.\n\n The name.\n", "The name."),
        (" Deprecated.\n", ""),
        (" buf:lint:ignore FIELD_LOWER\n The name.\n", "The name."),
        (" (-- api-linter: core::0122=disabled\n\n     because --)\n The name.", "The name."),
    ],
)
def test_of_a_comment_the_first_paragraph_for_readers_is_taken(text: str, shown: str) -> None:
    assert description(text) == shown


CARRIES = """
from google.protobuf import descriptor_pb2, descriptor_pool
from google.protobuf.descriptor_pb2 import FileDescriptorProto
from sixfold.definition.comments import comments
from sixfold.definition.protobuf import Adapter
file = descriptor_pb2.FileDescriptorProto(name="x.proto", package="x", syntax="proto3")
for name in ("Empty", "Outer"):
    message = file.message_type.add(name=name)
inner = message.nested_type.add(name="Inner")
for name in ("stays", "gone"):
    field = inner.field.add(name=name, number=len(inner.field), type=9, label=1)
field.options.deprecated = True
method = file.service.add(name="S").method.add(name="Get", input_type=".x.Empty", output_type=".x.Empty")
method.options.deprecated = True
for path, text in (
    ([4, 1, 3, 0, 2, 0], "Deprecated names are refused here."),
    ([4, 1, 3, 0, 2, 1], "Deprecated: use kept."),
    ([6, 0, 2, 0], "Deprecated: use List."),
):
    file.source_code_info.location.add(path=path, span=[1, 1, 2], leading_comments=text)
pool = descriptor_pool.DescriptorPool()
pool.AddSerializedFile(file.SerializeToString())
adapter = Adapter(lambda file: comments(FileDescriptorProto.FromString(file.serialized_pb)))
for name in ("stays", "gone"):
    print(adapter.message(pool.FindMessageTypeByName("x.Outer.Inner")).fields_by_name[name].replacement)
print(adapter.methods(pool.FindServiceByName("x.S"))["x.S.Get"].replacement)
"""


def test_a_definition_that_carries_comments_says_what_replaces_it() -> None:
    # Of protobuf's implementations, the one in plain Python alone keeps comments.
    env = {**os.environ, "PROTOCOL_BUFFERS_PYTHON_IMPLEMENTATION": "python"}
    done = subprocess.run([sys.executable, "-c", CARRIES], env=env, capture_output=True, text=True, check=True)
    # A comment that speaks of it makes nothing deprecated.
    assert done.stdout == "\nuse kept.\nuse List.\n"


def test_what_replaces_it_stands_on_the_page(project: Path) -> None:
    loaded = pipeline.load(project)
    entry = loaded.entries[0]
    method = replace(entry.request.method, deprecated=True, replacement="Use *B* <now>.")
    fields = tuple(replace(row, deprecated=True, replacement="Use `b` | c.") for row in entry.fields)
    entry = replace(entry, request=replace(entry.request, method=method), fields=fields, snippets=())
    nothing = verify(None, ())
    text = page_text(Renderer(project), loaded.api, loaded.pages[0], [entry], verification=nothing)
    assert '!!! warning "`DeleteAnnotation` is deprecated"\n\n    Use \\*B\\* &lt;now>.\n' in text
    assert "| **Deprecated.** Use \\`b\\` \\| c. The annotation. |" in text
