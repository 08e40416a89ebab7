"""Where things stand on an operation's page: the code in the first view, what it is beside it."""

from __future__ import annotations

from itertools import cycle

import pytest
from playwright.sync_api import Browser, Page

from sixfold.project import Project
from tests.support.drawing import drawn

# The size of a window, and the lowest place in it at which the first line of code may stand; all in px.
DESKTOP, PHONE, NARROW = (1280, 800, 400), (390, 844, 844), (320, 700, 2000)
MEASURED = """async () => {
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const seen = (node) => node.checkVisibility() && node.getClientRects().length > 0;
  const codes = [...document.querySelectorAll('[data-snippet] pre')].filter(seen);
  const texts = [...document.querySelectorAll(
    'h1, .operation > h2, :is(.operation > .info, .operation-warnings) p:not(.info > .admonition-title)')];
  return {
    top: codes[0].getBoundingClientRect().top,
    sideways: document.documentElement.scrollWidth - innerWidth,
    cut: codes.filter((node) => node.firstElementChild.scrollWidth > node.clientWidth + 1).length,
    hidden: texts.filter((node) => !seen(node)).length,
    small: texts.filter((node) => parseFloat(getComputedStyle(node).fontSize) < 14).length,
    texts: texts.length,
  };
}"""


@pytest.fixture
def page(browser: Browser) -> Page:
    # The theme's drawer slides when a window becomes narrow.
    return browser.new_page(reduced_motion="reduce")


def test_on_every_page_the_code_is_in_the_first_view_and_none_of_it_is_cut(
    page: Page, served: str, loaded: Project
) -> None:
    drawn_languages = drawn({language.name: language.name for language in loaded.languages}, 3, lambda _: "").values()
    for found, language in zip(loaded.pages, cycle(drawn_languages), strict=False):
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(f"{served}/{found.path}/?lang={language}")
        page.wait_for_function("() => document.querySelector('[data-snippet] .copy-button')")
        for width, height, lowest in (DESKTOP, PHONE, NARROW):
            page.set_viewport_size({"width": width, "height": height})
            measured = page.evaluate(MEASURED)
            told = (found.path, language, width, measured)
            assert measured["top"] <= lowest, told
            assert measured["sideways"] <= 0, told
            assert (measured["cut"], measured["hidden"], measured["small"]) == (0, 0, 0), told
            assert measured["texts"] >= 2 + len(found.operations), told
    page.close()


def test_on_a_wide_window_the_code_stays_in_view_while_the_fields_are_read(page: Page, served: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{served}/api-guide/models/delete-models/")
    panel, text = page.locator(".operation-code").first, page.locator(".operation-text").first
    code, words = panel.bounding_box(), text.bounding_box()
    assert code
    assert words
    assert words["x"] + words["width"] <= code["x"]
    # To the end of what the operation says.
    page.evaluate("(y) => scrollTo({ top: y, behavior: 'instant' })", words["y"] + words["height"] - 800)
    line = page.locator("[data-snippet] pre:visible").first.bounding_box()
    assert line
    assert 0 <= line["y"] < 400
    page.close()


def test_on_a_phone_the_code_stands_between_what_is_deleted_and_what_is_said(page: Page, served: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{served}/api-guide/models/delete-models/")
    names = ("h1", ".operation-warnings > .danger", ".operation-code", ".operation > .info", ".operation-text")
    tops = [place["y"] for name in names if (place := page.locator(name).first.bounding_box())]
    assert len(tops) == len(names)
    assert tops == sorted(tops)
    page.close()


def test_long_lines_wrap_until_a_reader_wants_them_whole(page: Page, served: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{served}/api-guide/annotate/delete-annotations/?lang=java")
    code = page.locator("[data-snippet] pre > code:visible").first
    cut = "node => node.scrollWidth > node.parentElement.clientWidth"
    assert not code.evaluate(cut)
    button = page.get_by_role("button", name="Wrap the lines of").first
    button.click()
    assert (button.get_attribute("aria-pressed"), code.evaluate(cut)) == ("false", True)
    button.click()
    assert (button.get_attribute("aria-pressed"), code.evaluate(cut)) == ("true", False)
    page.close()


UNDER = """(code) => {
  code.prepend("a long first line ".repeat(30));
  const button = code.closest("[data-snippet]").querySelector(".copy-button").getBoundingClientRect();
  const text = document.createRange();
  text.selectNodeContents(code);
  return [...text.getClientRects()].filter((line) => line.right > button.left && line.left < button.right
    && line.bottom > button.top && line.top < button.bottom).length;
}"""


@pytest.mark.parametrize("width", [1920, 1280, 390])
def test_no_code_stands_under_the_button_that_copies_it(page: Page, served: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{served}/api-guide/annotate/delete-annotations/")
    page.locator("[data-snippet] .copy-button:visible").first.wait_for()
    assert page.locator("[data-snippet] pre > code:visible").first.evaluate(UNDER) == 0
    page.close()


def test_at_1280_px_every_language_is_in_sight(page: Page, served: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{served}/api-guide/annotate/delete-annotations/")
    row = page.locator(".language-bar [role=tablist]").first
    row.wait_for()
    assert row.evaluate("(row) => row.scrollWidth - row.clientWidth") == 0
    page.close()
