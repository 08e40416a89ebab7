"""The home page: one spec entry that becomes six snippets, the table of what was run, and a way to every call."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from sixfold import project
from sixfold.results.verification import read_results
from tests.support.projects import ROOT

OPERATION = "delete_annotation_input_annotation_ids"
TABS = project.load_base(ROOT).languages
LANGUAGES = [language.name for language in TABS]
LABELS = [language.label for language in TABS]


@pytest.fixture
def home(browser: Browser, served: str) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{served}/")
    return page


def test_the_picture_shows_the_entry_and_its_snippets_beside_it(home: Page) -> None:
    spec = home.locator(".fan-spec pre")
    assert f"id: {OPERATION}" in spec.inner_text()
    expect(home.locator(".fan-snippet")).to_have_count(len(LANGUAGES))
    assert [link.inner_text() for link in home.locator(".fan-snippet > p > a").all()] == LABELS
    entry = spec.bounding_box()
    assert entry
    for snippet in home.locator(".fan-snippet").all():
        box = snippet.bounding_box()
        assert box
        assert box["x"] > entry["x"] + entry["width"]
    home.close()


def test_what_the_picture_shows_is_of_the_files(home: Page) -> None:
    entry = (ROOT / "specs/api-guide/annotate/delete-annotations.yaml").read_text(encoding="utf-8")
    for line in home.locator(".fan-spec pre").inner_text().splitlines():
        assert line.strip() in entry
    for snippet, (folder, ending) in zip(
        home.locator(".fan-snippet pre").all(),
        [("py", "py"), ("js", "html"), ("node", "js"), ("java", "java"), ("php", "php"), ("curl", "sh")],
        strict=True,
    ):
        file = ROOT / f"code_snippets/api-guide/annotate/{folder}/{OPERATION}.{ending}"
        text = file.read_text(encoding="utf-8")
        lines = [line.strip() for line in snippet.inner_text().splitlines() if line != "…"]
        assert len(lines) >= 3
        assert all(line in text for line in lines)
    home.close()


@pytest.mark.parametrize(("language", "label"), list(zip(LANGUAGES, LABELS, strict=True)))
def test_each_leads_to_the_whole_snippet(home: Page, language: str, label: str) -> None:
    home.locator(".fan-snippet").get_by_role("link", name=label, exact=True).click()
    code = home.locator(f"#{OPERATION}--{language}")
    expect(code).to_be_visible()
    expect(code).to_be_in_viewport()
    home.close()


def test_on_a_phone_the_picture_stands_in_one_column(browser: Browser, served: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{served}/")
    places = [box["x"] for found in page.locator(".fan-snippet").all() if (box := found.bounding_box())]
    assert len(places) == len(LANGUAGES)
    assert len(set(places)) == 1
    page.close()


def test_the_table_says_what_the_recorded_run_says(home: Page) -> None:
    results = read_results(ROOT)
    assert results is not None
    rows = [
        [cell.inner_text() for cell in row.locator("td").all()]
        for row in home.locator("table", has_text="run with").locator("tbody tr").all()
    ]
    runs = sum(len(result.scenarios) for result in results.results)
    published = len(results.published)
    assert rows[-1] == ["all", "", str(published), str(published), str(runs)]
    for column, total in ((2, published), (3, published), (4, runs)):
        assert sum(int(row[column]) for row in rows[:-1]) == total
    for facts in results.runtimes.values():
        assert any(facts.runtime in row[1] for row in rows)
    assert f"Last recorded on {results.started[:10]}" in home.locator("article").inner_text()
    home.close()


def test_every_generated_page_of_calls_is_a_link_away(home: Page, served: str) -> None:
    linked = {
        str(link.evaluate("(link) => link.href")).removeprefix(served).strip("/")
        for link in home.locator(".calls a").all()
    }
    pages = {
        path.relative_to(ROOT / "specs").with_suffix("").as_posix()
        for path in (ROOT / "specs/api-guide").rglob("*.yaml")
    }
    assert linked == pages
    home.close()


def test_the_site_has_its_own_mark(home: Page, served: str) -> None:
    icon = home.locator('link[rel="icon"]').evaluate("(link) => link.href")
    logo = home.locator(".md-header .md-logo img").evaluate("(image) => [image.src, image.naturalWidth > 0]")
    assert icon == logo[0] == f"{served}/assets/logo.svg"
    assert logo[1] is True
    answer = home.request.get(icon)
    assert answer.ok
    assert len(set(re.findall(r'fill="(#\w{6})"', answer.text()))) == 6
    home.close()


def test_no_button_lies_over_a_message(home: Page) -> None:
    code = home.locator("pre > code", has_text="did you mean")
    button = home.locator(".highlight", has=code).get_by_role("button")
    covered = """([code, button]) => {
        const range = document.createRange();
        range.selectNodeContents(code);
        const over = button.getBoundingClientRect();
        return [...range.getClientRects()].some((text) => text.right > over.left && text.top < over.bottom);
    }"""
    handles = [code.element_handle(), button.element_handle()]
    assert home.evaluate(covered, handles) is False
    assert home.evaluate("([code]) => code.scrollWidth > code.clientWidth", handles) is False
    home.close()
