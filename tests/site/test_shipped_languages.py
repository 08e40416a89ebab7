"""On a page stands what is in a snippet's file, in every language that ships, whatever its formatter indents with."""

from __future__ import annotations

import html
import re
import sys
from pathlib import Path

import pytest

from sixfold import project
from sixfold.errors import SixfoldError
from sixfold.output import twins
from sixfold.output.build import build
from sixfold.output.changes import compare, write
from sixfold.shipping import shipped_languages
from sixfold.site import finish
from sixfold.starter import Wish, begin
from tests.support.descriptor_sets import shop
from tests.support.processes import run

SHOWN = re.compile(r'data-snippet="([^"]+)".*?<code>(.*?)</code>', re.DOTALL)


def made(root: Path) -> None:
    run(sys.executable, "-m", "mkdocs", "build", "--strict", cwd=root, environment={"NO_MKDOCS_2_WARNING": "1"})


def test_a_page_shows_what_the_file_holds(tmp_path: Path) -> None:
    (tmp_path / "shop.binpb").write_bytes(shop().SerializeToString())
    wish = Wish(None, shipped_languages(), descriptors=tmp_path / "shop.binpb")
    for change in begin(wish, project.load).changes:
        (tmp_path / change.path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / change.path).write_bytes(change.after or b"")
    loaded = project.load(tmp_path)
    write(tmp_path, compare(tmp_path, build(loaded)))
    settings = tmp_path / "mkdocs.yml"
    right = settings.read_text(encoding="utf-8")
    settings.write_text(right.replace("preserve_tabs: true", "preserve_tabs: false"), encoding="utf-8")
    made(tmp_path)
    with pytest.raises(SixfoldError) as caught:
        finish(tmp_path, tmp_path / "site", lambda: twins(loaded))
    lines = str(caught.value).split("\n")
    assert {line.partition(": ")[2] for line in lines[:-1]} == {
        f"shows {item.path} otherwise than it is" for item in loaded.snippets if item.language.name == "go"
    }
    assert len(lines) == 5
    assert "put 'preserve_tabs: true' below pymdownx.superfences in mkdocs.yml" in lines[-1]
    settings.write_text(right, encoding="utf-8")
    made(tmp_path)
    assert finish(tmp_path, tmp_path / "site", lambda: twins(loaded)).refused == ()
    pages = [path.read_text(encoding="utf-8") for path in (tmp_path / "site").rglob("index.html")]
    shown = {
        found[1]: html.unescape(re.sub("<[^>]*>", "", found[2])) for page in pages for found in SHOWN.finditer(page)
    }
    texts = {item.path: (tmp_path / item.path).read_text(encoding="utf-8") for item in loaded.snippets}
    assert any("\n\t" in text for text in texts.values())
    assert {path: text.rstrip("\n") for path, text in shown.items()} == {
        path: text.rstrip("\n") for path, text in texts.items()
    }
