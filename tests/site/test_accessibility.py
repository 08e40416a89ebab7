"""axe-core finds nothing on any kind of page, light and dark, wide and narrow."""

from __future__ import annotations

import itertools
from gzip import compress

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.support.drawing import drawn
from tests.support.projects import ROOT

PAGES = (
    "/",
    "/api-guide/annotate/delete-annotations/",
    "/api-guide/pipelines/delete-pipelines/",
    "/verification/",
    "/coverage/",
    "/maintainers/",
    "/no-such-page/",
)
EVERY_PAGE = sorted(
    "/" + page.relative_to(ROOT / "docs").with_suffix("").as_posix().removesuffix("index").rstrip("/")
    for page in (ROOT / "docs").rglob("*.md")
)
LANGUAGES = ("py", "js", "node", "java", "php", "curl")


LOOKS = {
    f"{path}-{scheme}-{width}": (path, scheme, width)
    for path, scheme, width in itertools.product(PAGES, ("light", "dark"), (1280, 390))
}


@pytest.mark.parametrize(("path", "scheme", "width"), drawn(LOOKS, 3, lambda look: look[0]).values())
def test_axe_finds_nothing(browser: Browser, served: str, path: str, scheme: str, width: int) -> None:
    # The policy of a page forbids what axe does to it: it puts its script into the page.
    context = browser.new_context(
        color_scheme=scheme,  # type: ignore[arg-type]  # one of its literals
        viewport={"width": width, "height": 900},
        bypass_csp=True,
    )
    page = context.new_page()
    page.goto(served + path)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    context.close()


FORMS = {"-".join(form): form for form in itertools.product(LANGUAGES, ("light", "dark"))}
DRAWN = drawn(FORMS, 3, lambda form: form[1])


@pytest.mark.parametrize(("language", "scheme"), DRAWN.values(), ids=DRAWN)
def test_axe_finds_nothing_in_any_language_and_in_what_can_be_opened(
    browser: Browser, served: str, language: str, scheme: str
) -> None:
    context = browser.new_context(
        color_scheme=scheme,  # type: ignore[arg-type]  # one of its literals
        bypass_csp=True,
    )
    page = context.new_page()
    page.goto(f"{served}{PAGES[1]}?lang={language}")
    page.eval_on_selector_all("details", "all => all.forEach((found) => { found.open = true; })")
    assert page.locator(f"[data-language={language}]").first.is_visible()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    context.close()


SEARCHES = {
    f"{scheme}-{width}": (scheme, width) for scheme, width in itertools.product(("light", "dark"), (1280, 390, 320))
}


@pytest.mark.parametrize(("scheme", "width"), drawn(SEARCHES, 2, lambda look: look[0]).values())
def test_axe_finds_nothing_in_the_open_search(browser: Browser, served: str, scheme: str, width: int) -> None:
    context = browser.new_context(
        color_scheme=scheme,  # type: ignore[arg-type]  # one of its literals
        viewport={"width": width, "height": 700},
        bypass_csp=True,
    )
    page = context.new_page()
    page.goto(served)
    page.locator(".search-open").click()
    for words in ("delete modle", "qqqq"):
        page.keyboard.type(words)
        page.locator(f".search-dialog:has-text('{'Models' if words[0] == 'd' else words}')").wait_for()
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        page.locator(".search-dialog input").fill("")
    context.close()


@pytest.mark.parametrize("path", [*drawn({path: path for path in EVERY_PAGE}, 3, lambda _: ""), "/404.html"])
def test_a_page_asks_no_other_host_says_no_error_is_small_and_fits_a_phone(
    browser: Browser, served: str, path: str
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    errors: list[str] = []
    asked: list[str] = []
    sizes: list[int] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda response: sizes.append(len(compress(response.body()))) if response.ok else None)
    page.goto(served + path, wait_until="networkidle")
    assert errors == []
    assert [url for url in asked if not url.startswith((served, "data:"))] == []
    # As a server sends them that compresses, which every host of static sites does.
    assert 0 < sum(sizes) < 500_000
    assert page.evaluate("() => document.documentElement.scrollWidth") == 390
    context.close()


@pytest.mark.parametrize(
    "path", ["/", "/api-guide/annotate/delete-annotations/", "/api-guide/pipelines/delete-pipelines/"]
)
def test_nothing_moves_once_it_is_painted(browser: Browser, served: str, path: str) -> None:
    # The pages of results are left out: the theme itself wraps a table in a scrolling box, and that moves what follows.
    # Tall, so that whatever moves is in sight.
    page = browser.new_page(viewport={"width": 1280, "height": 3000})
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => {"
        " for (const entry of list.getEntries()) window.moved += entry.value;"
        "}).observe({ type: 'layout-shift', buffered: true });"
    )
    page.goto(served + path, wait_until="networkidle")
    assert page.evaluate("() => window.moved") == 0
    page.close()


@pytest.mark.parametrize("path", ["/verification/", "/coverage/"])
def test_a_table_that_is_wider_than_the_page_can_be_scrolled_by_keyboard(
    browser: Browser, served: str, path: str
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(served + path, wait_until="load")
    page.eval_on_selector_all("details", "all => all.forEach((found) => { found.open = true; })")
    wide = page.locator(".md-typeset__scrollwrap[tabindex='0']").first
    wide.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.activeElement.scrollLeft > 0")
    boxes = page.eval_on_selector_all(
        ".md-typeset__scrollwrap", "all => all.map((box) => [box.scrollWidth > box.clientWidth, box.tabIndex === 0])"
    )
    assert boxes
    assert all(wider == reached for wider, reached in boxes)
    page.close()
