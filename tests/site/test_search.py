"""The search finds every word that stands in a title or a heading, while it is being typed."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

# The theme's own messages: it hands its worker the index, and asks it one question at a time.
WORKER = """async (own) => {
    const { search } = JSON.parse(document.getElementById("__config").textContent);
    const worker = new Worker(new URL(search, location));
    const answer = (message) => new Promise((done, failed) => {
        worker.onmessage = (event) => done(event.data.data);
        worker.onerror = (event) => failed(new Error(event.message));
        worker.postMessage(message);
    });
    const { config, docs } = await (await fetch(new URL("search/search_index.json", location))).json();
    await answer({ type: 0, data: { config, docs: own ?? docs, options: {} } });
    window.found = async (words) => {
        const found = {};
        for (const word of words) found[word] = (await answer({ type: 2, data: word })).items.length;
        return found;
    };
}"""
TYPED = 6
"""How many of the words are really typed into the box; each of them at all its letters."""


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


def stop_words(site: Path) -> set[str]:
    """Return the words that the search says itself to leave out."""
    (worker,) = (site / "assets/javascripts/workers").glob("search.*.min.js")
    found = re.search(r'generateStopWordFilter\(\["able"[^\]]*|generateStopWordFilter\(\["a"[^\]]*', worker.read_text())
    assert found is not None
    return set(re.findall('"([^"]+)"', found[0]))


def headings(site: Path) -> list[str]:
    texts = []
    for file in site.rglob("index.html"):
        reader = Headings()
        reader.feed(file.read_text(encoding="utf-8"))
        texts += reader.texts
    return sorted({text.strip() for text in texts} - {""})


def words(site: Path) -> list[str]:
    """Return the words of all titles and headings but the stop words, as a reader would type them."""
    found = {word for text in headings(site) for word in (*re.findall(r"\w+", text), *text.split())}
    stopped = stop_words(site)
    return sorted(word for word in found if re.search(r"\w", word) and word.lower().strip("?!.,:()") not in stopped)


def typed(word: str) -> list[str]:
    return [word[:length] for length in range(1, len(word) + 1) if re.search(r"\w", word[:length])]


@pytest.fixture
def search(browser: Browser, served: str) -> Iterator[Page]:
    wrong: list[str] = []
    page = browser.new_page()
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(error.message))
    page.goto(f"{served}/")
    yield page
    page.close()
    assert wrong == []


def missing(search: Page, queries: set[str], own: list[dict[str, str]] | None = None) -> list[str]:
    """Return the queries that find nothing, in the site's own index or in one of other pages."""
    search.evaluate(WORKER, own)
    found: dict[str, int] = search.evaluate("(words) => window.found(words)", sorted(queries))
    assert len(found) == len(queries)
    return [query for query, count in found.items() if not count]


def test_every_word_is_found_at_each_of_its_letters(search: Page, site: Path) -> None:
    own = words(site)
    assert len(own) > 80
    assert {"Delete", "Workflow", "Nodepools", "Bulk"} <= set(own)
    assert missing(search, {query for word in own for query in typed(word)}) == []


def test_every_title_is_found_at_each_of_its_words(search: Page, site: Path) -> None:
    stopped = stop_words(site)
    titles = [text for text in headings(site) if text.split()[0].lower() not in stopped]
    queries = {" ".join(text.split()[: end + 1]) for text in titles for end in range(len(text.split()))}
    assert missing(search, queries) == []


def test_signs_of_the_library_s_own_language_are_text(search: Page) -> None:
    queries = {"delete:", "DeleteModel:", "delete: model", "delete:model", "delete^", "delete^x", "delete~", "~delete"}
    queries |= {"delete -", "delete - model", "delete +", "--delete", "delete--model", "title:x delete"}
    assert missing(search, queries) == []


def test_words_of_code_are_found(search: Page, site: Path) -> None:
    texts = re.findall(r'"text":"((?:[^"\\]|\\.)*)"', (site / "search/search_index.json").read_text(encoding="utf-8"))
    code = {
        word for text in texts for word in re.findall(r"\w*[a-z][A-Z_0-9]\w*", re.sub(r"<[^>]*>|\\.|&\w+;", " ", text))
    }
    assert {"user_app_id", "base64", "DeleteAnnotations"} <= code
    seed = random.SystemRandom().randrange(10**6)
    drawn = random.Random(seed).sample(sorted(code), min(400, len(code)))  # noqa: S311
    assert missing(search, {query for word in drawn for query in typed(word)}) == [], f"seed {seed}"


def test_words_whose_ends_look_alike_are_told_apart(search: Page) -> None:
    drawn = random.Random(3)  # noqa: S311 - of these words, an index that joins what it cannot tell apart makes others
    own = ["".join(drawn.choices("01234", k=drawn.randint(2, 12))) for _ in range(4000)]
    pages = [{"location": f"{number}/", "title": word, "text": ""} for number, word in enumerate(own)]
    assert missing(search, {query for word in own for query in typed(word[:3])}, pages) == []


def test_what_is_typed_into_the_box_is_found_at_each_letter(browser: Browser, served: str, site: Path) -> None:
    seed = random.SystemRandom().randrange(10**6)
    wrong: list[Any] = []
    page = browser.new_page()
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(error.message))
    page.goto(f"{served}/")
    page.keyboard.press("/")
    box, meta = page.get_by_role("textbox", name="Search"), page.locator(".md-search-result__meta")
    drawn = random.Random(seed).sample(words(site), TYPED)  # noqa: S311 - nothing is secret here
    for word in ("nodepool", *drawn):
        box.fill("")
        for letter in word:
            page.keyboard.type(letter)
            expect(meta).to_have_text(re.compile(r"\d+ matching document|Type to start"))
            if wrong:
                break
        assert wrong == [], f"{word}, seed {seed}"
        expect(page.locator(".md-search-result__item a").first).to_be_visible()
    page.close()
