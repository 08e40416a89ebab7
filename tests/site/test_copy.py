"""The copy button of a code block in a browser: it copies the published file, byte for byte, and says so."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from tests.support.projects import ROOT, repository

LOADED = repository()
ITEMS = LOADED.snippets
# The second has snippets that stand in for a client library.
PAGES = ("api-guide/annotate/delete-annotations", "api-guide/pipelines/delete-pipelines")
TITLE = "Delete Annotation by Input ID and Annotation ID"
FIRST = next(item for item in ITEMS if LOADED.entry(item.key).page.path == PAGES[0])


@pytest.fixture
def page(with_clipboard: BrowserContext, served: str) -> Page:
    made = with_clipboard.new_page()
    made.goto(f"{served}/{PAGES[0]}/")
    return made


def clipboard(page: Page) -> str:
    text: str = page.evaluate("() => navigator.clipboard.readText()")
    return text


def shown_button(page: Page) -> Locator:
    return page.locator("[data-snippet] .copy-button").first


@pytest.mark.parametrize("path", PAGES)
def test_every_button_of_a_page_copies_its_published_file(page: Page, served: str, path: str) -> None:
    page.goto(f"{served}/{path}/")
    items = [item for item in ITEMS if LOADED.entry(item.key).page.path == path]
    assert len(items) >= 12
    copied = {}
    for item in items:
        page.evaluate("() => navigator.clipboard.writeText('')")
        # Hidden tabs included: how a tab is opened is another test's matter.
        page.locator(f'[data-snippet="{item.path}"] .copy-button').dispatch_event("click")
        page.wait_for_function("async () => await navigator.clipboard.readText() !== ''")
        copied[item.path] = clipboard(page).encode()
    assert copied == {item.path: (ROOT / item.path).read_bytes() for item in items}


@pytest.mark.parametrize("path", ["/", f"/{PAGES[0]}/", "/maintainers/"])
def test_every_code_block_has_one_button_and_none_is_the_themes(page: Page, served: str, path: str) -> None:
    page.goto(served + path)
    # What a snippet prints is there to be read.
    blocks = page.locator(":not(.prints) > pre > code")
    assert blocks.count() > 0
    expect(page.locator(".copy-button")).to_have_count(blocks.count())
    expect(page.locator("[data-clipboard-target], [data-clipboard-text], .md-code__button")).to_have_count(0)


def test_the_button_says_what_it_does_and_did_to_eye_and_ear(page: Page) -> None:
    button = page.locator("[data-snippet]").first.get_by_role(
        "button", name="Copy Python (gRPC) snippet of Delete Annotation by Input ID and Annotation ID"
    )
    button.focus()
    page.keyboard.press("Enter")
    expect(shown_button(page)).to_have_text("Copied")
    expect(page.get_by_role("status").filter(has_text=re.compile("^Copied$"))).to_have_count(1)
    expect(shown_button(page)).to_be_focused()
    assert "\n# Change these values" in clipboard(page)
    expect(shown_button(page)).to_have_text("Copy", timeout=5000)


def test_of_a_snippet_of_several_files_each_has_a_button_that_names_it(page: Page, served: str) -> None:
    def with_titles(route: Route) -> None:
        # As the builder writes `title="main.py"` of a fence.
        text = re.sub(
            r'(<div [^>]*data-snippet="[^"]*/([^"/]+)"[^>]*>)',
            r'\1<span class="filename">\2</span>',
            route.fetch().text(),
        )
        route.fulfill(body=text, content_type="text/html")

    page.route(lambda url: url.startswith(f"{served}/{PAGES[0]}/"), with_titles)
    page.reload()
    name = FIRST.path.rpartition("/")[2]
    button = page.get_by_role("button", name=f"Copy {name} of Python (gRPC) snippet of {TITLE}")
    button.click()
    expect(button).to_have_text("Copied")
    assert clipboard(page).encode() == (ROOT / FIRST.path).read_bytes()


def test_each_snippet_leads_to_its_client_librarys_reference_by_a_name_of_its_own(page: Page) -> None:
    links = page.locator(".operation-code .snippet-links a")
    named = links.evaluate_all("all => all.map((link) => [link.ariaLabel, link.textContent, link.href])")
    forms = [item.form for item in ITEMS if LOADED.entry(item.key).page.path == PAGES[0]]
    assert [href for _, _, href in named] == [form.installation.reference for form in forms]
    assert all(label.startswith(f"{text}: ") for label, text, _ in named)
    assert len({label for label, _, _ in named}) == len(forms)


def without_the_clipboard(context: BrowserContext, served: str) -> Page:
    """Open the page as it is where it came over plain HTTP: there the browser has no such object."""
    made = context.new_page()
    made.add_init_script("delete Navigator.prototype.clipboard")
    made.goto(f"{served}/{PAGES[0]}/")
    assert made.evaluate("() => navigator.clipboard === undefined")
    return made


def test_it_copies_where_the_browser_has_no_clipboard_object(
    page: Page, with_clipboard: BrowserContext, served: str
) -> None:
    other = without_the_clipboard(with_clipboard, served)
    shown_button(other).focus()
    shown_button(other).click()
    expect(shown_button(other)).to_have_text("Copied")
    expect(shown_button(other)).to_be_focused()
    expect(other.locator("textarea.visually-hidden")).to_have_count(0)
    page.bring_to_front()
    assert clipboard(page).encode() == (ROOT / FIRST.path).read_bytes()


def test_it_says_when_nothing_was_copied(with_clipboard: BrowserContext, served: str) -> None:
    page = without_the_clipboard(with_clipboard, served)
    page.evaluate("() => { document.execCommand = () => false; }")
    shown_button(page).click()
    expect(shown_button(page)).to_have_text("Not copied: select it and copy by hand")
