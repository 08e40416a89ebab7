"""The search finds every word while it is typed, names first and with typing errors, and leads to the right place."""

from __future__ import annotations

import hashlib
import json
import random
import re
import string
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.support.projects import ROOT

FINDER = """async () => {
    const { finder, shown } = await import("/assets/find.js");
    const find = finder(await (await fetch("/search/index.json")).json());
    window.found = (queries, most) => queries.map((query) => find(query).slice(0, most).map((hit) => hit.entry.at));
    window.excerpt = (query) => shown(find(query)[0]).excerpt.join("");
}"""
TYPED = 3
"""How many of the words are really typed into the box; each of them at all its letters."""
ERRORS = 1000
"""How many names are typed with an error."""
SHORTEST = 4
"""How many letters such a name has: of fewer, an error makes another one."""

PAGES = {
    "api-guide/annotate/annotate-images/": ("PostAnnotations", "mask", "annotate image", "masks", "annotate picture"),
    "api-guide/annotate/delete-annotations/": (
        "DeleteAnnotation", "delete_annotation", "delete annotation", "remove annotation", "erase annotations",
        "delete all annotations", "bulk delete annotations by input ids", "delete_annotations", "setAnnotationId",
    ),
    "api-guide/annotate/delete-annotation-tracks/": ("annotation tracks", "delete track", "DeleteAnnotationTrack"),
    "api-guide/apps-and-access/delete-apps/": ("delete app", "app", "DeleteApp"),
    "api-guide/apps-and-access/delete-collaborators/": (
        "collaborators", "remove member", "e-mail", "delete collaborator",
    ),
    "api-guide/apps-and-access/delete-keys/": ("delete key", "key", "delete api key", "key_id"),
    "api-guide/artifacts-and-secrets/delete-secrets/": ("secret", "delete password"),
    "api-guide/compute/delete-nodepools/": ("nodepool", "DeleteNodepools", "deletenodepools"),
    "api-guide/compute/delete-runners/": ("runner", "how do I remove a runner?", "runner_ids"),
    "api-guide/inputs/delete-inputs/": ("delete input", "remove inputs", "DELETE INPUTS", "java delete input"),
    "api-guide/models/delete-models/": (
        "delete all models", "delete model version", "remove all models", "delete_all: model",
    ),
    "api-guide/search/delete-searches/": ("saved search", "delete searches"),
    "api-guide/tasks/delete-label-orders/": ("label order", "drop label orders"),
    "api-guide/workflows/delete-workflows/": ("versions of a workflow", "delete workflow", "workflow"),
    "": ("token", "access token", "first call", "find a call", "error", "CONN_KEY_NOT_FOUND"),
    "verification/": ("verification", "verified", "how snippets are verified"),
    "coverage/": ("coverage", "rpcs without a page"),
    "why/": ("why", "why it matters"),
    "your-own-openapi/": ("bring your own api", "openapi document", "openapi"),
    "your-own-api/": ("protobuf step by step",),
}  # fmt: skip
"""What readers ask for, by the page that comes first."""


class Headings(HTMLParser):
    """Gathers the text of the titles and headings of a page's content."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if re.fullmatch("h[1-6]", tag):
            self._inside = True
            self.texts.append("")
        elif "headerlink" in (dict(attrs).get("class") or ""):
            self._inside = False

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and not re.fullmatch("h[1-6]", tag)

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts[-1] += data


def headings(site: Path) -> list[str]:
    texts = []
    for file in site.rglob("index.html"):
        reader = Headings()
        reader.feed(file.read_text(encoding="utf-8"))
        texts += reader.texts
    return sorted({text.strip() for text in texts} - {""})


def words(site: Path) -> list[str]:
    """Return the words of all titles and headings, as a reader would type them."""
    found = {word for text in headings(site) for word in (*re.findall(r"\w+", text), *text.split())}
    return sorted(word for word in found if re.search(r"\w", word))


def typed(word: str) -> list[str]:
    return [word[:length] for length in range(1, len(word) + 1) if re.search(r"\w", word[:length])]


@pytest.fixture(scope="module")
def finder(browser: Browser, served: str) -> Iterator[Page]:
    page = browser.new_page()
    page.goto(f"{served}/")
    page.evaluate(FINDER)
    yield page
    page.close()


def opened(page: Page, served: str) -> Page:
    """Open the home page, and wait until it listens to keys."""
    page.goto(f"{served}/")
    expect(page.get_by_role("button", name="Search")).to_be_enabled()
    return page


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Page]:
    wrong: list[str] = []
    page = browser.new_page()
    page.on("console", lambda message: wrong.extend([message.text] if message.type == "error" else []))
    page.on("pageerror", lambda error: wrong.append(error.message))
    opened(page, served)
    yield page
    page.close()
    assert wrong == []


@pytest.fixture(scope="module")
def entries(site: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((site / "search/index.json").read_text(encoding="utf-8"))["entries"]
    return found


def found(finder: Page, queries: list[str], most: int = 1) -> dict[str, list[str]]:
    """Return the addresses of the first hits of each query."""
    hits: list[list[str]] = finder.evaluate("([queries, most]) => window.found(queries, most)", [queries, most])
    return dict(zip(queries, hits, strict=True))


def missing(finder: Page, queries: set[str]) -> list[str]:
    """Return the queries that find nothing."""
    return [query for query, hits in found(finder, sorted(queries)).items() if not hits]


def test_every_word_is_found_at_each_of_its_letters(finder: Page, site: Path) -> None:
    own = words(site)
    assert len(own) > 80
    assert {"Delete", "Workflow", "Nodepools", "Bulk"} <= set(own)
    assert missing(finder, {query for word in own for query in typed(word)}) == []


def test_every_title_is_found_at_each_of_its_words(finder: Page, site: Path) -> None:
    queries = {" ".join(text.split()[: end + 1]) for text in headings(site) for end in range(len(text.split()))}
    assert missing(finder, queries) == []


def test_signs_around_words_are_no_part_of_them(finder: Page) -> None:
    queries = {"delete:", "DeleteModel:", "delete: model", "delete:model", "delete^", "delete^x", "delete~", "~delete"}
    queries |= {"delete -", "delete - model", "delete +", "--delete", "delete--model", "title:x delete", "‘delete’"}
    assert missing(finder, queries) == []
    assert found(finder, ["", " ", "?", "“”", "\\", "zzzqqq"]) == {
        query: [] for query in ("", " ", "?", "“”", "\\", "zzzqqq")
    }


def test_words_of_code_are_found(finder: Page) -> None:
    files = [file.read_text(encoding="utf-8") for file in (ROOT / "code_snippets").rglob("*.*")]
    code = {word for text in files for word in re.findall(r"\w*[a-z][A-Z_0-9]\w*", text)}
    assert {"user_app_id", "DeleteAnnotations", "setAnnotationId"} <= code
    seed = random.SystemRandom().randrange(10**6)
    drawn = random.Random(seed).sample(sorted(code), min(60, len(code)))  # noqa: S311
    assert missing(finder, {query for word in drawn for query in typed(word)}) == [], f"seed {seed}"


def test_what_readers_ask_for_leads_to_its_page_first(finder: Page) -> None:
    asked = {query: page for page, queries in PAGES.items() for query in queries}
    assert len(asked) >= 60
    firsts = {query: (hits or ["none"])[0] for query, hits in found(finder, list(asked)).items()}
    assert {query: at for query, at in firsts.items() if at.partition("#")[0] != asked[query]} == {}


def names(entries: list[dict[str, Any]]) -> dict[str, set[str]]:
    """Return the titles, RPCs and fields of all calls, with the pages that have each."""
    pages: dict[str, set[str]] = {}
    for entry in entries:
        if "rpc" in entry:
            fields = {part for name, _ in entry.get("fields", ()) for part in (name, name.rpartition(".")[2])}
            for name in {entry["title"], entry["rpc"], *fields}:
                pages.setdefault(name, set()).add(entry["at"].partition("#")[0])
    return pages


def mistyped(name: str, draw: random.Random) -> str:
    """Leave a letter out, put one in, take another for one, or swap two."""
    at, letter = draw.randrange(len(name)), draw.choice(string.ascii_lowercase)
    swapped = name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :] if at else name[1] + name[0] + name[2:]
    return draw.choice(
        (name[:at] + name[at + 1 :], name[:at] + letter + name[at:], name[:at] + letter + name[at + 1 :], swapped)
    )


def test_a_name_with_a_typing_error_leads_to_its_page_first(finder: Page, entries: list[dict[str, Any]]) -> None:
    seed = random.SystemRandom().randrange(10**6)
    draw = random.Random(seed)  # noqa: S311 - nothing is secret here
    pages = {name: at for name, at in names(entries).items() if len(name) >= SHORTEST}
    asked = {mistyped(name, draw): name for name in draw.choices(sorted(pages), k=ERRORS)}
    hits = found(finder, list(asked))
    wrong = {query: at for query, at in hits.items() if not at or at[0].partition("#")[0] not in pages[asked[query]]}
    assert len(wrong) <= 0.03 * len(asked), f"seed {seed}: {wrong}"


def test_calls_come_before_sections_and_pages(finder: Page, entries: list[dict[str, Any]]) -> None:
    calls = {entry["at"] for entry in entries if "rpc" in entry}
    pages = [entry["page"] for entry in entries if "rpc" in entry]
    for query, hits in found(finder, [*pages, "key", "DeleteModels"], 20).items():
        assert hits[0] in calls, query


def test_an_excerpt_says_why_it_was_found(finder: Page) -> None:
    excerpt = "query => window.excerpt(query)"
    assert finder.evaluate(excerpt, "delete_all models").startswith("delete_all: ")
    assert finder.evaluate(excerpt, "DeleteAnnotation") == "Deletes: The one annotation that you name."
    assert finder.evaluate(excerpt, "setAnnotationId") == "In its code: setAnnotationId"
    assert "personal access token (PAT)" in finder.evaluate(excerpt, "access token")


def test_what_is_typed_into_the_box_is_found_at_each_letter(page: Page, site: Path) -> None:
    seed = random.SystemRandom().randrange(10**6)
    page.keyboard.press("/")
    box = page.get_by_role("combobox", name="Search")
    drawn = random.Random(seed).sample(words(site), TYPED)  # noqa: S311 - nothing is secret here
    for word in ("nodepool", *drawn):
        box.fill("")
        for letter in word:
            page.keyboard.type(letter)
            expect(page.locator(".search-said"), f"{word}, seed {seed}").to_have_text(re.compile(r"^(\d+ hits?)?$"))
        expect(page.get_by_role("option").first, f"{word}, seed {seed}").to_be_visible()


def test_it_is_worked_by_keyboard_and_says_what_there_is(page: Page, served: str) -> None:
    opener = page.get_by_role("button", name="Search")
    opener.focus()
    page.keyboard.press("Enter")
    box = page.get_by_role("combobox", name="Search")
    expect(box).to_be_focused()
    page.keyboard.type("delete model")
    options = page.get_by_role("option")
    expect(page.get_by_role("status").filter(has_text=re.compile(r"^\d+ hits$"))).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    for key, place in (("ArrowDown", 1), ("ArrowDown", 2), ("ArrowUp", 1), ("ArrowUp", 0)):
        page.keyboard.press(key)
        expect(options.nth(place)).to_have_attribute("aria-selected", "true")
        expect(box).to_have_attribute("aria-activedescendant", options.nth(place).get_attribute("id") or "")
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(opener).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.type("zzzqqq")
    expect(page.get_by_text("No hits for “zzzqqq”")).to_be_visible()
    page.keyboard.press("Enter")
    assert page.url == f"{served}/"


def test_a_hit_opens_in_the_language_that_was_asked_for(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("java delete key")
    page.keyboard.press("Enter")
    page.wait_for_url("**/delete-keys/?lang=java#delete_key")
    expect(page.get_by_role("tab", name="Java (gRPC)")).to_have_attribute("aria-selected", "true")


def test_a_hit_on_the_same_page_closes_the_search(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("when a call fails")
    page.get_by_role("option").first.click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("heading", name="When a call fails")).to_be_in_viewport()


def test_what_it_needs_is_loaded_when_a_reader_searches(browser: Browser, served: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    opened(page, served)
    page.wait_for_load_state("networkidle")
    own = {f"{served}/{name}" for name in ("assets/find.js", "assets/minisearch/index.js", "search/index.json")}
    assert own & set(asked) == set()
    page.keyboard.press("/")
    page.keyboard.type("key")
    expect(page.get_by_role("option").first).to_be_visible()
    assert own <= set(asked)
    assert all(url.startswith(served) for url in asked)
    page.close()


def test_an_index_that_does_not_come_is_asked_for_again(browser: Browser, served: str) -> None:
    page = browser.new_page()
    # Once as the box is opened, once for the first letter.
    answers: list[Callable[[Route], None]] = [lambda route: route.abort()] * 2
    page.route("**/search/index.json", lambda route: answers.pop()(route) if answers else route.continue_())
    opened(page, served)
    page.keyboard.press("/")
    page.keyboard.type("k")
    expect(page.get_by_text("The search could not be loaded")).to_be_visible()
    page.keyboard.type("ey")
    expect(page.get_by_role("option").first).to_be_visible()
    page.close()


def test_letters_typed_before_an_index_fails_to_come_are_searched_all_the_same(browser: Browser, served: str) -> None:
    page = browser.new_page()
    held: list[Route] = []
    page.route("**/search/index.json", lambda route: route.continue_() if held else held.append(route))
    opened(page, served)
    with page.expect_request("**/search/index.json"):
        page.keyboard.press("/")
    with page.expect_event("requestfailed"):
        page.keyboard.type("key")
        held[0].abort()
    expect(page.get_by_role("option").first).to_be_visible()
    expect(page.get_by_text("The search could not be loaded")).to_be_hidden()
    page.close()


def test_without_scripts_there_is_no_search(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("Search /")).to_be_hidden()
    context.close()


def test_the_library_is_as_it_was_published() -> None:
    folder = ROOT / "docs/assets/minisearch"
    said = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    assert all(said[key] for key in ("name", "version", "license"))
    files = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()}
    assert files.pop("package.json")
    assert files == said["sha256"]
