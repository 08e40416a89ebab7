"""An operation's page, before anything is pasted: what to install, what goes and stays, what came of the last run."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from sixfold.project import Project
from sixfold.results.verification import read_results, verify
from tests.support.projects import ROOT

PAGE = "/api-guide/annotate/delete-annotations/"
STAND_IN_PAGE = "/api-guide/artifacts-and-secrets/delete-secrets/"
OPERATION = "delete_annotation_input_annotation_ids"
LANGUAGES = ["py", "js", "node", "java", "php", "curl"]


def opened(browser: Browser, address: str) -> Page:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(address)
    return page


def visible_tabs(page: Page) -> list[Locator]:
    """Return the open tab of each tab set: of the installation first, then of each operation."""
    return [tab for tab in page.locator(".tabbed-block").all() if tab.is_visible()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_says_how_to_install_its_client(
    browser: Browser, served: str, loaded: Project, language: str
) -> None:
    page = opened(browser, f"{served}{PAGE}?lang={language}")
    facts = next(found for found in loaded.languages if found.name == language)
    tab = visible_tabs(page)[0]
    if facts.installation.line:
        assert tab.locator("pre > code").inner_text() == f"{facts.installation.line}\n"
        assert facts.client_version in facts.installation.line
    else:
        assert tab.inner_text().startswith("Nothing to install")
        expect(tab.locator("pre")).to_have_count(0)
    page.close()


def test_where_a_stand_in_makes_every_call_there_is_nothing_to_install(browser: Browser, served: str) -> None:
    page = opened(browser, f"{served}{STAND_IN_PAGE}?lang=java")
    assert visible_tabs(page)[0].inner_text().startswith("Nothing to install: java.net.http is part of Java.\n")
    page.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_says_when_it_was_run_and_with_what_and_each_snippet_what_came_of_it(
    browser: Browser, served: str, language: str
) -> None:
    results = read_results(ROOT)
    assert results is not None
    page = opened(browser, f"{served}{PAGE}?lang={language}")
    installation, tab = visible_tabs(page)[:2]
    facts, run = results.runtimes[language], installation.locator(".run").inner_text()
    days = {result.day for result in results.results if result.key.language == language}
    assert any(day in run for day in days)
    assert facts.runtime in run
    assert facts.client in run
    verdict, code = tab.locator(".verdict"), tab.locator("[data-snippet] pre")
    assert verdict.inner_text() == "Held when run as it stands here."
    above, below = verdict.bounding_box(), code.bounding_box()
    assert above
    assert below
    assert above["y"] + above["height"] <= below["y"]
    verdict.get_by_role("link", name="Held").click()
    assert page.url.startswith(f"{served}/verification/")
    page.close()


def test_a_stand_in_names_what_it_was_run_with(browser: Browser, served: str, loaded: Project) -> None:
    page = opened(browser, f"{served}{STAND_IN_PAGE}?lang=java")
    text = visible_tabs(page)[0].locator(".run").inner_text()
    verification = verify(read_results(ROOT), [])
    java = next(language for language in loaded.languages if language.name == "java")
    assert java.stand_in
    assert verification.run_with(java.stand_in) in text
    assert "java.net.http" in text
    page.close()


def test_what_a_delete_does_stands_above_its_tabs(browser: Browser, served: str) -> None:
    page = opened(browser, served + PAGE)
    box = page.locator(".admonition", has_text="What goes").first
    assert box.inner_text().startswith("This cannot be undone")
    assert "What stays:" in box.inner_text()
    above, tabs = box.bounding_box(), page.locator(".tabbed-set").nth(1).bounding_box()
    assert above
    assert tabs
    assert above["y"] + above["height"] <= tabs["y"]
    page.close()


def test_the_link_to_a_language_stands_beside_the_tabs(browser: Browser, served: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(served + PAGE)
    bar = page.locator(".language-bar").nth(1)
    tab, link = bar.get_by_role("tab").first.bounding_box(), bar.locator(".language-link").bounding_box()
    assert tab
    assert link
    assert tab["y"] <= link["y"] < tab["y"] + tab["height"]
    page.close()
