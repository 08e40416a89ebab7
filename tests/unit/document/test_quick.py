"""What libyaml makes of a usual text is what PyYAML makes of it, places included; all else is left to PyYAML."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
import yaml

from sixfold.document import quick
from sixfold.document.source import PlacedLoader
from tests.support import drawing
from tests.support.projects import ROOT

PARTS = (
    *"{}[]:,-?#&*!|>'\"%@`~\t\n\r \\=.<+\u2028\u2029\x85\ufeff\x00\x7f\x9f\ud7ff\U0001f600é",
    *("---", "...", "- ", "? ", ": ", "\r\n", "  ", "|2", "|+", ">-", "<<: ", "!!str ", "&a ", "*a", "0o17", "1e3"),
    *("\\x41", "\\U0001F600", "\\UFFFFFFFF", "\\ud800", "%YAML 1.2\n", "%TAG ! x\n", ".nan", '"\\\n', "a:b"),
    *("{a:b}", "[a:b, ]", "? a\n: b", "|2#", ">#-", "a?:", "[a: ]"),
)
"""What a text is damaged with: all that YAML knows, and what its readers read differently."""

Tree = object


def tree(node: yaml.Node | None) -> Tree:
    """Return a node with all that it holds: tags, values and places."""
    if node is None or node.start_mark is None:
        return None
    at = (node.start_mark.line, node.start_mark.column)
    if isinstance(node, yaml.MappingNode):
        return node.tag, [(tree(key), tree(value)) for key, value in node.value], at
    held = [tree(item) for item in node.value] if isinstance(node, yaml.SequenceNode) else node.value
    return node.tag, held, at


def by_pyyaml(text: str) -> Tree:
    """Return what PyYAML makes of a text, or its refusal."""
    try:
        return tree(PlacedLoader(text).get_single_node())
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError) as error:
        return error


def damaged(count: int) -> Iterator[str]:
    """Yield parts of the project's specs with a few damages each."""
    source = random.Random(drawing.seed())  # noqa: S311 - a draw, no secret
    texts = [path.read_text(encoding="utf-8").split("\n") for path in sorted((ROOT / "specs").rglob("*.yaml"))]
    for _ in range(count):
        lines = source.choice(texts)
        first = source.randrange(len(lines))
        text = "\n".join(lines[first : first + source.randint(1, 25)])
        for _ in range(source.randint(0, 3)):
            at = source.randint(0, len(text))
            text = text[:at] + source.choice(("", *PARTS)) + text[at + source.randint(0, 3) :]
        yield text


def test_each_file_of_the_project_is_usual_or_left_to_pyyaml() -> None:
    for path in sorted((ROOT / "specs").rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        assert tree(quick.compose(text, PlacedLoader.yaml_implicit_resolvers)) == by_pyyaml(text), path


def test_what_is_read_quickly_is_what_pyyaml_reads() -> None:
    read = 0
    for text in damaged(100_000 if drawing.is_whole() else 800):
        try:
            found = tree(quick.compose(text, PlacedLoader.yaml_implicit_resolvers))
        except quick.UnusualError:
            continue
        read += 1
        assert found == by_pyyaml(text), text
    assert read > 0


@pytest.mark.parametrize(
    "text",
    ["a: b\tc", "a: b\rc", "\ufeffa: b", "a: *x", "a: !!str b", "a:", "---", "[a?: b]", "a: |2#", "? a"],
)
def test_what_is_unusual_is_left_to_pyyaml(text: str) -> None:
    with pytest.raises(quick.UnusualError):
        quick.compose(text, PlacedLoader.yaml_implicit_resolvers)


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 20_000, "- " * 50_000, "a: " * 3_000])
def test_no_depth_ends_the_process(text: str) -> None:
    with pytest.raises(quick.UnusualError):
        quick.compose(text, PlacedLoader.yaml_implicit_resolvers)


def test_without_libyaml_all_is_left_to_pyyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    with pytest.raises(quick.UnusualError):
        quick.compose("a: b", PlacedLoader.yaml_implicit_resolvers)
