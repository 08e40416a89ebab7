"""Pages of a site as HTML -> what its search knows: calls with their names and fields, sections, pages. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from sixfold.frozen import frozen

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_SILENT = frozenset({"script", "style", "template"})
_UNSEEN = frozenset({"headerlink", "tabbed-labels", "operation-call", "as-markdown", "page-tools"})
"""Classes of what says nothing of a section: buttons, links, and sentences that name example values."""
_ENDS = frozenset({"blockquote", "dd", "div", "dt", "li", "p", "pre", "summary", "table", "tr"})
"""Elements after which a line of text ends."""
_HEADING = re.compile("h[1-6]")
_WORD = re.compile(r"\w*[^\W\d]\w*")


@dataclass
class SearchEntry:
    """What a reader can find: at ``at`` of the site, on the page ``page``.

    ``rpc`` and ``endpoint`` are those of a call, empty elsewhere; ``fields`` are the names and meanings of its request.
    ``text`` has a line for each paragraph, ``code`` holds the words of programs and of what they print.
    """

    at: str
    title: str
    page: str
    rpc: str = ""
    endpoint: str = ""
    fields: list[tuple[str, str]] = field(default_factory=list)
    text: str = ""
    code: dict[str, None] = field(default_factory=dict)

    @property
    def data(self) -> Mapping[str, object]:
        """The entry as the page's script reads it; what is empty is left out."""
        found = {
            "title": _squeezed(self.title),
            "page": self.page,
            "rpc": self.rpc,
            "endpoint": self.endpoint,
            "fields": [(name, _squeezed(meaning)) for name, meaning in self.fields],
            "text": "\n".join(filter(None, map(_squeezed, self.text.split("\n")))),
            "code": " ".join(self.code),
        }
        return {"at": self.at, **{name: value for name, value in found.items() if value}}


@dataclass
class SearchIndex:
    """Gathers the entries of a site, page by page, and the ``languages`` of its tabs: their labels by key."""

    entries: list[SearchEntry] = field(default_factory=list)
    languages: dict[str, set[str]] = field(default_factory=dict)

    def add(self, html: str, *, address: str, title: str, about: str = "") -> None:
        """Take in the content of a page, whose address is relative to the site; ``about`` says what it is about."""
        reader = _Reader(address, title)
        reader.entries[0].text = f"{about}\n"
        reader.feed(html)
        reader.close()
        self.entries += [entry for entry in reader.entries if entry.title or entry.text.strip() or entry.code]
        for key, label in reader.languages:
            self.languages.setdefault(key, set()).add(label)

    def json(self, words: Mapping[str, object]) -> str:
        """Return the whole as JSON.

        :param words: what the project says of words: ``synonyms`` and ``ignored`` ones.
        """
        languages = {key: sorted(labels) for key, labels in sorted(self.languages.items())}
        found = {**words, "languages": languages, "entries": [entry.data for entry in self.entries]}
        return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


@frozen
class _Element:
    """An element that is open: its tag, its classes, and whether what is in it is not for the search."""

    tag: str
    classes: frozenset[str]
    unseen: bool


class _Reader(HTMLParser):
    """Cuts a page's content into entries, each from a heading with an id to the next."""

    def __init__(self, address: str, title: str) -> None:
        super().__init__(convert_charrefs=True)
        self.entries = [SearchEntry(address, "", title)]
        self.languages: list[tuple[str, str]] = []
        self._address = address
        self._page = title
        self._open: list[_Element] = []
        self._heading = False
        self._excluded = False
        self._labels: list[str] = []
        self._row: list[str] = []
        self._codes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter an element; a heading begins an entry, and a tab's code names its language."""
        values = {name: value or "" for name, value in attrs}
        classes = frozenset(values.get("class", "").split())
        if _HEADING.fullmatch(tag):
            self._begin(tag, values)
        if (key := values.get("data-language")) and self._labels:
            self._name(key)
        self._place(tag, classes)
        if tag not in _VOID:
            unseen = tag in _SILENT or bool(classes & _UNSEEN) or any(found.unseen for found in self._open[-1:])
            self._open.append(_Element(tag, classes, unseen))

    def _place(self, tag: str, classes: frozenset[str]) -> None:
        """Make room for the text of an element that is gathered by itself."""
        if tag == "div" and "tabbed-set" in classes:
            self._labels = []
        elif tag == "label" and self._within("tabbed-labels"):
            self._labels.append("")
        elif tag == "tr":
            self._row = []
        elif tag in ("td", "th"):
            self._row.append("")
        elif tag == "br":
            self._say(" ")
        elif tag == "code":
            self._codes.append("")
        if tag in ("td", "p"):
            self._codes = []

    def handle_endtag(self, tag: str) -> None:
        """Leave an element, and those in it that were not closed."""
        places = [place for place, found in enumerate(self._open) if found.tag == tag]
        if not places:
            return
        element = self._open[places[-1]]
        del self._open[places[-1] :]
        if tag == "p" and "endpoint" in element.classes and len(self._codes) > 1:
            self.entries[-1].rpc, self.entries[-1].endpoint = self._codes[:2]
        if tag == "tr":
            self._end_row()
        if _HEADING.fullmatch(tag):
            self._heading = False
        elif tag in _ENDS:
            self._say("\n")

    def handle_data(self, data: str) -> None:
        """Give a text to where it belongs."""
        if self._within("tabbed-labels") and self._labels:
            self._labels[-1] += data
        if self._open and self._open[-1].unseen:
            return
        data = data.replace("\n", " ")
        if self._open and self._open[-1].tag == "code" and self._codes:
            self._codes[-1] += data
        if self._heading:
            self.entries[-1].title += "" if self._excluded else data
        else:
            self._say(data)

    def _begin(self, tag: str, values: Mapping[str, str]) -> None:
        self._heading = True
        self._excluded = "data-search-exclude" in values
        anchor = values.get("id", "")
        if tag != "h1" and anchor and not self._excluded:
            self.entries.append(SearchEntry(f"{self._address}#{anchor}", "", self._page))

    def _name(self, key: str) -> None:
        """Take the next label of the tab set as that of a language; several files of one tab have one label."""
        if not self.languages or self.languages[-1][0] != key:
            self.languages.append((key, _squeezed(self._labels.pop(0))))

    def _say(self, data: str) -> None:
        if self._excluded or self._heading:
            return
        if self._within("operation-code") or any(found.tag == "pre" for found in self._open):
            self.entries[-1].code |= dict.fromkeys(_WORD.findall(data))
        elif self._row and any(found.tag == "tr" for found in self._open):
            self._row[-1] += data
        else:
            self.entries[-1].text += data

    def _end_row(self) -> None:
        """Take a row of a table whose first cell is a name as a field of a call; all others are text."""
        entry, cells = self.entries[-1], [_squeezed(cell) for cell in self._row]
        name = self._name_in(cells)
        if name:
            entry.fields.append((name, " ".join(cells[1:])))
        elif not self._excluded:
            entry.text += " - ".join(filter(None, cells)) + "\n"
        self._row = []

    def _name_in(self, cells: Sequence[str]) -> str:
        first = cells[0].partition(" ")[0] if cells and self.entries[-1].rpc else ""
        return first if re.fullmatch(r"[a-z]\w*(\.\w+)*", first) else ""

    def _within(self, name: str) -> bool:
        return any(name in found.classes for found in self._open)


def _squeezed(text: str) -> str:
    return " ".join(text.split())
