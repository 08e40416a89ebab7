"""Where a client library lacks a call, the REST form in its tab makes it: of any shape, with any value, and holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sixfold import project
from sixfold.clients import Chosen
from sixfold.output import changes as output
from sixfold.output.build import build
from sixfold.results.model import Verdict
from sixfold.runner import smoke
from sixfold.runner.scenario import Scenario
from sixfold.snippet import Snippet
from sixfold.snippet.render import Renderer
from tests.support.commands import SixfoldProcess
from tests.support.drawing import drawn
from tests.support.projects import ROOT, copy
from tests.support.rendering import snippet_text
from tests.support.runtimes import need

FOUNDATION = project.load_base(ROOT)

PAGE = """\
title: Gone Since
description: What older clients lack.
variables:
  FIRST: {example: "say \\"no\\", o'neil\\\\ $x `y` é 漢 😀 %s %% \\t</script>", description: One.}
  SECOND: {example: plain, description: Another.}
  MODEL_ID: {example: "a b/c+d?e&f=g#h%20", description: The model.}
  CLUSTER_ID: {example: eu, description: The cluster.}
  PIXELS: {example: !!binary AAECAwT/, description: The pixels.}
  CERTAINTY: {example: 0.25, description: How sure.}
  PER_PAGE: {example: 4294967295, description: How many.}
operations:
"""
OPERATION = """\
  - id: {id}
    title: {id}
    text: Something happens.
    rpc: {rpc}
    request: {request}
    irreversible: true
    deletes: The named ones.
    keeps: All others.
    fields: {{{fields}}}
"""
DELETES = {
    "gone_secrets": ("DeleteSecrets", "{ids: [$FIRST, $SECOND]}"),
    "gone_nodepools": ("DeleteNodepools", "{compute_cluster_id: $CLUSTER_ID, ids: [$SECOND]}"),
    "gone_runners": (
        "DeleteRunners",
        "{compute_cluster_id: $CLUSTER_ID, nodepool_id: $SECOND, ids: [$FIRST]}",
    ),
    "gone_migration": ("DeleteModelMigration", "{model_id: $MODEL_ID}"),
}
PUBLISHED = {
    ("java", "gone_secrets"): "com.clarifai:clarifai-grpc 10.3.3 has no DeleteSecrets",
    ("java", "gone_nodepools"): "com.clarifai:clarifai-grpc 10.3.3 has no DeleteNodepools",
    ("java", "gone_runners"): "com.clarifai:clarifai-grpc 10.3.3 has no field 'compute_cluster_id' in "
    "DeleteRunnersRequest",
    ("java", "gone_migration"): "com.clarifai:clarifai-grpc 10.3.3 has no DeleteModelMigration",
    ("node", "gone_migration"): "clarifai-nodejs-grpc 11.11.0 has no DeleteModelMigration",
}
SHAPES = {
    "every_shape": (
        "PostInputs",
        """
      inputs:
        - id: $FIRST
          dataset_ids: [$SECOND, plain]
          data:
            image: {base64: $PIXELS, hosted: {crossorigin: anonymous}}
            metadata: {list: [1, 0.5, true, null, "say \\"no\\" 100%"], "odd \\"key\\"": {inner: {}}}
            concepts: [{id: cat, value: $CERTAINTY}, {id: "do\\\\g", value: 1}]
            geo: {geo_point: {longitude: -30.5, latitude: 40.75}}
            time_segments: [{time_info: {num_frames: 12, begin_time: 1.5}}]
      inputs_add_job_id: job""",
    ),
    "map": (
        "PostWorkflowResults",
        """
      workflow_id: $SECOND
      version_id: two
      node_runner_selectors: {"no\\"de": {nodepool: {id: $CLUSTER_ID}}, other: {}}
      inputs: [{data: {text: {raw: $FIRST}}}]""",
    ),
    "query": ("ListInputs", "{page: 2, per_page: $PER_PAGE}"),
}
LACKING = {
    **PUBLISHED,
    ("java", "map"): "com.clarifai:clarifai-grpc 10.3.3 has no field 'node_runner_selectors' in "
    "PostWorkflowResultsRequest",
    # It has 'listValue' instead: of all messages, only this one's fields are named so, and others dropped in silence.
    ("node", "every_shape"): "clarifai-nodejs-grpc 11.11.0 has no field 'list_value' in Value",
}
JAVA_AND_NODE = pytest.mark.parametrize("name", ["java", "node"])


def described(rpc: str) -> Iterator[str]:
    """Describe every field of a request, as a spec has to."""
    for field in FOUNDATION.definition.method(rpc).request.fields:
        if field.name not in FOUNDATION.api.scope.entries:
            yield f"{field.name}: It."


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the project, with one more page of calls that older clients lack, and one of requests of all shapes."""
    root = tmp_path_factory.mktemp("stand-ins")
    copy(root, "specs", "templates", ".runtimes")
    for name, operations in (("gone", DELETES), ("shapes", SHAPES)):
        text = PAGE + "".join(
            OPERATION.format(id=key, rpc=rpc, request=request, fields=", ".join(described(rpc)))
            for key, (rpc, request) in operations.items()
        )
        for line in PAGE.splitlines():
            variable = line.strip().partition(":")[0]
            if line.startswith("  ") and f"${variable}" not in text:
                text = text.replace(f"{line}\n", "")
        (root / f"specs/api-guide/annotate/{name}.yaml").write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def context(copied: Path) -> smoke.SmokeContext:
    loaded = project.load(copied)
    output.write(copied, output.compare(copied, build(loaded)))
    return smoke.SmokeContext.of(loaded)


def items_of(context: smoke.SmokeContext, language: str) -> dict[str, Snippet]:
    found = context.project.snippets
    return {item.key.operation: item for item in found if item.language.name == language}


@pytest.mark.parametrize(("name", "operation"), drawn({key: key for key in PUBLISHED}, 4, lambda key: key[0]))
def test_it_stands_in_and_holds(context: smoke.SmokeContext, name: str, operation: str) -> None:
    item = items_of(context, name)[operation]
    need(item.form)
    assert (item.form.name, item.path.split("/")[-2:]) == (
        f"{name}_rest",
        [name, f"{operation}.{item.language.extension}"],
    )
    result = smoke.run_snippet(context, item)
    assert result.verdict is Verdict.HELD, "\n".join(result.reasons)
    assert (result.key.language, result.form, len(result.scenarios)) == (name, item.form.label, 5)


@JAVA_AND_NODE
def test_the_client_writes_all_others(context: smoke.SmokeContext, name: str) -> None:
    items = items_of(context, name)
    others = [items[key] for key in (*DELETES, *SHAPES) if (name, key) not in LACKING]
    assert others
    assert all(item.form.name == name for item in others)


ANY_SHAPE = {
    (name, operation): name
    for name in ("java", "node")
    for operation in (*SHAPES, "gone_secrets", "bulk_delete_annotations_input_annotation_ids")
}

DRAWN = drawn(ANY_SHAPE, 2, lambda name: name)


@pytest.mark.parametrize(("name", "operation"), DRAWN)
def test_it_could_stand_in_for_a_request_of_any_shape(
    context: smoke.SmokeContext, name: str, operation: str, tmp_path: Path
) -> None:
    item = items_of(context, name)[operation]
    assert item.language.stand_in is not None
    need(item.language.stand_in)
    item = replace(item, chosen=Chosen(item.language.stand_in))
    file = tmp_path / Path(item.path).name
    text = snippet_text(Renderer(ROOT), context.project.entry(item.key).request, operation, item.form)
    file.write_text(text, encoding="utf-8")
    done = smoke.run_scenario(context, item, Scenario.SUCCESS, file)
    assert done.reasons == ()
    assert done.request is not None


def test_the_page_says_so_under_the_tab(context: smoke.SmokeContext, copied: Path) -> None:
    text = (copied / "docs/api-guide/annotate/gone.md").read_text(encoding="utf-8")
    tabs = {tab.partition('" }')[0]: tab for tab in text.split('data-snippet="')[1:]}
    for (name, operation), reason in PUBLISHED.items():
        item = items_of(context, name)[operation]
        assert f'\n=== "{item.form.label}"\n' in text
        tab = tabs[item.path].partition("\n=== ")[0]
        assert "\n    **Not run yet**. " in tab
        assert f"\n    {reason}, so this calls the REST API.\n" in tab
    # A tab a language of each operation, as ever.
    assert text.count('\n=== "') == len(context.project.languages) * len(DELETES)


def test_a_file_in_the_languages_place_is_judged_as_what_it_is(
    context: smoke.SmokeContext, copied: Path, sixfold: SixfoldProcess
) -> None:
    items = [items_of(context, name)["gone_migration"] for name in ("java", "node")]
    for item in items:
        need(item.language)
        need(item.form)
    run = sixfold("smoke", "--files", *(item.path for item in items), root=copied)
    assert run.stdout.splitlines()[-1] == "2 files: 2 with nothing found, 0 with findings", run.stdout + run.stderr


def test_clients_shows_how_a_file_differs_mends_it_and_lists_what_stands_in(
    context: smoke.SmokeContext, copied: Path, sixfold: SixfoldProcess
) -> None:
    for language in context.project.languages:
        need(language)
    file = copied / "templates/java/client.yaml"
    right = file.read_text(encoding="utf-8")
    file.write_text(right.replace("  DeleteInput:", "  DeleteInputt:"), encoding="utf-8")
    try:
        run = sixfold("clients", "--check", root=copied)
        assert run.returncode == 1
        assert "--- a/templates/java/client.yaml" in run.stdout
        assert "-  DeleteInputt: clarifai.api.DeleteInputRequest" in run.stdout
        assert "+  DeleteInput: clarifai.api.DeleteInputRequest" in run.stdout
        assert "run: sixfold clients" in run.stdout
        mended = sixfold("clients", root=copied)
        assert mended.returncode == 0, mended.stderr
        assert "written  templates/java/client.yaml" in mended.stdout
        assert file.read_text(encoding="utf-8") == right
        lines = mended.stdout.splitlines()[2:]
        assert lines[0].startswith(f"{len(lines) - 1} of ")
        listed = sum(any(line.startswith(f"  {name}: ") for name in (*DELETES, *SHAPES)) for line in lines)
        assert listed == len(LACKING)
        for (_, operation), reason in LACKING.items():
            assert any(line.startswith(f"  {operation}: ") and reason in line for line in lines)
    finally:
        file.write_text(right, encoding="utf-8")
