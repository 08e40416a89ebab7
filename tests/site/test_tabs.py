"""Language tabs in a browser: one choice for every tab set and page, links that open a language, keys and roles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from time import sleep

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from sixfold.project import Project
from tests.support.static_server import Handler, serve

PATH = "/api-guide/annotate/delete-annotations/"
KEYS = ["py", "js", "node", "java", "php", "curl"]
OPERATIONS = [
    "delete_annotation_input_annotation_ids",
    "bulk_delete_annotations_input_annotation_ids",
    "bulk_delete_annotations_input_ids",
]


WATCH = """
window.moved = [];
new PerformanceObserver((list) => {
  for (const { value, sources } of list.getEntries())
    window.moved.push([value, ...sources.map(({ node }) => node?.outerHTML?.slice(0, 90))]);
}).observe({ type: "layout-shift", buffered: true });
"""


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
        ".tabbed-block [data-snippet]",
        "found => found.filter(node => node.checkVisibility()).map(node => node.dataset.language)",
    )
    return found


def memory(page: Page) -> str | None:
    found: str | None = page.evaluate("() => localStorage.getItem('sixfold.language')")
    return found


def top(locator: Locator) -> float:
    box = locator.bounding_box()
    assert box is not None
    return box["y"]


def bottom(locator: Locator) -> float:
    box = locator.bounding_box()
    assert box is not None
    return box["y"] + box["height"]


def test_one_choice_opens_the_language_in_every_set_and_on_every_page(page: Page, served: str) -> None:
    assert shown(page) == ["py"] * 3
    page.get_by_role("tab", name="PHP (gRPC)").first.click()
    assert shown(page) == ["php"] * 3
    page.goto(served + "/api-guide/models/delete-models/")
    assert shown(page) == ["php"] * 5
    page.reload()
    assert shown(page) == ["php"] * 5


def test_nothing_but_the_language_is_remembered(page: Page) -> None:
    page.get_by_role("tab", name="PHP (gRPC)").first.click()
    kept = page.evaluate("() => Object.entries(localStorage).filter(([name]) => !name.startsWith('/'))")
    assert kept == [["sixfold.language", "php"]], "the theme's own begin with a slash"
    assert page.evaluate("() => sessionStorage.getItem('sixfold.language')") is None


def test_a_page_that_the_browser_kept_follows_what_was_chosen_elsewhere(page: Page) -> None:
    page.evaluate(
        "() => { localStorage.setItem('sixfold.language', 'java');"
        " dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })); }"
    )
    assert shown(page) == ["java"] * 3


def test_a_choice_holds_on_the_page_of_a_reader_who_forbids_storage(page: Page) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError'); } });"
    )
    page.reload()
    page.get_by_role("tab", name="PHP (gRPC)").first.click()
    assert shown(page) == ["php"] * 3


def test_what_the_reader_looks_at_stays_in_place(page: Page) -> None:
    tab = page.get_by_role("tablist").last.get_by_role("tab", name="JavaScript (REST)")
    tab.scroll_into_view_if_needed()
    # Some browsers do this by themselves, and not all of them do.
    page.evaluate("() => { document.documentElement.style.overflowAnchor = 'none'; }")
    before = top(tab)
    tab.click()
    assert shown(page) == ["js"] * 3, "longer than Python's: the sets above have grown"
    assert abs(top(tab) - before) < 1


def test_a_link_opens_its_language_everywhere_and_beats_the_memory(page: Page, served: str) -> None:
    page.get_by_role("tab", name="cURL").first.click()
    page.goto(f"{served}{PATH}?lang=node")
    assert shown(page) == ["node"] * 3
    page.goto(f"{served}{PATH}#bulk_delete_annotations_input_ids--java")
    assert shown(page) == ["java"] * 3


def test_a_link_may_name_a_language_as_people_do_and_the_address_says_what_is_shown(page: Page, served: str) -> None:
    for name, key in (
        ("Python", "py"),
        ("javascript", "js"),
        ("nodejs", "node"),
        ("Node.js", "node"),
        ("JAVA", "java"),
        ("Php (gRPC)", "php"),
        ("CURL", "curl"),
    ):
        page.goto(f"{served}{PATH}?lang={name}#{OPERATIONS[0]}")
        assert shown(page) == [key] * 3
        assert page.url == f"{served}{PATH}?lang={key}#{OPERATIONS[0]}"
        assert memory(page) == key
    expect(page.locator(".language-unknown")).to_have_count(0)
    page.goto(served + PATH)
    page.get_by_role("tab", name="PHP (gRPC)").first.click()
    assert page.url == f"{served}{PATH}?lang=php"


def test_a_link_is_remembered_on_the_pages_that_follow(page: Page, served: str) -> None:
    page.goto(f"{served}{PATH}?lang=node")
    page.goto(served + "/api-guide/models/delete-models/")
    assert shown(page) == ["node"] * 5


def test_a_choice_outlives_the_link_that_led_here(page: Page, served: str) -> None:
    for link, chosen in (("?lang=node", "?lang=php"), (f"#{OPERATIONS[1]}--node", f"#{OPERATIONS[1]}--php")):
        page.goto("about:blank")
        page.goto(served + PATH + link)
        page.get_by_role("tab", name="PHP (gRPC)").first.click()
        assert page.url == served + PATH + chosen
        page.reload()
        assert shown(page) == ["php"] * 3


@pytest.mark.parametrize("link", ["?lang=cobol", "?lang=%3Cscript%3E", "#values:INPUT_ID=a--node", "#section--cobol"])
def test_a_link_to_no_language_changes_nothing(page: Page, served: str, link: str) -> None:
    page.get_by_role("tab", name="PHP (gRPC)").first.click()
    page.goto("about:blank")
    page.goto(served + PATH + link)
    assert shown(page) == ["php"] * 3
    assert memory(page) == "php"
    if link.startswith("?"):
        said = "There is nothing in “{}” here: this is PHP (gRPC).".format(
            {"?lang=cobol": "cobol"}.get(link, "<script>")
        )
        expect(page.locator(".language-unknown")).to_have_text(said)
        assert page.url == f"{served}{PATH}?lang=php"
    else:
        expect(page.locator(".language-unknown")).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 390])
def test_the_anchor_of_a_tab_brings_its_tabs_into_sight(page: Page, served: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    anchor = f"#{OPERATIONS[2]}--java"
    for _ in ("another page", "the same page"):
        page.goto(served + PATH + anchor)
        expect(page.locator(f"{anchor} pre")).to_be_in_viewport()
        assert top(page.get_by_role("tablist").last) >= bottom(page.locator(".md-header"))
        page.get_by_role("tab", name="cURL").first.click()
        page.evaluate("() => history.replaceState(null, '', location.pathname)")


def test_a_search_opens_the_tab_that_holds_the_hit_for_this_once(page: Page, served: str) -> None:
    page.goto(served)
    expect(page.get_by_role("button", name="Search")).to_be_enabled()
    page.keyboard.press("/")
    page.keyboard.type("setAnnotationId")
    page.locator(f'[role=option][href$="{OPERATIONS[0]}"]').first.click()
    page.wait_for_url("**/delete-annotations/?h=*")
    assert shown(page) == ["java", "py", "py"]
    expect(page.get_by_role("tab", name="Java (gRPC)").first).to_have_attribute("aria-selected", "true")
    page.wait_for_function("() => [...CSS.highlights.get('found')].some((range) => `${range}` === 'setAnnotationId')")
    assert memory(page) is None


@pytest.mark.parametrize("words", ["grpc_channel", "delete", "nowhere"])
def test_a_search_leaves_the_open_tab_where_no_other_has_more_of_the_words(page: Page, served: str, words: str) -> None:
    page.goto(f"{served}{PATH}?h={words}#{OPERATIONS[0]}")
    assert shown(page) == ["py"] * 3


def test_a_stand_in_follows_the_language_that_it_stands_in_for(page: Page, served: str) -> None:
    page.goto(f"{served}/api-guide/pipelines/delete-pipelines/?lang=java")
    assert shown(page) == ["java"] * 2
    expect(page.get_by_role("tab", name="Java (REST)").first).to_have_attribute("aria-selected", "true")


def test_the_tabs_have_roles_and_keys(page: Page, loaded: Project) -> None:
    tabs = page.get_by_role("tablist").first.get_by_role("tab")
    expect(tabs).to_have_count(len(loaded.languages))
    tabs.first.focus()
    page.keyboard.press("ArrowLeft")
    expect(tabs.last).to_be_focused()
    expect(tabs.last).to_have_attribute("aria-selected", "true")
    assert shown(page) == ["curl"] * 3
    page.keyboard.press("Home")
    assert shown(page) == ["py"] * 3
    expect(page.get_by_role("tabpanel", name="Python (gRPC)").first).to_be_visible()


def test_a_tab_set_is_one_stop_of_the_tab_key_and_its_radio_buttons_are_not_heard(page: Page) -> None:
    tablist = page.get_by_role("tablist").first
    tablist.get_by_role("tab", name="Node.js (gRPC)").click()
    page.keyboard.press("Tab")
    expect(page.locator(".values-box > summary").first).to_be_focused()
    page.keyboard.press("Shift+Tab")
    focused = tablist.get_by_role("tab", name="Node.js (gRPC)")
    expect(focused).to_be_focused()
    expect(focused).to_have_css("outline-style", "solid")
    expect(page.get_by_role("radio").and_(page.locator(".language-tabs *"))).to_have_count(0)
    panel = page.get_by_role("tabpanel", name="Node.js (gRPC)").first
    expect(focused).to_have_attribute("aria-controls", panel.get_attribute("id") or "")


def test_a_tab_set_without_keys_is_left_to_the_theme(page: Page, served: str) -> None:
    def without_one_key(route: Route) -> None:
        route.fulfill(
            body=route.fetch().text().replace('data-language="php" data-snippet', "data-snippet", 1),
            content_type="text/html",
        )

    page.route(lambda url: url.startswith(served + PATH), without_one_key)
    page.goto(f"{served}{PATH}?lang=node")
    expect(page.get_by_role("tablist")).to_have_count(2)
    assert shown(page) == ["py", "node", "node"]
    page.locator(".tabbed-labels").first.get_by_text("cURL").click()
    assert shown(page) == ["curl", "node", "node"]


def test_the_link_to_a_language_is_at_hand(context: BrowserContext, page: Page, served: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("tab", name="Node.js (gRPC)").first.click()
    page.get_by_role("button", name="Copy link to this language").first.click()
    expect(page.get_by_text("Link copied")).to_be_visible()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied == f"{served}{PATH}?lang=node#{OPERATIONS[0]}"


def test_the_link_to_a_language_is_copied_where_the_browser_has_no_clipboard_object(
    context: BrowserContext, page: Page, served: str
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    plain = context.new_page()
    plain.add_init_script("delete Navigator.prototype.clipboard")
    plain.goto(f"{served}{PATH}?lang=node")
    plain.get_by_role("button", name="Copy link to this language").first.click()
    expect(plain.get_by_text("Link copied")).to_be_visible()
    page.bring_to_front()
    assert page.evaluate("() => navigator.clipboard.readText()") == f"{served}{PATH}?lang=node#{OPERATIONS[0]}"


def test_a_link_that_cannot_be_copied_stands_in_the_address_bar(page: Page, served: str) -> None:
    page.evaluate("() => { document.execCommand = () => false; delete Navigator.prototype.clipboard; }")
    page.get_by_role("button", name="Copy link to this language").first.click()
    expect(page.get_by_text("The link is in the address bar")).to_be_visible()
    assert page.url == f"{served}{PATH}?lang=py#{OPERATIONS[0]}"


def test_without_javascript_every_tab_can_be_reached(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served + PATH)
    for number, text in ((1, "ClarifaiChannel.get_grpc_channel"), (6, "curl --fail-with-body")):
        page.locator(".tabbed-labels").first.locator("label").nth(number - 1).click()
        expect(page.locator(".tabbed-content").first.get_by_text(text).first).to_be_visible()
    page.keyboard.press("ArrowLeft")
    assert page.locator("[data-snippet][data-language=php]").first.is_visible()
    expect(page.locator(".tabbed-labels").first.locator("label").nth(4)).to_have_css("outline-style", "solid")
    context.close()


def test_the_theme_waits_for_the_tabs_where_their_script_comes_late(site: Path, browser: Browser) -> None:
    class Late(Handler):
        def do_GET(self) -> None:  # noqa: N802, the name is the library's
            if self.path.startswith("/assets/tabs.js"):
                sleep(1.5)
            super().do_GET()

    with serve(site, Late) as address:
        page = browser.new_page()
        page.goto(f"{address}{PATH}?lang=node")
        assert shown(page) == ["node"] * 3
        # The theme's own: buttons that scroll its labels, and labels that are links.
        expect(page.locator(".tabbed-control, .tabbed-labels a")).to_have_count(0)
        page.close()


def test_a_page_is_there_where_the_script_of_its_tabs_never_comes(page: Page) -> None:
    page.route("**/assets/tabs.js", lambda route: route.abort())
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.locator(".tabbed-labels").first.get_by_text("cURL").click()
    assert shown(page) == ["curl", "py", "py"]


@pytest.fixture
def halting(site: Path) -> Iterator[tuple[str, Event]]:
    """Serve the site, the page only as far as the middle of its first operation until the event is set."""
    go_on = Event()

    class Halting(Handler):
        def do_GET(self) -> None:  # noqa: N802, the name is the library's
            if not self.path.startswith(PATH):
                super().do_GET()
                return
            body = (site / PATH.strip("/") / "index.html").read_bytes()
            half = body.index(b'data-language="java" data-snippet')
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body[:half])
            go_on.wait()
            self.wfile.write(body[half:])

    with serve(site, Halting) as address:
        yield address, go_on
        go_on.set()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("link", ["", "?lang=node", f"?lang=node#{OPERATIONS[1]}", f"#{OPERATIONS[2]}--node"])
def test_the_readers_language_moves_nothing_that_has_been_painted(
    browser: Browser, halting: tuple[str, Event], link: str, width: int
) -> None:
    address, go_on = halting
    # Tall, so that whatever moves is in sight.
    page = browser.new_page(viewport={"width": width, "height": 3000})
    page.add_init_script("localStorage.setItem('sixfold.language', 'php');")
    page.add_init_script(WATCH)
    page.goto(address + PATH + link, wait_until="commit")
    expect(page.locator(f"#{OPERATIONS[0]}")).to_be_visible()
    page.evaluate("() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))")
    assert page.evaluate("() => document.readyState") == "loading"
    go_on.set()
    page.wait_for_load_state("load")
    page.wait_for_load_state("networkidle")
    assert shown(page) == (["node"] * 3 if link else ["php"] * 3)
    assert page.evaluate("() => window.moved") == []
    page.close()


def test_the_readers_language_alone_is_printed_with_wrapped_lines(page: Page) -> None:
    page.get_by_role("tab", name="Java (gRPC)").first.click()
    page.emulate_media(media="print")
    assert shown(page) == ["java"] * 3
    expect(page.get_by_role("tablist").first).to_be_hidden()
    for code in page.locator("[data-snippet] pre > code:visible").all():
        assert code.evaluate("node => node.scrollWidth <= node.clientWidth")
    for table in page.locator(".operation-text table").all():
        assert table.is_visible()


def test_all_languages_are_printed_where_a_reader_asks_for_them(page: Page) -> None:
    page.evaluate(
        "() => { window.print = () => { window.asked = [...document.querySelectorAll('[data-snippet]')]"
        ".filter(node => node.checkVisibility()).map(node => node.dataset.language); }; }"
    )
    page.emulate_media(media="print")
    # On paper there is no button.
    page.get_by_role("button", name="Print all languages", include_hidden=True).dispatch_event("click")
    assert page.evaluate("() => window.asked") == KEYS * 3
    assert shown(page) == ["py"] * 3


@pytest.mark.parametrize("more", [0, 4])
def test_on_a_phone_the_tabs_take_one_row_in_which_the_chosen_one_is_in_sight(
    browser: Browser, served: str, more: int
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(served + PATH)
    tablist = page.get_by_role("tablist").first
    tablist.evaluate(
        "(list, more) => { for (; more > 0; more -= 1) list.prepend(list.lastChild.cloneNode(true)); }", more
    )
    tabs = tablist.get_by_role("tab")
    expect(tabs).to_have_count(len(KEYS) + more)
    assert len({round(top(tab)) for tab in tabs.all()}) == 1
    for name in ("PHP (gRPC)", "Python (gRPC)"):
        tab = tablist.get_by_role("tab", name=name)
        tab.click()
        expect(tab).to_be_in_viewport(ratio=1)
    # The language that a link names is in sight, too.
    page.goto(f"{served}{PATH}?lang=curl")
    expect(page.get_by_role("tablist").first.get_by_role("tab", name="cURL")).to_be_in_viewport(ratio=1)
    assert page.evaluate("() => document.documentElement.scrollWidth") == 390
    page.close()
