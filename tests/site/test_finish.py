"""A finished site in Chromium: every page works under its policy, and every page stands beside itself as Markdown."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from sixfold.site.finish import read_library
from sixfold.site.llms import Generated
from tests.support.projects import ROOT, copy
from tests.support.site_build import build

OPERATIONS = "/api-guide/annotate/delete-annotations/"
WATCH = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) =>
    violations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""
INJECT = """() => {
    const script = document.createElement("script");
    script.textContent = "window.injected = true";
    document.body.append(script);
    return window.injected === true;
}"""
PAGES = read_library(ROOT, Generated()).pages


class Visit:
    """A page of the browser that notes what goes wrong in it."""

    def __init__(self, page: Page, served: str) -> None:
        self.page = page
        self.served = served
        self.wrong: list[str] = []
        page.add_init_script(WATCH)
        page.on("pageerror", lambda error: self.wrong.append(error.message))
        page.on("console", lambda message: self.wrong.extend([message.text] if message.type == "error" else []))
        page.on("request", self._note)

    def _note(self, request: Request) -> None:
        if not request.url.startswith((f"{self.served}/", "data:")):
            self.wrong.append(f"asked {request.url}")

    def open(self, path: str) -> None:
        self.page.goto(f"{self.served}{path}", wait_until="load")

    def violations(self) -> list[str]:
        found: list[str] = self.page.evaluate("() => window.violations")
        return found


@pytest.fixture
def visit(browser: Browser, served: str) -> Iterator[Visit]:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    yield Visit(context.new_page(), served)
    context.close()


def test_every_page_has_one_policy(site: Path) -> None:
    files = sorted(site.rglob("*.html"))
    assert len(files) > len(PAGES)
    for file in files:
        assert file.read_text(encoding="utf-8").count('http-equiv="Content-Security-Policy"') == 1


# A violation is an error of the console too: test_accessibility.py listens to that of every page.
@pytest.mark.parametrize("path", ["/", OPERATIONS, "/verification/", "/maintainers/", "/404.html"])
def test_each_kind_of_page_works_under_its_policy(visit: Visit, path: str) -> None:
    visit.open(path)
    visit.page.wait_for_selector(".search-open", state="attached")
    assert (visit.violations(), visit.wrong) == ([], [])


def test_search_works_under_the_policy(visit: Visit) -> None:
    visit.open("/")
    expect(visit.page.get_by_role("button", name="Search")).to_be_enabled()
    visit.page.keyboard.press("/")
    visit.page.keyboard.type("mask annotations")
    first = visit.page.get_by_role("option").first
    expect(first).to_be_visible()
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/api-guide/**")
    assert (visit.violations(), visit.wrong) == ([], [])


def test_the_colours_can_be_changed(visit: Visit) -> None:
    visit.open(OPERATIONS)
    before = visit.page.locator("body").get_attribute("data-md-color-scheme")
    visit.page.locator("label.md-header__button[for^=__palette]:visible").click()
    expect(visit.page.locator("body")).not_to_have_attribute("data-md-color-scheme", before or "")
    visit.page.reload()
    expect(visit.page.locator("body")).not_to_have_attribute("data-md-color-scheme", before or "")
    assert (visit.violations(), visit.wrong) == ([], [])


def test_a_script_that_is_not_the_pages_own_does_not_run(visit: Visit) -> None:
    visit.open(OPERATIONS)
    assert visit.page.evaluate(INJECT) is False
    assert visit.violations() == ["script-src-elem inline"]


def test_it_is_the_policy_that_keeps_it_from_running(visit: Visit, site: Path) -> None:
    html = (site / OPERATIONS[1:] / "index.html").read_text(encoding="utf-8")
    bare = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)
    visit.page.route(f"**{OPERATIONS}", lambda route: route.fulfill(body=bare, content_type="text/html"))
    visit.open(OPERATIONS)
    assert visit.page.evaluate(INJECT) is True


def test_the_policy_comes_before_everything_that_it_is_asked_of(site: Path) -> None:
    for file in site.rglob("*.html"):
        content = file.read_bytes()
        first = min(content.index(word) for word in (b"<script", b"<link", b"<title"))
        assert content.index(b"<meta charset") < content.index(b"Content-Security-Policy") < first
        assert content.index(b"<meta charset") < 1024, "a browser looks for the character set in so many bytes"


def test_no_page_names_itself_to_the_next(visit: Visit) -> None:
    told: list[str] = []
    visit.page.on("request", lambda request: told.extend(request.headers.get("referer", "").split()))
    visit.open(f"{OPERATIONS}?USER_ID=ann")
    visit.page.locator(".md-nav__link[href*=delete-inputs]").first.evaluate("link => link.click()")
    visit.page.wait_for_url("**/delete-inputs/")
    assert told == []


def test_finishing_again_changes_nothing(site: Path) -> None:
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in site.rglob("*") if path.is_file()}
    run = subprocess.run(
        [sys.executable, "-m", "sixfold", "finish", str(site)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert re.fullmatch(r"\d+ HTML files with a policy, \d+ texts for programs\n", run.stdout)
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in site.rglob("*") if path.is_file()} == before


def test_a_second_build_is_the_same_byte_for_byte(site: Path, tmp_path: Path) -> None:
    build(tmp_path / "second")
    first, second = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (site, tmp_path / "second")
    )
    assert len(first) > 20
    assert first == second


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_every_page_stands_beside_itself_as_markdown(page: object, site: Path) -> None:
    assert page in PAGES
    (found,) = (own for own in PAGES if own == page)
    text = (site / found.twin).read_text(encoding="utf-8")
    prose = re.sub(r"^(`{3,}).*?^\1$", "", re.sub("^> ?", "", text, flags=re.MULTILINE), flags=re.DOTALL | re.MULTILINE)
    prose = re.sub("`[^`\n]+`", "", prose)
    assert text.startswith("# ")
    assert not re.search(r"^ *(===|!!!|\?\?\?)|--8<--|</|\{ ?[.#:]", prose, re.MULTILINE)
    for path in re.findall(r'--8<-- "(code_snippets/.*)"', (ROOT / "docs" / found.path).read_text(encoding="utf-8")):
        assert (ROOT / path).read_text(encoding="utf-8").rstrip("\n") in text, path


def links(text: str) -> list[str]:
    prose = re.sub(r"^(`{3,}).*?^\1$", "", text, flags=re.DOTALL | re.MULTILINE)
    return re.findall(r"\]\(<?([^)\s>]+)", re.sub("`[^`]*`", "", prose))


def test_every_link_in_a_text_for_programs_leads_somewhere(site: Path) -> None:
    files = [*site.rglob("*.md"), *site.glob("llms*.txt")]
    assert len(files) == len(PAGES) + 8
    seen = 0
    for file in files:
        for link in links(file.read_text(encoding="utf-8")):
            whole = urlsplit(urljoin(f"http://site/{file.relative_to(site)}", link))
            if not urlsplit(link).scheme:
                seen += 1
                assert not link.startswith("/")
                assert (site / whole.path.lstrip("/")).is_file() or not whole.path, f"{file}: {link}"
    assert seen > len(PAGES)


def test_the_text_of_one_language_has_all_its_snippets_and_no_other(site: Path) -> None:
    files = {path.stem: path.read_text(encoding="utf-8") for path in site.glob("llms-*.txt")}
    assert sorted(files) == [f"llms-{key}" for key in ("curl", "full", "java", "js", "node", "php", "py")]
    snippets = [path for path in (ROOT / "code_snippets").rglob("*.*") if path.is_file()]
    assert len(snippets) > 200
    for path in snippets:
        text = path.read_text(encoding="utf-8").rstrip("\n")
        holding = {name for name, content in files.items() if text in content}
        assert holding == {f"llms-{path.parent.name}", "llms-full"}, path
    assert "#### Java (REST)" in files["llms-java"]


def test_the_button_copies_the_page_as_markdown(visit: Visit, site: Path) -> None:
    visit.open(OPERATIONS)
    visit.page.get_by_role("button", name="Copy page as Markdown").click()
    expect(visit.page.locator(".as-markdown [role=status]")).to_have_text("Copied")
    text = (site / OPERATIONS[1:] / "index.md").read_text(encoding="utf-8")
    copied = visit.page.evaluate("() => navigator.clipboard.readText()")
    assert copied == f"From: {visit.served}{OPERATIONS}index.md\n\n{text}"
    assert (visit.violations(), visit.wrong) == ([], [])


def test_the_button_copies_where_the_browser_has_no_clipboard_object(visit: Visit) -> None:
    visit.page.add_init_script("window.readable = navigator.clipboard; delete Navigator.prototype.clipboard;")
    visit.open(OPERATIONS)
    visit.page.get_by_role("button", name="Copy page as Markdown").click()
    expect(visit.page.locator(".as-markdown [role=status]")).to_have_text("Copied")
    copied: str = visit.page.evaluate("() => readable.readText()")
    assert copied.startswith(f"From: {visit.served}{OPERATIONS}index.md\n\n# ")
    assert (visit.violations(), visit.wrong) == ([], [])


def test_the_button_says_when_it_could_not(visit: Visit) -> None:
    visit.page.route("**/index.md", lambda route: route.abort())
    visit.open(OPERATIONS)
    visit.page.get_by_role("button", name="Copy page as Markdown").click()
    expect(visit.page.locator(".as-markdown [role=status]")).to_have_text(
        "This did not work: view it and copy it there"
    )


@pytest.mark.parametrize("path", [OPERATIONS, "/verification/", "/coverage/"])
def test_without_scripts_a_link_leads_to_the_markdown(browser: Browser, served: str, path: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}{path}")
    link = page.get_by_role("link", name="View as Markdown")
    assert link.evaluate("link => link.href") == f"{served}{path}index.md"
    assert page.get_by_role("button", name="Copy page as Markdown").count() == 0
    context.close()


def test_a_shared_link_shows_title_and_description(visit: Visit) -> None:
    visit.open(OPERATIONS)
    page = next(page for page in PAGES if f"/{page.folder}" == OPERATIONS)
    for name, content in {
        "og:title": page.title,
        "og:description": page.description,
        "og:site_name": "Sixfold",
    }.items():
        expect(visit.page.locator(f'head > meta[property="{name}"]')).to_have_attribute("content", content)
    expect(visit.page.locator('head > meta[name="twitter:card"]')).to_have_attribute("content", "summary")


def test_a_page_says_where_it_stands_and_the_sitemap_names_all(visit: Visit, site: Path) -> None:
    visit.open(OPERATIONS)
    address = f"https://docs.example.com{OPERATIONS}"
    expect(visit.page.locator('head > link[rel="canonical"]')).to_have_attribute("href", address)
    expect(visit.page.locator('head > meta[property="og:url"]')).to_have_attribute("content", address)
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    named = set(re.findall("<loc>(.*?)</loc>", sitemap))
    assert {f"https://docs.example.com/{page.folder}" for page in PAGES} <= named


def test_a_site_without_an_address_says_nothing_of_one(tmp_path: Path) -> None:
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").replace("INHERIT: nav.yml\n", "")
    copy(tmp_path, "docs/assets", "docs/index.md", "includes", "code_snippets", "overrides")
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    env = {name: value for name, value in os.environ.items() if name != "SITE_URL"} | {"NO_MKDOCS_2_WARNING": "1"}
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"], cwd=tmp_path, env=env, capture_output=True, check=False
    )
    assert run.returncode == 0, run.stderr
    html = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert not re.search('rel="canonical"|property="og:url"', html)
    assert "<loc>" not in (tmp_path / "site/sitemap.xml").read_text(encoding="utf-8")


def test_a_page_says_in_what_it_stands_and_leads_to_its_neighbours(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 320, "height": 700})
    visit.open(OPERATIONS)
    expect(visit.page.get_by_role("navigation", name="Breadcrumb").get_by_role("listitem")).to_have_text(
        ["Home", "API Guide", "Annotate"]
    )
    neighbours = visit.page.get_by_role("navigation", name="Previous and next page").get_by_role("link")
    expect(neighbours).to_have_text(["Previous Delete Annotation Tracks", "Next Delete Inputs"])
    assert neighbours.locator(".md-ellipsis").evaluate_all("all => all.every((t) => t.scrollWidth <= t.clientWidth)")
    neighbours.last.click()
    expect(visit.page.locator("h1")).to_have_text(re.compile("Delete Inputs"))
    visit.page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="Home").click()
    expect(visit.page).to_have_url(f"{visit.served}/")
    assert (visit.violations(), visit.wrong) == ([], [])


@pytest.mark.parametrize("path", ["/nothing", "/no/such/page/", "/api-guide/annotate/delete-annotations/nothing/here"])
def test_a_wrong_address_is_a_whole_page_at_any_depth(visit: Visit, path: str) -> None:
    visit.open(path)
    # The browser reports the status itself; nothing else may fail.
    assert len(visit.wrong) == 1
    assert "404" in visit.wrong[0]
    assert visit.page.title() == "Page not found - Sixfold"
    expect(visit.page.get_by_role("button", name="Search")).to_be_enabled()
    visit.page.keyboard.press("/")
    visit.page.keyboard.type("collaborators")
    expect(visit.page.get_by_role("option").first).to_be_visible()
    visit.page.keyboard.press("Escape")
    visit.page.get_by_role("main").get_by_role("link", name="home page").click()
    visit.page.wait_for_url(lambda url: urlsplit(url).path == "/")
    assert visit.violations() == []
