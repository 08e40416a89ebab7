"""Language tabs in a browser: one choice for every tab set and page, links that open a language, keys and roles."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

PATH = "/api-guide/annotate/delete-annotations/"
KEYS = ["py", "js", "node", "java", "php", "curl"]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context()
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, served: str) -> Page:
    made = context.new_page()
    made.goto(served + PATH)
    return made


def shown(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all(
        ".tabbed-block [data-language]",
        "found => found.filter(node => node.checkVisibility()).map(node => node.dataset.language)",
    )
    return found


def test_one_choice_opens_the_language_in_every_set_and_on_every_page(page: Page, served: str) -> None:
    assert shown(page) == ["py"] * 3
    page.get_by_role("tab", name="PHP (gRPC)").first.click()
    assert shown(page) == ["php"] * 3
    page.goto(served + "/api-guide/models/delete-models/")
    assert shown(page) == ["php"] * 5


def test_a_link_opens_its_language_everywhere_and_beats_the_memory(page: Page, served: str) -> None:
    page.get_by_role("tab", name="cURL").first.click()
    page.goto(f"{served}{PATH}?lang=node")
    assert shown(page) == ["node"] * 3
    page.goto(f"{served}{PATH}#bulk_delete_annotations_input_ids--java")
    assert shown(page) == ["java"] * 3


def test_a_stand_in_follows_the_language_that_it_stands_in_for(page: Page, served: str) -> None:
    page.goto(f"{served}/api-guide/pipelines/delete-pipelines/?lang=java")
    assert shown(page) == ["java"] * 2
    expect(page.get_by_role("tab", name="Java (REST)").first).to_have_attribute("aria-selected", "true")


def test_the_tabs_have_roles_and_keys(page: Page) -> None:
    tabs = page.get_by_role("tablist").first.get_by_role("tab")
    expect(tabs).to_have_count(6)
    tabs.first.focus()
    page.keyboard.press("ArrowLeft")
    expect(tabs.last).to_be_focused()
    expect(tabs.last).to_have_attribute("aria-selected", "true")
    assert shown(page) == ["curl"] * 3
    page.keyboard.press("Home")
    assert shown(page) == ["py"] * 3
    expect(page.get_by_role("tabpanel", name="Python (gRPC)").first).to_be_visible()


def test_the_link_to_a_language_is_at_hand(context: BrowserContext, page: Page, served: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("tab", name="Node.js (gRPC)").first.click()
    page.get_by_role("button", name="Copy link to this language").first.click()
    expect(page.get_by_text("Link copied")).to_be_visible()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied == f"{served}{PATH}?lang=node#delete_annotation_input_annotation_ids"


def test_without_javascript_every_tab_can_be_reached(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served + PATH)
    for number, text in ((1, "ClarifaiChannel.get_grpc_channel"), (6, "curl --fail-with-body")):
        page.locator(".tabbed-labels").first.locator("label").nth(number - 1).click()
        expect(page.locator(".tabbed-content").first.get_by_text(text).first).to_be_visible()
    context.close()


def test_all_tabs_are_printed(page: Page) -> None:
    page.emulate_media(media="print")
    assert shown(page) == KEYS * 3


def test_on_a_phone_every_tab_is_in_sight_and_the_page_does_not_scroll_sideways(browser: Browser, served: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(served + PATH)
    for tab in page.get_by_role("tablist").first.get_by_role("tab").all():
        box = tab.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    assert page.evaluate("() => document.documentElement.scrollWidth") == 390
    context.close()
