"""A newcomer's path by keyboard alone: from the home page to a snippet with own values on the clipboard."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.projects import ROOT

MOST = 15
"""How many keys are pressed at most, beside those of the values."""


@dataclass
class Keys:
    """A keyboard that counts what is pressed, the letters of what is looked for among it."""

    page: Page
    pressed: int = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
        self.pressed += len(keys)


def with_values(page: Page, path: str) -> str:
    """Return a published file with a value in the place of each example; in Java these need no quoting."""
    data = json.loads(page.locator("script.sixfold-data").inner_text())
    text = (ROOT / path).read_text(encoding="utf-8")
    for start, end, name, _ in reversed(data["snippets"][path]["holes"]):
        text = f"{text[:start]}own-{name}{text[end:]}"
    return text


@pytest.mark.parametrize(
    ("word", "place", "operation"),
    [
        ("key", 1, "delete_key"),
        ("ann", 2, "delete_annotation_input_annotation_ids"),
    ],
)
def test_the_right_snippet_with_own_values_is_reached_from_the_home_page(
    with_clipboard: BrowserContext, served: str, word: str, place: int, operation: str
) -> None:
    page = with_clipboard.new_page()
    page.goto(f"{served}/")
    expect(page.get_by_role("button", name="Search")).to_be_enabled()
    assert page.locator(".search-open kbd").inner_text() == "/"
    keys = Keys(page)
    keys.press("/", *word)
    chosen = page.locator(".search-dialog [aria-selected=true]")
    chosen.wait_for()
    keys.press(*["ArrowDown"] * (place - 1))
    assert (chosen.get_attribute("href") or "").endswith(f"#{operation}")
    keys.press("Enter")
    page.wait_for_url(f"**#{operation}")
    first = page.get_by_role("tab", name="Python (gRPC)").first
    expect(first).to_be_focused()
    expect(page.locator(f"#{operation}")).to_be_in_viewport()
    keys.press("ArrowRight", "ArrowRight", "ArrowRight")
    expect(page.get_by_role("tab", name="Java (gRPC)").first).to_be_focused()
    expect(page.locator(".values-key").first).to_be_visible()
    expect(page.locator(".values-key").first).to_have_text("Enter")
    keys.press("Enter")
    names = page.locator(".values-form").first.locator("label code").all_inner_texts()
    for number, name in enumerate(names):
        if number:
            keys.press("Tab")
        page.keyboard.type(f"own-{name}")
    expect(page.get_by_text("The Enter key copies the code.").first).to_be_visible()
    page.evaluate("() => navigator.clipboard.writeText('')")
    keys.press("Enter")
    page.wait_for_function("async () => await navigator.clipboard.readText() !== ''")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    path = page.locator(f"#{operation}--java").get_attribute("data-snippet") or ""
    assert copied == with_values(page, path)
    assert keys.pressed <= MOST
