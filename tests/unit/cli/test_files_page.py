"""`sixfold smoke --files --html`: what differs between the files of an operation comes first, and all of it is text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from sixfold.cli.files_page import files_page, is_page
from sixfold.cli.files_rows import Mark, operations, rows, shown
from sixfold.runner import FileReport
from tests.support.commands import Sixfold

TITLES = {"py": "Python", "node": "Node.js", "curl": "cURL"}
EVIL = "</code><script>alert(1)</script><img src=//x onerror=alert(1)>\x1b[31m\u202e&amp;\"'"


ALLOWED = {
    *("html", "head", "meta", "link", "title", "style", "body", "main", "nav", "section", "div", "details", "summary"),
    *("h1", "h2", "p", "ul", "ol", "li", "a", "b", "span", "code", "small"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
}


class Elements(HTMLParser):
    """The elements of a page, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def report(path: str, language: str, request: dict[str, Any] | None, *findings: str, ran: bool = True) -> FileReport:
    calls = () if request is None else ("DeleteThings",)
    shown_failures = {} if request is None else {"wrong key": True}
    requests = () if request is None else (request,)
    keys = () if request is None else ("Key k",)
    return FileReport(path, language, 0 if ran else None, calls, requests, (), keys, shown_failures, findings, ran=ran)


def three() -> list[FileReport]:
    return [
        report("docs/curl/x.sh", "curl", {"user": {"id": "me"}, "ids": ["1"], "all": True}),
        report("docs/node/x.js", "node", {"user": {"id": "me"}, "all": True}, "sends no ids"),
        report("docs/py/x.py", "py", {"user": {"id": "you"}, "ids": ["2"], "all": True}),
    ]


def test_what_differs_comes_first() -> None:
    (files,) = operations(three(), list(TITLES)).values()
    assert [found.language for found in files] == ["py", "node", "curl"]
    found = rows(files)
    assert [(row.name, row.mark) for row in found][:4] == [
        ("Found", Mark.WRONG),
        ("ids", Mark.LACKING),
        ("user.id", Mark.DIFFERENT),
        ("all", Mark.SAME),
    ]
    assert {row.mark for row in found[3:]} == {Mark.SAME}
    assert [(cell.texts, cell.mark) for cell in found[1].cells] == [
        (('["2"]',), Mark.SAME),
        (("not sent",), Mark.LACKING),
        (('["1"]',), Mark.SAME),
    ]


def test_a_file_that_calls_nothing_stands_with_those_of_its_name() -> None:
    files = [*three(), report("old/py/x.py", "py", None, "needs the package a"), report("y.py", "py", None)]
    found = operations(files, list(TITLES))
    assert {name: len(group) for name, group in found.items()} == {"DeleteThings": 4, "No call": 1}
    (lacking,) = (row for row in rows(found["DeleteThings"]) if row.name == "ids")
    assert [cell.texts for cell in lacking.cells][1] == ("no request",)


def test_a_long_value_is_shown_by_its_beginning_and_its_length() -> None:
    assert shown("x" * 10_000) == f"{'x' * 300}… (10,000 characters)"
    assert shown(["é"]) == '["é"]'


def test_all_that_comes_from_outside_is_text() -> None:
    evil = report(f"{EVIL}.py", "py", {EVIL: {EVIL: EVIL}}, EVIL, EVIL)
    page = files_page([evil, report(EVIL, "", None, EVIL, ran=False), *three()], TITLES)
    elements = Elements()
    elements.feed(page)
    assert {tag for tag, _ in elements.found} <= ALLOWED
    attributes = [pair for _, pairs in elements.found for pair in pairs]
    assert {name for name, _ in attributes} <= {
        *("lang", "charset", "name", "content", "http-equiv", "rel", "href", "class", "id", "tabindex", "role"),
        *("aria-label", "scope", "data-file"),
    }
    assert all(value and re.match("#|data:,", value) for name, value in attributes if name == "href")
    assert not {"\x1b", "\u202e"} & set(page)
    assert "".join(elements.texts).count("<script>alert(1)</script>") > 5
    assert "default-src 'none'" in page


def test_a_page_is_written_and_over_nothing_else(sixfold: Sixfold, project: Path) -> None:
    (project / "a.sh").write_text("exit 3\n")
    words = ("smoke", "--files", "a.sh", "--html", "page.html")
    assert sixfold(*words)[0] == 1
    first = (project / "page.html").read_bytes()
    assert is_page(first)
    assert b"ends with exit code 3" in first
    assert sixfold(*words)[0] == 1
    (project / "page.html").write_text("<!DOCTYPE html>\n<p>Mine</p>\n")
    code, _, err = sixfold(*words)
    assert (code, "holds something else than results" in err) == (1, True)
    assert (project / "page.html").read_text() == "<!DOCTYPE html>\n<p>Mine</p>\n"
