"""The home page, with the first call and a way to every call; and the page that says why every snippet is run."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from sixfold import project
from sixfold.places import OUTPUTS
from sixfold.project import Project
from sixfold.results.verification import read_results
from sixfold.transcript import Transcript, read_outputs
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


@pytest.fixture
def why(browser: Browser, served: str) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{served}/why/")
    return page


def test_home_says_which_api_this_is_and_where_a_key_comes_from(home: Page, loaded: Project) -> None:
    assert loaded.api.name in home.locator("h1").inner_text()
    article = home.locator("article").inner_text()
    assert f"{len(loaded.snippets)} snippets stand on {len(loaded.pages)} pages" in article
    key = home.get_by_role("link", name="how to make one")
    assert str(key.get_attribute("href")).startswith("https://docs.clarifai.com/")
    home.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_call_stands_on_home_in_the_readers_language(
    browser: Browser, served: str, loaded: Project, language: str
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{served}/?lang={language}")
    snippet = next(
        found for found in loaded.snippets if (found.key.operation, found.key.language) == (OPERATION, language)
    )
    host = page.locator(f'[data-snippet="{snippet.path}"]')
    expect(host).to_be_visible()
    assert host.locator("pre > code").text_content() == (ROOT / snippet.path).read_text(encoding="utf-8")
    expect(page.locator("[data-snippet]:visible")).to_have_count(1)
    assert page.evaluate("() => document.documentElement.scrollWidth") == 390
    page.close()


def test_each_button_of_the_first_call_has_a_name_of_its_own(home: Page) -> None:
    names = home.locator(".tabbed-set .copy-button").evaluate_all("all => all.map((button) => button.ariaLabel)")
    assert names
    assert len(set(names)) == len(names)
    assert all(str(name).endswith(" Your first call") for name in names)
    home.close()


def answered(failure: Transcript) -> list[str]:
    answer = failure.answer
    if answer is None:
        return ["none", "none", "nothing"]
    return [str(answer.http), f"{answer.status} ({answer.number})", answer.description]


def test_home_says_how_failures_look(home: Page) -> None:
    outputs = read_outputs(ROOT / OUTPUTS)
    assert outputs is not None
    failures = [
        transcript
        for key, output in outputs.outputs.items()
        if (key.operation, key.language) == (OPERATION, LANGUAGES[0])
        for name, transcript in output.transcripts.items()
        if name != "success"
    ]
    rows = [
        [cell.inner_text() for cell in row.locator("td").all()]
        for row in home.locator("table", has_text="What goes wrong").locator("tbody tr").all()
    ]
    assert [row[1:] for row in rows] == [answered(failure) for failure in failures]
    home.close()


def test_the_picture_shows_the_entry_and_its_snippets_beside_it(why: Page) -> None:
    spec = why.locator(".fan-spec pre")
    assert f"id: {OPERATION}" in spec.inner_text()
    expect(why.locator(".fan-snippet")).to_have_count(len(LANGUAGES))
    assert [link.inner_text() for link in why.locator(".fan-snippet > p > a").all()] == LABELS
    entry = spec.bounding_box()
    assert entry
    for snippet in why.locator(".fan-snippet").all():
        box = snippet.bounding_box()
        assert box
        assert box["x"] > entry["x"] + entry["width"]
    why.close()


def test_what_the_picture_shows_is_of_the_files(why: Page) -> None:
    entry = (ROOT / "specs/api-guide/annotate/delete-annotations.yaml").read_text(encoding="utf-8")
    for line in why.locator(".fan-spec pre").inner_text().splitlines():
        assert line.strip() in entry
    for snippet, (folder, ending) in zip(
        why.locator(".fan-snippet pre").all(),
        [("py", "py"), ("js", "html"), ("node", "js"), ("java", "java"), ("php", "php"), ("curl", "sh")],
        strict=True,
    ):
        file = ROOT / f"code_snippets/api-guide/annotate/{folder}/{OPERATION}.{ending}"
        text = file.read_text(encoding="utf-8")
        lines = [line.strip() for line in snippet.inner_text().splitlines() if line != "…"]
        assert len(lines) >= 3
        assert all(line in text for line in lines)
    why.close()


@pytest.mark.parametrize(("language", "label"), list(zip(LANGUAGES, LABELS, strict=True)))
def test_each_leads_to_the_whole_snippet(why: Page, language: str, label: str) -> None:
    why.locator(".fan-snippet").get_by_role("link", name=label, exact=True).click()
    code = why.locator(f"#{OPERATION}--{language}")
    expect(code).to_be_visible()
    expect(code).to_be_in_viewport()
    why.close()


def test_on_a_phone_the_picture_stands_in_one_column(browser: Browser, served: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{served}/why/")
    places = [box["x"] for found in page.locator(".fan-snippet").all() if (box := found.bounding_box())]
    assert len(places) == len(LANGUAGES)
    assert len(set(places)) == 1
    page.close()


def test_the_table_says_what_the_recorded_run_says(why: Page) -> None:
    results = read_results(ROOT)
    assert results is not None
    rows = [
        [cell.inner_text() for cell in row.locator("td").all()]
        for row in why.locator("table", has_text="run with").locator("tbody tr").all()
    ]
    runs = sum(len(result.scenarios) for result in results.results)
    published = len(results.published)
    assert rows[-1] == ["all", "", str(published), str(published), str(runs)]
    for column, total in ((2, published), (3, published), (4, runs)):
        assert sum(int(row[column]) for row in rows[:-1]) == total
    for facts in results.runtimes.values():
        assert any(facts.runtime in row[1] for row in rows)
    assert f"Last recorded on {results.started[:10]}" in why.locator("article").inner_text()
    why.close()


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


def test_no_button_lies_over_a_message(why: Page) -> None:
    code = why.locator("pre > code", has_text="did you mean")
    button = why.locator(".highlight", has=code).get_by_role("button")
    covered = """([code, button]) => {
        const range = document.createRange();
        range.selectNodeContents(code);
        const over = button.getBoundingClientRect();
        return [...range.getClientRects()].some((text) => text.right > over.left && text.top < over.bottom);
    }"""
    handles = [code.element_handle(), button.element_handle()]
    assert why.evaluate(covered, handles) is False
    assert why.evaluate("([code]) => code.scrollWidth > code.clientWidth", handles) is False
    why.close()
