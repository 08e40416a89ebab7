"""What a page weighs as sent, without what search loads, and that being light costs it nothing."""

from __future__ import annotations

import re
from gzip import compress
from html import unescape
from pathlib import Path

import pytest

from sixfold.project import Project
from tests.support.projects import ROOT

MOST = 110_000
"""Bytes of a page with all that it loads, compressed as hosts of static sites do."""
LOADED = re.compile(r'<(?:script|img|link rel="stylesheet")\b[^>]*? (?:src|href)="([^"]+)"')


def loaded_by(page: Path) -> set[Path]:
    """Return the files that a page loads: what it names, and what scripts import of each other."""
    named = {(page.parent / found).resolve() for found in LOADED.findall(page.read_text(encoding="utf-8"))}
    for script in sorted(file for file in named if file.suffix == ".js"):
        imports = re.findall(r'^import [^;"]*"\./([^"]+)"', script.read_text(encoding="utf-8"), re.MULTILINE)
        named |= {script.parent / name for name in imports}
    return named


def test_a_page_of_an_operation_weighs_little(site: Path, loaded: Project) -> None:
    pages = [site.resolve() / page.path / "index.html" for page in loaded.pages]
    weights = {page: sum(len(compress(file.read_bytes(), 6)) for file in (page, *loaded_by(page))) for page in pages}
    assert {page: weight for page, weight in weights.items() if not MOST / 3 < weight <= MOST} == {}


def test_a_page_asks_for_one_style_sheet_and_first_for_the_script_that_it_waits_for(site: Path) -> None:
    html = (site / "index.html").read_text(encoding="utf-8")
    head = html[: html.index("</head>")]
    assert re.findall(r'<link rel="stylesheet" href="([^"]+)"', html) == ["assets/site.css"]
    assert head.index('async fetchpriority="high" src="assets/tabs.js"') < head.index("assets/site.css")
    names = {file.name for file in loaded_by(site.resolve() / "index.html") if file.suffix == ".js"}
    assert {"tabs.js", "values.js", "copy.js", "search.js"} <= names
    assert {"dom.js", "clipboard.js", "memory.js", "quoting.js", "snippets.js", "find.js"} & names == set()


def test_the_one_style_sheet_says_what_all_said(site: Path) -> None:
    whole = "".join((site / "assets/site.css").read_text(encoding="utf-8").split())
    sources = [*sorted((site / "assets/stylesheets").glob("*.css")), *sorted((ROOT / "docs/assets").glob("*.css"))]
    rules = [rule for source in sources for rule in re.findall(r"[^{}]*\{[^{}]*\}", source.read_text(encoding="utf-8"))]
    bare = ["".join(re.sub(r"/\*.*?\*/", "", rule, flags=re.DOTALL).split()) for rule in rules]
    assert len(bare) > 1000
    assert [rule for rule in bare if rule not in whole] == []


def test_code_is_whole_and_has_an_element_around_nothing_but_what_has_a_colour(site: Path, loaded: Project) -> None:
    for page in loaded.pages:
        html = (site / page.path / "index.html").read_text(encoding="utf-8")
        codes = re.findall(r'data-snippet="([^"]+)"><pre><code>(.*?)</code></pre>', html, re.DOTALL)
        assert codes
        for path, code in codes:
            text = unescape(re.sub(r"</?span[^>]*>", "", code))
            assert text.rstrip("\n") == (ROOT / path).read_text(encoding="utf-8").rstrip("\n"), path
            assert set(re.findall("<span[^>]*>", code)) <= {f'<span class="{kind}">' for kind in "ckms"}, path


@pytest.mark.parametrize("name", ["tabs", "values"])
def test_a_script_that_takes_others_in_says_no_name_twice(site: Path, name: str) -> None:
    text = (site / f"assets/{name}.js").read_text(encoding="utf-8")
    assert not re.search(r"^\s*(//|/\*)", text, re.MULTILINE)
    names = re.findall(r"^(?:export )?(?:async )?(?:const|let|function) (\w+)", text, re.MULTILINE)
    assert len(names) == len(set(names))
