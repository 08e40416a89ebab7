"""Reports of hand-written files -> one HTML page for people: by operation, a column a file, what differs first.

It asks no host for anything, and has no script. What comes from outside is text in it, whatever it holds: the tree is
written by a serializer, and what cannot be seen is an escape.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

from sixfold.cli.files_rows import Cell, Mark, Row, operations, rows, short_paths
from sixfold.frozen import frozen
from sixfold.runner import FileReport
from sixfold.visible import visible

GENERATOR = "sixfold smoke --files"
"""What the page says that it was made by."""
_STYLE = Path(__file__).with_suffix(".css")
_WORDS = {Mark.LACKING: "not sent by all", Mark.DIFFERENT: "differs", Mark.WRONG: "", Mark.SAME: ""}


@frozen
class _Column:
    """A file with what readers call its language, and its path as short as can be."""

    report: FileReport
    title: str
    path: str


def files_page(reports: Sequence[FileReport], titles: Mapping[str, str]) -> str:
    """Return the page.

    :param titles: what readers call each language, by its name, in the order in which they stand.
    """
    style = _STYLE.read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    html = ET.Element("html", lang="en")
    head = ET.SubElement(html, "head")
    ET.SubElement(head, "meta", charset="utf-8")
    ET.SubElement(head, "meta", name="generator", content=GENERATOR)
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    ET.SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": policy})
    ET.SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    ET.SubElement(head, "meta", name="color-scheme", content="light dark")
    ET.SubElement(head, "link", rel="icon", href="data:,")
    _text(head, "title", "What these files do")
    _text(head, "style", "").text = style
    body = ET.SubElement(html, "body")
    groups = operations(reports, list(titles))
    main = ET.SubElement(body, "main")
    _opening(main, reports, groups)
    for number, (name, found) in enumerate(groups.items()):
        paths = short_paths(found)
        columns = [_Column(each, titles.get(each.language, each.language), paths[each.path]) for each in found]
        _section(main, number, name, columns)
    _not_run(main, [report for report in reports if not report.ran])
    return f"<!DOCTYPE html>\n{ET.tostring(html, encoding='unicode', method='html')}\n"


def is_page(content: bytes) -> bool:
    """Say whether a file holds such a page."""
    return GENERATOR.encode() in content[:1000] and content.startswith(b"<!DOCTYPE html>")


def _opening(main: ET.Element, reports: Sequence[FileReport], groups: Mapping[str, Sequence[FileReport]]) -> None:
    _text(main, "h1", "What these files do")
    _text(main, "p", "Each was run as it is against a local sandbox of the API.", {"class": "soft"})
    ran = [report for report in reports if report.ran]
    wrong = sum(bool(report.findings) for report in ran)
    figures = ET.SubElement(main, "ul", {"class": "sum"})
    for count, words in (
        (len(reports), "files"),
        (len(ran) - wrong, "with nothing found"),
        (wrong, "with findings"),
        (len(reports) - len(ran), "not run"),
    ):
        _text(ET.SubElement(figures, "li"), "b", str(count)).tail = f" {words}"
    listed = ET.SubElement(ET.SubElement(main, "nav", {"aria-label": "Operations"}), "ol")
    for number, (name, found) in enumerate(groups.items()):
        item = ET.SubElement(listed, "li")
        count = sum(len(report.findings) for report in found)
        _text(item, "a", name, {"href": f"#operation-{number}"}).tail = f": {_counted(count, 'finding')}"


def _section(main: ET.Element, number: int, name: str, columns: Sequence[_Column]) -> None:
    section = ET.SubElement(main, "section", id=f"operation-{number}")
    _text(section, "h2", name)
    every = rows([column.report for column in columns])
    telling = [row for row in every if row.mark is not Mark.SAME]
    same = [row for row in every if row.mark is Mark.SAME]
    _text(
        section, "p", f"{_counted(len(columns), 'file')}; {_counted(len(telling), 'row')} to look at", {"class": "soft"}
    )
    if telling:
        _table(section, "What differs, and what was found", columns, telling)
    if same:
        details = ET.SubElement(section, "details")
        _text(details, "summary", f"The same in all: {_counted(len(same), 'row')}")
        _table(details, "The same in all", columns, same)


def _table(place: ET.Element, caption: str, columns: Sequence[_Column], shown: Iterable[Row]) -> None:
    # What a keyboard can reach can be scrolled by it.
    wide = ET.SubElement(place, "div", {"class": "wide", "tabindex": "0", "role": "region", "aria-label": caption})
    table = ET.SubElement(wide, "table")
    _text(table, "caption", caption)
    head = ET.SubElement(ET.SubElement(table, "thead"), "tr")
    _text(head, "th", "File", {"scope": "col"})
    for column in columns:
        _text(_text(head, "th", column.title, {"scope": "col"}), "small", column.path)
    body = ET.SubElement(table, "tbody")
    for row in shown:
        line = ET.SubElement(body, "tr")
        name = _text(line, "th", row.name, {"scope": "row"})
        if words := _WORDS[row.mark]:
            _text(name, "span", words, {"class": "mark"})
        for column, cell in zip(columns, row.cells, strict=True):
            _cell(line, cell, f"{column.title} · {column.path}")


def _cell(line: ET.Element, cell: Cell, file: str) -> None:
    place = ET.SubElement(line, "td", {"data-file": visible(file)})
    if kind := {Mark.WRONG: "wrong", Mark.LACKING: "differs", Mark.DIFFERENT: "differs"}.get(cell.mark):
        place.set("class", kind)
    if len(cell.texts) == 1:
        _text(place, "code" if cell.is_code else "span", cell.texts[0])
    elif cell.texts:
        listed = ET.SubElement(place, "ul")
        for text in cell.texts:
            _text(listed, "li", text)
    else:
        _text(place, "span", "nothing found", {"class": "good"})


def _not_run(main: ET.Element, found: Sequence[FileReport]) -> None:
    if not found:
        return
    section = ET.SubElement(main, "section", id="not-run")
    _text(section, "h2", "Not run")
    listed = ET.SubElement(section, "ul")
    for report in found:
        item = ET.SubElement(listed, "li")
        _text(item, "code", report.path).tail = f": {visible('; '.join(report.findings))}"


def _text(place: ET.Element, tag: str, text: str, attributes: Mapping[str, str] | None = None) -> ET.Element:
    element = ET.SubElement(place, tag, dict(attributes or {}))
    element.text = visible(text)
    return element


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
