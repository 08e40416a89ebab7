"""Style sheets -> the rules of them that a page can use, to stand in the page itself: so it waits for no other file."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from html import unescape

import tinycss2
from tinycss2 import ast

from sixfold.frozen import frozen
from sixfold.site.head import style_sheets

_HERE = "\ue000"
"""Stands before an address below the site, until it is known from which page it is asked for."""

_URL = re.compile(r"""url\(\s*(['"]?)(?![a-z]+:|[/#])([^'")]+)\1\s*\)""")
_ATTRIBUTES = re.compile(r"""\s[^\s"'=<>]+\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_WORD = re.compile(r"[\w-]+")
_BEGINNING = re.compile(r"[-_]*[A-Za-z][\w-]+[-_]")
_ENDING = re.compile(r"[-_]+[A-Za-z][\w-]+")
_END = re.compile("</(style)", re.IGNORECASE)
_TOLD = re.compile("dir|data-md-.*")
"""Attributes whose values decide about whole parts of a theme's sheet, and that a page and its scripts alone set."""


@frozen
class _Rule:
    """Selectors, each with the words that a page must have for it, and what they set, by name.

    Only a custom property has its name there: it is of use where something asks for it.
    """

    selectors: tuple[tuple[str, frozenset[str]], ...]
    sets: tuple[tuple[str, str], ...]


@frozen
class _Group:
    """Rules under a condition, as ``@media`` has it."""

    condition: str
    rules: tuple[_Part, ...]


@frozen
class _Other:
    """Any other part, as it stands; ``name`` is that of an animation, of use where something asks for it."""

    text: str
    name: str = ""


_Part = _Rule | _Group | _Other


class _Words:
    """The words that elements can have: those of pages and of scripts, and what scripts can put together.

    A script that says ``fact--`` or ``__item`` may write any name that begins, or ends, so.
    """

    def __init__(self, pages: Iterable[str], scripts: Iterable[str]) -> None:
        said = {word for text in scripts for word in _WORD.findall(text)}
        self.whole = frozenset(said).union(*map(_words_of, pages))
        self._beginnings = tuple(filter(_BEGINNING.fullmatch, said))
        self._endings = tuple(filter(_ENDING.fullmatch, said))

    def __contains__(self, name: object) -> bool:
        """Say whether an element can have a word."""
        return name in self.whole or (
            isinstance(name, str) and (name.startswith(self._beginnings) or name.endswith(self._endings))
        )


def with_styles(pages: Mapping[str, str], scripts: Iterable[str], sheet: Callable[[str], str | None]) -> dict[str, str]:
    """Return pages, by their paths, that hold what they can use of the style sheets that they asked for.

    A rule stays where the pages, or scripts, can have every class and id that its selector names. What stands inside of
    ``:not()`` and the like is not looked at, so a rule may stay in vain; none goes that an element could match. All
    pages have the same rules, since a script may put one page into another.

    :param scripts: the texts of the site's scripts, whose words can become any of a page's.
    :param sheet: gives the text of a style sheet by its path below the site; none where it is to be asked for as it is.
    """
    read = cache(sheet)
    words = _Words(pages.values(), scripts)

    @cache
    def text_of(paths: tuple[str, ...]) -> str:
        parts = [part for path in paths for part in _read(_moved(path, read(path) or ""))]
        kept = tuple(_kept(parts, words))
        # Inside of a page, this would be the end of its style sheet; in a sheet it stands in texts alone.
        return _END.sub(r"<\\/\1", "".join(_texts(kept, _asked(kept, words))))

    return {name: _with_style(name, html, read, text_of) for name, html in pages.items()}


def _with_style(
    name: str, html: str, read: Callable[[str], str | None], text_of: Callable[[tuple[str, ...]], str]
) -> str:
    folder = posixpath.dirname(name)
    found = [(posixpath.normpath(posixpath.join(folder, href)), start, end) for href, start, end in style_sheets(html)]
    own = [sheet for sheet in found if read(sheet[0]) is not None]
    if not own:
        return html
    up = "../" * (name.count("/"))
    style = f"<style>{text_of(tuple(path for path, _, _ in own)).replace(_HERE, up)}</style>"
    for number, (_, start, end) in reversed([*enumerate(own)]):
        html = html[:start] + ("" if number else style) + html[end:]
    return html


def _words_of(html: str) -> frozenset[str]:
    """Return the words of all attributes of a page, each value's parts between spaces among them."""
    values = {unescape(found[1] or found[2] or found[3] or "") for found in _ATTRIBUTES.finditer(html)}
    return frozenset(word for value in values for word in (*value.split(), *_WORD.findall(value)))


def _moved(path: str, text: str) -> str:
    """Return a sheet whose addresses begin at the top of the site."""

    def address(found: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), found[2]))
        return f"url({found[1]}{_HERE}{target}{found[1]})"

    return _URL.sub(address, text)


def _read(text: str) -> Iterator[_Part]:
    return _parts(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))


def _parts(nodes: Iterable[ast.Node]) -> Iterator[_Part]:
    """Yield what of a sheet is right: a browser passes over the rest, too."""
    return (_part(node) for node in nodes if not isinstance(node, ast.ParseError))


def _part(node: ast.Node) -> _Part:
    match node:
        case ast.QualifiedRule():
            selectors = tuple((_text(found), frozenset(_named(found))) for found in _apart(node.prelude))
            return _Rule(selectors, _declarations(node.content))
        case ast.AtRule(lower_at_keyword="media" | "supports", content=list()):
            inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            return _Group(f"@{node.at_keyword} {_text(node.prelude)}", tuple(_parts(inner)))
        case ast.AtRule(lower_at_keyword="keyframes", content=list()):
            return _Other(f"@{node.at_keyword} {_text(node.prelude)}{{{_text(node.content)}}}", _text(node.prelude))
    return _Other(_text([node]))


def _declarations(content: Sequence[ast.Node]) -> tuple[tuple[str, str], ...]:
    found = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    if not all(isinstance(one, ast.Declaration) for one in found):
        return (("", _text(content)),)
    ends = (" !important" if one.important else "" for one in found)
    return tuple(
        (one.name if one.name.startswith("--") else "", f"{one.name}:{_text(one.value)}{end}")
        for one, end in zip(found, ends, strict=True)
    )


def _apart(nodes: Sequence[ast.Node]) -> Iterator[list[ast.Node]]:
    """Yield the selectors of a list."""
    found: list[ast.Node] = []
    for node in nodes:
        if isinstance(node, ast.LiteralToken) and node.value == ",":
            yield found
            found = []
        else:
            found.append(node)
    yield found


def _named(selector: Sequence[ast.Node]) -> Iterator[str]:
    """Yield the classes and ids that a selector names, and what it asks of an attribute that decides."""
    for before, node in zip((None, *selector), selector, strict=False):
        match node:
            case ast.HashToken():
                yield node.value
            case ast.IdentToken() if isinstance(before, ast.LiteralToken) and before.value == ".":
                yield node.value
            case ast.SquareBracketsBlock(content=[ast.IdentToken() as name, ast.LiteralToken(value="="), value]):
                if _TOLD.fullmatch(name.value):
                    yield value.value


def _text(nodes: Sequence[ast.Node]) -> str:
    """Return parts of a sheet as text in one line."""
    space = ast.WhitespaceToken(0, 0, " ")
    written: str = tinycss2.serialize([space if isinstance(node, ast.WhitespaceToken) else node for node in nodes])
    return written.strip()


def _kept(parts: Iterable[_Part], words: _Words) -> Iterator[_Part]:
    for part in parts:
        match part:
            case _Rule(selectors, sets):
                if wanted := tuple(one for one in selectors if all(name in words for name in one[1])):
                    yield _Rule(wanted, sets)
            case _Group(condition, rules):
                if inner := tuple(_kept(rules, words)):
                    yield _Group(condition, inner)
            case _Other():
                yield part


def _rules(parts: Iterable[_Part]) -> Iterator[_Rule]:
    for part in parts:
        if isinstance(part, _Group):
            yield from _rules(part.rules)
        elif isinstance(part, _Rule):
            yield part


def _asked(parts: Sequence[_Part], words: _Words) -> frozenset[str]:
    """Return all words that something asks for: the page, or what is set, custom properties as far as they are."""
    asked, custom = set(words.whole), []
    for rule in _rules(parts):
        for name, text in rule.sets:
            if name:
                custom.append((name, set(_WORD.findall(text))))
                asked.update({name} if name in words else ())
            else:
                asked.update(_WORD.findall(text))
    while True:
        found = {word for name, inner in custom if name in asked for word in inner} - asked
        if not found:
            return frozenset(asked)
        asked |= found


def _texts(parts: Iterable[_Part], asked: frozenset[str]) -> Iterator[str]:
    for part in parts:
        match part:
            case _Rule(selectors, sets):
                if pieces := [text for name, text in sets if not name or name in asked]:
                    yield f"{','.join(text for text, _ in selectors)}{{{';'.join(pieces)}}}"
            case _Group(condition, rules):
                if inner := "".join(_texts(rules, asked)):
                    yield f"{condition}{{{inner}}}"
            case _Other(text, name):
                if not name or name in asked:
                    yield text
