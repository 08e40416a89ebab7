"""An operation's page, before anything is pasted: what to install, what goes and stays, what came of the last run."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from sixfold.project import Project
from sixfold.results.verification import read_results
from tests.support.projects import ROOT
from tests.support.rendering import verify

PAGE = "/api-guide/annotate/delete-annotations/"
STAND_IN_PAGE = "/api-guide/artifacts-and-secrets/delete-secrets/"
OPERATION = "delete_annotation_input_annotation_ids"
LANGUAGES = ["py", "js", "node", "java", "php", "curl"]


def opened(browser: Browser, address: str) -> Page:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(address)
    return page


def panels(page: Page) -> list[Locator]:
    """Return the open tab of each operation."""
    return page.locator(".operation-code > .tabbed-set > .tabbed-content > .tabbed-block:visible").all()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_says_how_to_install_its_client_and_with_what_its_snippets_were_run(
    browser: Browser, served: str, loaded: Project, language: str
) -> None:
    results = read_results(ROOT)
    assert results is not None
    page = opened(browser, f"{served}{PAGE}?lang={language}")
    facts = next(found for found in loaded.languages if found.name == language)
    days = {result.day for result in results.results if result.key.language == language}
    run_with = results.runtimes[language]
    tabs = panels(page)
    assert len(tabs) == 3
    for tab in tabs:
        if facts.installation.line:
            assert tab.locator(".install pre > code").text_content() == f"{facts.installation.line}\n"
            assert facts.client_version in facts.installation.line
        else:
            expect(tab.locator("p.install")).to_contain_text("Nothing to install")
        verdict, code = tab.locator(".verdict"), tab.locator("[data-snippet] pre")
        said = verdict.inner_text()
        assert said.startswith("Verified ")
        assert any(day in said for day in days)
        assert run_with.runtime in said
        assert run_with.client in said
        above, below = code.bounding_box(), verdict.bounding_box()
        assert above
        assert below
        assert above["y"] + above["height"] <= below["y"]
    tabs[0].locator(".verdict").get_by_role("link", name="Verified").click()
    assert page.url.startswith(f"{served}/verification/")
    page.close()


def test_a_stand_in_says_that_there_is_nothing_to_install_and_what_it_was_run_with(
    browser: Browser, served: str, loaded: Project
) -> None:
    page = opened(browser, f"{served}{STAND_IN_PAGE}?lang=java")
    tab = panels(page)[0]
    expect(tab.locator("p.install").first).to_contain_text("Nothing to install: java.net.http is part of Java.")
    java = next(language for language in loaded.languages if language.name == "java")
    assert java.stand_in
    said = tab.locator(".verdict").inner_text()
    assert verify(read_results(ROOT), []).run_with(java.stand_in) in said
    assert "java.net.http" in said
    page.close()


def test_what_a_delete_does_stands_above_its_tabs(browser: Browser, served: str) -> None:
    page = opened(browser, served + PAGE)
    box = page.locator(".admonition", has_text="Deletes:").first
    assert box.inner_text().startswith("This cannot be undone")
    assert "Keeps:" in box.inner_text()
    above, tabs = box.bounding_box(), page.locator(".tabbed-set").first.bounding_box()
    assert above
    assert tabs
    assert above["y"] + above["height"] <= tabs["y"]
    page.close()


def test_the_tabs_have_a_row_of_their_own_and_what_a_panel_can_do_stands_below(browser: Browser, served: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(served + PAGE)
    row = page.locator(".language-row").first
    tabs = page.get_by_role("tablist").first.bounding_box()
    values, link = row.locator("summary").bounding_box(), row.locator(".language-link").last.bounding_box()
    assert tabs
    assert values
    assert link
    assert tabs["y"] + tabs["height"] <= values["y"] + 2
    assert values["y"] <= link["y"] < values["y"] + values["height"]
    page.close()
