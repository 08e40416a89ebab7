"""The page that says what was run: true of the snippets as they are, and visibly not when one has changed since."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sixfold.marks import Composed
from sixfold.output.build import build
from sixfold.reading import digest
from sixfold.results import RuntimeFacts, Shard
from sixfold.results.model import Result, Results, Verdict
from sixfold.results.verification import State, read_results
from sixfold.snippet import Renderer, Snippet
from tests.support.projects import ROOT, repository
from tests.support.rendering import verify


def test_the_committed_results_are_of_the_snippets_as_they_are() -> None:
    results = read_results(ROOT)
    assert results is not None
    outputs = {output.path: output.text for output in build(repository())}
    assert {path: sha256 for result in results.results for path, sha256 in result.files.items()} == {
        path: digest(text.encode()) for path, text in outputs.items() if path.startswith("code_snippets/")
    }, "snippets have changed since the last recorded run; run: make verify"
    assert results.sum_holds


def test_the_built_page_shows_every_result_with_its_date_and_versions(site: Path) -> None:
    text = (site / "verification/index.html").read_text(encoding="utf-8")
    results = read_results(ROOT)
    assert results is not None
    assert text.count("<td>held</td>") == len(results.published)
    assert f"Run on {results.started[:10]}" in text
    for facts in results.runtimes.values():
        assert facts.runtime in text
        assert facts.client in text
    assert "not verified" not in text


def with_text(snippet: Snippet, text: str) -> Snippet:
    return replace(snippet, files=(replace(snippet.files[0], code=Composed(text)),))


def one_snippet() -> tuple[Snippet, Results]:
    loaded = repository()
    snippet = with_text(loaded.snippets[0], "print(1)\n")
    files = {snippet.path: digest(snippet.text.encode())}
    result = Result(snippet.key, files, Verdict.HELD, (), ("success",), 1.0, {"a": 1})
    return snippet, Results("2026-01-31T12:00:00Z", "p 1", (snippet.key,), (Shard(),), {}, (result,))


def test_a_snippet_that_has_changed_since_is_stale() -> None:
    snippet, results = one_snippet()
    assert verify(results, [snippet]).states == {snippet.key: State.HELD}
    changed = verify(results, [with_text(snippet, "print(2)\n")])
    assert changed.states == {snippet.key: State.STALE}
    assert (changed.held, changed.open, changed.day) == (0, 1, "2026-01-31")


def test_a_snippet_whose_client_has_another_version_now_is_stale() -> None:
    snippet, results = one_snippet()
    for client, state in ((snippet.form.client_title, State.HELD), ("clarifai-grpc 1.0.0", State.STALE)):
        run = replace(results, runtimes={"py": RuntimeFacts("Python 3", client)})
        assert verify(run, [snippet]).states == {snippet.key: state}


def test_a_client_that_was_put_together_from_other_parts_is_not_called_the_official_one() -> None:
    snippet, results = one_snippet()
    facts = RuntimeFacts("Python 3", snippet.form.client_title, "debian a=1 b=2")
    found = verify(replace(results, runtimes={"py": facts}), [snippet])
    assert found.run_with(snippet.form) == "clarifai-grpc 12.6.0 (its parts from Debian), Python 3"


def test_a_new_snippet_is_not_run_and_without_results_nothing_is() -> None:
    snippet, results = one_snippet()
    other = replace(snippet, key=replace(snippet.key, operation="two"))
    assert verify(results, [other]).states == {other.key: State.NOT_RUN}
    assert verify(None, [snippet]).states == {snippet.key: State.NOT_RUN}


def test_the_page_says_so(tmp_path: Path) -> None:
    loaded = repository()
    snippet, results = one_snippet()
    (tmp_path / "templates").symlink_to(ROOT / "templates")
    renderer = Renderer(tmp_path)
    states = verify(results, [with_text(snippet, "print(2)\n")])
    text = renderer.template(
        "verification.md.j2", languages=loaded.languages[:1], rows=[], verification=states, source="verification.json"
    )
    assert "1 of them are not verified as they are now" in text
