"""What a page weighs as sent, without what search loads, and that being light costs it nothing."""

from __future__ import annotations

import re
from gzip import compress
from html import unescape
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser

from sixfold.project import Project
from tests.support.projects import ROOT

MOST = 110_000
"""Bytes of a page with all that it loads, compressed as hosts of static sites do."""
LOADED = re.compile(r'<(?:script|img|link rel="stylesheet")\b[^>]*? (?:src|href)="([^"]+)"')

COMPARE = """(text) => {
  const alike = new Map([...document.querySelectorAll("body, body *")].map((node) =>
    [[node, node.parentElement].map((one) => `${one.tagName} ${one.className} ${one.id}`).join(" in "), node]));
  const nodes = [...alike.values()];
  const looks = (node, part) => {
    const style = getComputedStyle(node, part);
    const names = part && style.content === "none" ? [] : [...style].filter((name) => !name.startsWith("--"));
    return names.map((name) => style.getPropertyValue(name)).join(";");
  };
  const state = () => nodes.map((node) => ["", "::before", "::after"].map((part) => looks(node, part)).join("|"));
  const before = state();
  const whole = new CSSStyleSheet();
  whole.replaceSync(text);
  document.adoptedStyleSheets = [whole];
  const after = state();
  document.adoptedStyleSheets = [];
  const changed = nodes.filter((_, at) => before[at] !== after[at]).map((node) => node.outerHTML.slice(0, 80));
  return [nodes.length, changed.slice(0, 9)];
}"""
"""Puts a sheet after those of a page: how many elements of one kind there are, and some that look otherwise then."""


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


def test_a_page_asks_for_no_style_sheet_and_first_for_the_script_that_its_code_waits_for(site: Path) -> None:
    html = (site / "index.html").read_text(encoding="utf-8")
    head = html[: html.index("</head>")]
    assert re.findall(r'<link rel="stylesheet" href="([^"]+)"', html) == []
    assert (
        head.index('async fetchpriority="high" src="assets/tabs.js"') < head.index("<style>") < head.index("<script>")
    )
    names = {file.name for file in loaded_by(site.resolve() / "index.html") if file.suffix == ".js"}
    assert {"tabs.js", "values.js", "copy.js", "search.js"} <= names
    assert {"dom.js", "carry.js", "clipboard.js", "memory.js", "quoting.js", "snippets.js", "find.js"} & names == set()


@pytest.mark.parametrize("path", ["/", "/api-guide/annotate/delete-annotations/", "/coverage/", "/templates/"])
def test_what_a_page_has_of_the_style_sheets_is_all_that_shows(
    browser: Browser, served: str, site: Path, path: str
) -> None:
    # All sheets together, put after what the page has of them, would change what anything lacks.
    named = re.findall(r"^  - (assets/\S+\.css)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)
    sheets = [*sorted((site / "assets/stylesheets").glob("*.css")), *(site / name for name in named)]
    assert len(sheets) > len(named) > 5
    whole = "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    page = browser.new_page(reduced_motion="reduce")
    page.goto(served + path)
    page.locator(".search-open").click()
    page.evaluate("() => document.querySelectorAll('details').forEach((box) => { box.open = true; })")
    looks: tuple[tuple[Literal["light", "dark"], int], ...] = (("light", 390), ("dark", 1280))
    for scheme, width in looks:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        count, changed = page.evaluate(COMPARE, whole)
        assert count > 90
        assert changed == []
    page.close()


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
