"""Zensical reads the same mkdocs.yml: a generated page is whole there too, and works under its policy."""

from __future__ import annotations

import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from sixfold.project import Project
from tests.support.projects import ROOT, copy
from tests.support.static_server import serve

PAGE = "api-guide/annotate/delete-annotations/"
WATCH = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) => violations.push(event.violatedDirective));
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("zensical")
    copy(folder, "docs", "code_snippets", "includes", "overrides", "mkdocs.yml", "nav.yml")
    words = [str(Path(sys.executable).with_name("zensical")), "build", "--strict"]
    run = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    finish = [sys.executable, "-m", "sixfold", "finish", "--quiet", str(folder / "site")]
    run = subprocess.run(finish, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return folder / "site"


def test_a_generated_page_is_whole_there_too(built: Path, loaded: Project) -> None:
    text = (built / PAGE / "index.html").read_text(encoding="utf-8")
    words_of = re.sub(r"<[^>]+>", "", text)
    operations = sum(f"{entry.page.path}/" == PAGE for entry in loaded.entries)
    assert text.count('class="tabbed-block"') == operations * len(loaded.languages)
    assert "Bulk Delete All Annotations by Input IDs" in words_of
    snippet = (ROOT / "code_snippets/api-guide/annotate/node/bulk_delete_annotations_input_ids.js").read_text()
    assert snippet.strip() in unescape(words_of)


def test_it_works_under_its_policy(built: Path, browser: Browser) -> None:
    wrong: list[str] = []
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(WATCH)
    page.on("pageerror", lambda error: wrong.append(error.message))
    page.on("console", lambda message: wrong.extend([message.text] if message.type == "error" else []))
    with serve(built) as served:
        page.goto(f"{served}/{PAGE}")
        link = page.get_by_role("link", name="View as Markdown")
        assert link.evaluate("link => link.href") == f"{served}/{PAGE}index.md"
        expect(page.get_by_role("button", name="Copy page as Markdown")).to_be_visible()
        links = page.locator("a[href*=delete-collaborators]")
        before = links.count()
        page.keyboard.press("/")
        page.keyboard.type("collaborators")
        expect(links).not_to_have_count(before)
        expect(links.last).to_be_visible()
        assert page.evaluate("() => window.violations") == []
        context.close()
    assert wrong == []
