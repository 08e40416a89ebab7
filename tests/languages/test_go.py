"""What is particular to Go: the columns that gofmt has values in, and how constants are spelled there."""

from __future__ import annotations

import os
import random
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from sixfold import project
from sixfold.errors import Problems, SpecError
from sixfold.language import Language, NameKind, load_languages
from sixfold.names import Name
from sixfold.request import Request
from sixfold.shipping import shipped_project
from sixfold.signing import Signing
from sixfold.snippet import Renderer
from sixfold.snippet.layout import aligned, lay_out
from sixfold.starter import Wish, begin
from sixfold.value import FieldValue, MessageValue, ScalarKind, ScalarValue, TypeName
from tests.support.descriptor_sets import shop
from tests.support.formatters import FORMATTERS
from tests.support.programs import request_of
from tests.support.rendering import snippet_text
from tests.support.runtimes import GO

LETTERS = "aé漢😀_ "


@pytest.fixture(scope="module")
def go() -> Iterator[Language]:
    with shipped_project() as root:
        (found,) = (form for form in load_languages(root, Problems()) if form.name == "go")
        yield found


def made(seed: random.Random, depth: int = 0) -> str:
    """Return a map of Go, as a template writes it."""
    tabs, lines = "\t" * (depth + 1), ["map[string]any{"]
    for number in range(seed.randint(1, 6)):
        size = seed.choice((1, 5, seed.randint(1, 45), seed.randint(30, 130)))
        key = f'"{number}{"".join(seed.choices(LETTERS, k=size))}"'
        nested = depth < 2 and seed.random() < 0.25
        lines.append(
            f"{tabs}{aligned(f'{key}:')} {made(seed, depth + 1) if nested else seed.choice(('1', '[]any{1}'))},"
        )
    return "\n".join([*lines, f"{tabs[1:]}}}"])


def test_gofmt_has_values_in_the_same_columns(tmp_path: Path) -> None:
    seed = random.Random(6)  # noqa: S311 - the same maps each time
    maps = [made(seed) for _ in range(300)]
    text = "package main\n\n" + "\n\n".join(f"var _ = {lay_out(one, 0)}" for one in maps) + "\n"
    file = tmp_path / "maps.go"
    file.write_text(text, encoding="utf-8")
    subprocess.run([*FORMATTERS["go"](0), str(file)], check=True)
    assert file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("INPUT_ID", "inputID"),
        ("ID", "id"),
        ("USER_IDS", "userIDs"),
        ("API_URL_2", "apiURL2"),
        ("HTTP_STATUS", "httpStatus"),
        ("X", "x"),
        ("A__B_", "aB"),
        # What the program has as names of its own, and Go's words.
        ("URL", "URL"),
        ("TYPE", "Type"),
        ("BODY", "Body"),
        ("MAP", "Map"),
        ("BASE_URL", "baseURL"),
    ],
)
def test_constants_are_spelled_as_go_spells_them(go: Language, name: str, spelled: str) -> None:
    assert go.constant(name) == spelled


PREDECLARED = (
    "append cap clear close complex copy delete imag len make max min new panic print println real recover true false "
    "iota nil any bool byte error float64 int rune string uint main init"
)


def test_a_variable_may_have_every_name(go: Language, tmp_path: Path) -> None:
    published = program(go, request_of("Do", MessageValue(TypeName("Request", "p", "m"), (field("ID"),))))
    words = {*go.reserved, *PREDECLARED.split(), *re.findall(r"[A-Za-z]\w*", published)}
    names = sorted({word.upper() for word in words} - {"USER_ID", "PAT"})
    request = request_of("Do", MessageValue(TypeName("Request", "p", "m"), tuple(map(field, names))))
    file = tmp_path / "names.go"
    file.write_text(program(go, request), encoding="utf-8")
    variables = {**os.environ, "GOCACHE": str(GO / "cache"), "CGO_ENABLED": "0"}
    words_of_it = ["go", "build", "-o", str(tmp_path / "names"), str(file)]
    done = subprocess.run(words_of_it, env=variables, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(names) > 80


def field(name: str) -> FieldValue:
    return FieldValue(Name(name.lower()), ScalarValue(ScalarKind.TEXT, f"of {name}", name))


def program(go: Language, request: Request) -> str:
    with shipped_project() as root:
        return snippet_text(Renderer(root), request, "x", go)


@pytest.mark.parametrize(("name", "refused"), [("delete_test", True), ("test", False), ("test_delete", False)])
def test_a_file_that_go_takes_for_a_test_is_refused(go: Language, name: str, *, refused: bool) -> None:
    assert go.cannot_have(NameKind.FILE, name) is refused


def test_two_variables_that_go_spells_alike_are_refused(tmp_path: Path) -> None:
    (tmp_path / "shop.binpb").write_bytes(shop().SerializeToString())
    wish = Wish(Signing(), ("go",), descriptors=tmp_path / "shop.binpb", only="*Orders.Get")
    for change in begin(wish, project.load).changes:
        (tmp_path / change.path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / change.path).write_bytes(change.after or b"")
    (page,) = (tmp_path / "specs").glob("*/*.yaml")
    text = page.read_text(encoding="utf-8")
    assert text.count("VIEW") == text.count("BARE") == 2
    page.write_text(text.replace("VIEW", "PART_1").replace("BARE", "PART1"), encoding="utf-8")
    with pytest.raises(SpecError) as caught:
        project.load(tmp_path)
    (message,) = map(str, caught.value.problems)
    assert message.endswith(": variables.PART1: snippets in Go call it 'part1', as they do 'PART_1'; choose another")
