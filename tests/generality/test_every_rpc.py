"""A spec of every RPC with one request and one answer, with every field set, gives six programs that parse."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from sixfold import project
from sixfold.install import client_folder
from sixfold.language import Language, NameKind
from sixfold.project import Project
from sixfold.scaffold import drafted_page
from sixfold.scaffold.entry import scaffold
from sixfold.snippet import Snippet
from tests.support import drawing
from tests.support.browsers import launch
from tests.support.drawing import drawn
from tests.support.processes import run
from tests.support.projects import ROOT, Make
from tests.support.runtimes import need

# Reads each file that it is given with V8's own parser, as a script.
NODE_PARSES = (
    "const { Script } = require('vm'); const { readFileSync } = require('fs');"
    "for (const file of process.argv.slice(1)) new Script(readFileSync(file, 'utf8'), { filename: file });"
)


UNARY = 264
"""The RPCs of the API with one request and one answer."""
ONE_OF = 3
"""Of these, one is drawn in so many."""


def variables_kept(language: Language) -> frozenset[str]:
    return language.impossible[NameKind.VARIABLE]


@pytest.fixture(scope="module")
def everything(make_project: Make) -> Project:
    base = project.load_base(ROOT)
    api = base.api
    known = {name: api.variables[name].description for name in ("USER_ID", "PAT", "APP_ID")}
    kept = {word for language in base.languages for form in language.forms for word in variables_kept(form)}
    pages = {}
    methods = {method.name: method for method in base.definition.methods.values() if not method.streaming}
    assert len(methods) == UNARY
    for name, method in drawn(methods, ONE_OF, lambda _: "every RPC").items():
        found = scaffold(method, frozenset(api.scope.keys), known, identity=f"rpc_{name.lower()}", everything=True)
        # What an author is asked for is no answer, and a name that a language keeps is to be another.
        text = drafted_page(name, found).replace("Say what ", "Words on what ")
        pages[f"all/{name.lower()}.yaml"] = re.sub(rf"(?m)(\$|^  )({'|'.join(kept)})\b", r"\1\2_VALUE", text)
    return make_project(pages)


def files_of(everything: Project, language: str) -> list[Snippet]:
    found = [item for item in everything.snippets if item.language.name == language]
    assert len(found) == (UNARY if drawing.is_whole() else UNARY // ONE_OF)
    for form in {item.form.name: item.form for item in found}.values():
        need(form)
    return found


def paths(everything: Project, items: list[Snippet]) -> list[str]:
    return [str(everything.root / item.path) for item in items]


def parse_python(everything: Project, _: Path) -> None:
    for path in paths(everything, files_of(everything, "py")):
        compile(Path(path).read_bytes(), path, "exec")


def parse_browser(everything: Project, _: Path) -> None:
    # The tests of the site keep a browser, and with it this thread's event loop: Playwright wants one of its own.
    with ThreadPoolExecutor(1) as thread:
        errors = thread.submit(browser_errors, paths(everything, files_of(everything, "js"))).result()
    assert [error for error in errors if "SyntaxError" in error] == []


def browser_errors(files: list[str]) -> list[str]:
    errors: list[str] = []
    with sync_playwright() as playwright:
        browser = launch(playwright, "--host-resolver-rules=MAP * ~NOTFOUND")
        page = browser.new_page()
        page.on("pageerror", lambda error: errors.append(f"{page.url}: {error.name}: {error.message}"))
        for path in files:
            page.goto(Path(path).as_uri())
        browser.close()
    return errors


def parse_node(everything: Project, _: Path) -> None:
    # A file that stands in is a module: it awaits at its top level, and V8 reads that as a script no more.
    scripts = [item for item in files_of(everything, "node") if item.form.name == "node"]
    run("node", "-e", NODE_PARSES, *paths(everything, scripts))
    for path in paths(everything, [item for item in files_of(everything, "node") if item.form.name != "node"]):
        run("node", "--check", path)


def parse_java(everything: Project, work: Path) -> None:
    languages = {language.name: language for language in everything.languages}
    library = client_folder(ROOT, languages["java"]) / "lib"
    run("javac", "-nowarn", "-cp", f"{library}/*", "-d", str(work), *paths(everything, files_of(everything, "java")))


def parse_php(everything: Project, _: Path) -> None:
    for path in paths(everything, files_of(everything, "php")):
        run("php", "-l", path)


def parse_shell(everything: Project, _: Path) -> None:
    for path in paths(everything, files_of(everything, "curl")):
        run("bash", "-n", path)


PARSERS: dict[str, Callable[[Project, Path], None]] = {
    "py": parse_python,
    "js": parse_browser,
    "node": parse_node,
    "java": parse_java,
    "php": parse_php,
    "curl": parse_shell,
}


def test_every_language_has_a_parser_here(everything: Project) -> None:
    languages: tuple[Language, ...] = everything.languages
    if more := [language.name for language in languages if language.name not in PARSERS]:
        pytest.skip(f"nothing parses programs of {', '.join(more)} here; write a parser into PARSERS")


@pytest.mark.parametrize("language", PARSERS)
def test_every_program_parses(everything: Project, language: str, tmp_path: Path) -> None:
    PARSERS[language](everything, tmp_path)
