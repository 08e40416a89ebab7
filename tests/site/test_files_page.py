"""The page of `sixfold smoke --files --html`, in a browser that runs no script."""

from __future__ import annotations

import itertools
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from sixfold.cli.files_page import files_page
from sixfold.runner import FileReport

LONG = "a-name-without-a-place-to-break-" * 9
LANGUAGES = {"py": "Python", "js": "JavaScript", "node": "Node.js", "java": "Java", "php": "PHP", "curl": "cURL"}


def pages() -> str:
    reports = [
        FileReport(
            path=f"{language}/{LONG}",
            language=language,
            exit_code=0,
            calls=("DeleteThings",),
            requests=({"ids": [LONG * (number % 2)], **({"all": True} if number else {}), LONG: "x"},),
            unknown_fields=(),
            authorization=("Key k",),
            failures_shown={"wrong key": bool(number % 2)},
            findings=(LONG, "sends no key") if number % 2 else (),
        )
        for number, language in enumerate(LANGUAGES)
    ]
    not_run = FileReport(LONG, "", None, (), (), (), (), {}, ("not run: no such language",), ran=False)
    return files_page([*reports, not_run], LANGUAGES)


def test_it_is_read_on_a_phone_light_and_dark_without_another_host(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(pages(), encoding="utf-8")
    asked: list[str] = []
    for scheme, width in itertools.product(("light", "dark"), (1280, 390)):
        context = browser.new_context(
            color_scheme=scheme,  # type: ignore[arg-type]  # one of its literals
            viewport={"width": width, "height": 900},
            bypass_csp=True,
        )
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        page.get_by_text("The same in all").first.click()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (scheme, width)
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        context.close()
    assert {address for address in asked if address != "data:,"} == {file.as_uri()}
    # Without scripts, and held to its own policy, it has its style.
    context = browser.new_context(java_script_enabled=False, color_scheme="dark")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(file.as_uri())
    assert page.locator("thead th").nth(1).is_visible()
    assert said == []
    context.close()
