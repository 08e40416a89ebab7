"""Whatever a text holds, as Markdown it becomes no element, attribute or script, and plain text is shown as it is."""

from __future__ import annotations

import random
import re
from html.parser import HTMLParser

import markdown
import pytest
import yaml

from sixfold.escape import fence_for, html_text, plain_text, safe_markdown
from tests.support.projects import ROOT

PIECES = [
    "<script>alert(1)</script>", "<b>", "</b>", "<img src=x onerror=alert(1)>", "<div markdown>", "<!--", "-->",
    "<?php",
    "<", "`", "``", "```", "````", "~~~", "\n", "\n\n", "    ", "  ", "- ", "> ", "1. ", "# ", "| ",
    "{: onclick=EVIL }",
    "{ .EVIL }", "{", "}", "[x](javascript:alert(1))", "[x]", "](", "]:", " [x]: javascript:alert(1)",
    "\n[x]: javascript:EVIL\n", "\\", "\\\\", "a", "b ", "*", "_", "**", "&lt;", "&#60;", "&", "java", "script:",
    "<https://a.b>", "<javascript:x>", "![", "(", "java&#10;script:", '=== "t"\n', "!!! note\n", "--- ", "| --- |", "|",
    "\t", "\r", "\u2028", "\x85", "\x0c", '"', "'", "py\n", "<code>", "<pre>\n", "</div>", "<svg/onload=alert(1)>",
    "</code>", "<a href=", "x=y ", "=", "&colon;", "]( <java", "<x@y.z>", "???+ note\n", "[TOC]", "\x0b", "&Tab;", "\0",
    "\x01", "\x02", "\x03", "\x04", "\x02wzxhzdk:0\x03", "\x01wzxhzdk:0\x04", "\x01klzzwxh:0000\x04", "\x0160\x04",
    "[x](javascript\x0158\x04alert(1))", "\x01amp\x04#60;", "\x1f", "\x7f", "\ufeff", "\ufffd", "\u200b", "\xad",
    "klzzwxh:0000", "wzxhzdk:0", "<\x02iframe src=x>", "[x]\x02(javascript:alert(1))", "<\x03meta http-equiv=refresh>",
]  # fmt: skip
"""Of what means something to HTML, to Markdown, or to a parser that ends lines where others do not."""

ELEMENTS = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "a",
        "em",
        "strong",
        "code",
        "pre",
        "blockquote",
        "hr",
        "br",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "img",
        "div",
        "span",
        "details",
        "summary",
        "input",
        "label",
    ]
)
ATTRIBUTES = frozenset(
    [
        "class",
        "href",
        "id",
        "title",
        "alt",
        "src",
        "style",
        "data-tabs",
        "name",
        "type",
        "for",
        "checked",
        "open",
        "start",
    ]
)


class Reader(HTMLParser):
    """Gathers the text of HTML, and what Markdown by itself never makes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.wrong: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS:
            self.wrong.append(f"<{tag}>")
        for name, value in attrs:
            said = f"<{tag} {name}={value!r}>"
            if name not in ATTRIBUTES or (name in ("class", "id") and value and "EVIL" in value):
                self.wrong.append(said)
            target = re.sub(r"[\x00-\x20]", "", value or "")
            if name in ("href", "src") and re.match("(?!https?:|mailto:)[a-z0-9+.-]+:", target, re.IGNORECASE):
                self.wrong.append(said)

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.wrong.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.wrong.append(f"<?{data}>")


class Loader(yaml.SafeLoader):
    """Reads the settings of the site's builder."""


Loader.add_multi_constructor("", lambda *_: None)


@pytest.fixture(scope="module")
def parser() -> markdown.Markdown:
    """Return Markdown as the site reads it, less what takes in files."""
    settings = yaml.load((ROOT / "mkdocs.yml").read_text(), Loader)["markdown_extensions"]  # noqa: S506 - see above
    given = [found if isinstance(found, dict) else {found: {}} for found in settings]
    configs = {name: config for found in given for name, config in found.items() if name != "sixfold.inclusion"}
    assert {"attr_list", "md_in_html", "tables", "pymdownx.superfences"} <= configs.keys()
    return markdown.Markdown(extensions=list(configs), extension_configs=configs)


def read(parser: markdown.Markdown, text: str) -> Reader:
    parser.reset()
    return Reader(parser.convert(text))


def drawn(count: int) -> list[str]:
    """Return hostile texts; what a test draws is in its messages."""
    pieces = random.Random(random.SystemRandom().random())  # noqa: S311 - nothing is secret here
    return ["".join(pieces.choices(PIECES, k=pieces.randint(1, 16))) for _ in range(count)]


@pytest.mark.parametrize(
    "place", ["{0}", "Before: {0}\n\nAfter.", "!!! info\n\n    **What:** {4}", "- one\n\n    {4}", "> {0}", "# {0}"]
)
def test_no_markdown_brings_an_element(parser: markdown.Markdown, place: str) -> None:
    for text in drawn(150):
        made = place.replace("{0}", safe_markdown(text)).replace("{4}", safe_markdown(text, 4))
        assert read(parser, made).wrong == [], f"{text!r} as {made!r}"


def test_no_cell_of_a_table_brings_an_element(parser: markdown.Markdown) -> None:
    for text in drawn(300):
        cell = re.sub(r"[|\x00-\x1f\x7f\x85\u2028\u2029]", " ", text).strip()
        found = read(parser, f"| a | b |\n| --- | --- |\n| c | {safe_markdown(cell)} |\n")
        assert found.wrong == [], repr(text)


def test_plain_text_is_shown_as_it_is(parser: markdown.Markdown) -> None:
    for drawn_text in drawn(400):
        text = " ".join(re.sub(r"[\x00-\x1f\x7f\x85\u2028\u2029]", " ", drawn_text).split())
        said = plain_text(text)
        table = f"| a | b |\n| --- | --- |\n| {said} | z |\n"
        found = read(parser, f"x {said} y\n\n{table}\n## {said} {{ #own }}\n\n[{said}](y.md)\n\nz *{said}* z")
        assert found.wrong == [], repr(text)
        assert f"x {text} y" in found.text
        assert found.text.count(text) >= (5 if text else 0), repr(text)


@pytest.mark.parametrize(
    "text",
    [
        "Delete Annotations by User, App & Input IDs (2 of 3)", "user_app_id.user_id", "a < b, a > b",
        "it's 5 + 5 - 1 = 9!",
        "The *one*, `code`, **two** and [a link](../a/b.md#c).\n\n- one\n- two\n\n1. three\n\n> four",
        'See <3 & [this][x].\n\n[x]: https://a.example/b?c=d&e=f "T"', "```python\nif a < b:\n    {x}\n```",
        "[mail](mailto:a@b.c) [there](#here) [x](a.md?b=c:d)", '!!! note "T"\n\n    x\n\n=== "Tab"\n\n    y',
        "é – “x” …",
        '--8<-- "includes/calls.md"', "~~~\n<b>\n~~~", "- a\n\n    ```html\n    <b>\n    ```", "a\\*b &lt;b&gt; &copy;",
    ],
)  # fmt: skip
def test_harmless_markdown_stays_as_it_is(text: str) -> None:
    assert safe_markdown(text) in (text, f"\n\n{text}\n", f"\n\n{text}", f"{text}\n")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a <b>c</b>", "a <b>c</b>"),
        ("`<b>` and ``<c> ` ``", "<b> and <c> `"),
        ("`a\n<b>`", "a <b>"),
        ("    <b>\n    </b>", "<b>\n</b>\n"),
        ("<https://a.example/b_c_>", "https://a.example/b_c_"),
        ("[x](javascript:y)", "[x](javascript:y)"),
        ("[x]( JAVA&#x0a;SCRIPT:y)", None),
        ("x\n{: .y }", "x\n{: .y }"),
        ("x\\\\{: .y }", "x\\{: .y }"),
        ("`a{b}`", "a{b}"),
        ("<!-- x -->", "<!-- x -->"),
    ],
)
def test_what_is_not_read_as_such_is_shown(parser: markdown.Markdown, text: str, shown: str | None) -> None:
    found = read(parser, safe_markdown(text))
    assert found.wrong == []
    assert shown is None or found.text == shown


def test_lines_are_moved_in_at_line_feeds_alone() -> None:
    assert safe_markdown("a\nb\u2028c\x85d\n\ne", 4) == "a\n    b\u2028c\x85d\n\n    e"


@pytest.mark.parametrize("text", ["a *b* `c` [d] {e} | f \\ <g> &amp; _h_", "&#60;", "~~~ x", "```"])
def test_plain_text_is_markdown_too(text: str) -> None:
    assert safe_markdown(plain_text(text)) in (plain_text(text), plain_text(text).replace("~~~", "&#126;" * 3))


def test_html() -> None:
    assert html_text("<b> & \"c\" 'd' &lt;") == "&lt;b&gt; &amp; \"c\" 'd' &amp;lt;"
    assert html_text("a\n\nb\r\nc") == "a&#10;&#10;b\ufffd&#10;c"


@pytest.mark.parametrize(
    ("text", "fence"), [("", "```"), ("a ` b", "```"), ("```\nx", "````"), ("````` x ```", "``````")]
)
def test_a_fence_is_longer_than_every_run_of_ticks(text: str, fence: str) -> None:
    assert fence_for(text) == fence
