"""Markdown of the site's builders becomes plain Markdown."""

from __future__ import annotations

import textwrap

import pytest

from sixfold.plain import plain, plain_markdown, relinked

FILES = {
    "code_snippets/a.py": "print(1)\n\n\nprint(2)\n",
    "code_snippets/own.py": '--8<-- "code_snippets/a.py"\n',
    "includes/part.md": 'See [b](b.md).\n\n```\n--8<-- "code_snippets/own.py"\n```\n',
}


def made(text: str) -> str:
    return plain(textwrap.dedent(text), FILES.__getitem__)


TABS = """\
    Before.

    === "One"

        A note.

        ``` { .python data-language="py" }
        --8<-- "code_snippets/a.py"
        ```

    === "Two"

        Second.

    After.
    """


def test_tabs_become_sections_with_their_files() -> None:
    assert made(TABS) == (
        "Before.\n\n#### One\n\nA note.\n\n```python\nprint(1)\n\n\nprint(2)\n```\n\n#### Two\n\nSecond.\n\nAfter.\n"
    )


def test_tabs_in_tabs_are_sections_below() -> None:
    assert made('=== "A"\n\n    ===+ "B"\n\n        x\n') == "#### A\n\n##### B\n\nx\n"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ('!!! danger "Take care"', "> **Take care**\n>\n"),
        ("!!! info", "> **Info**\n>\n"),
        ('!!! info inline end "T"', "> **T**\n>\n"),
        ('!!! note ""', ""),
    ],
)
def test_boxes_become_quotations(head: str, title: str) -> None:
    assert made(f"{head}\n\n    One.\n\n    ```\n    a\n\n    b\n    ```\n") == (
        f"{title}> One.\n>\n> ```\n> a\n>\n> b\n> ```\n"
    )


@pytest.mark.parametrize("mark", ["!!!", "???", "???+"])
def test_a_box_behind_a_tab_is_none_of_it(mark: str) -> None:
    assert made(f'=== "A"\n\n    x\n\n{mark} note "T"\n\n    One.\n\n    Two.\n') == (
        "#### A\n\nx\n\n> **T**\n>\n> One.\n>\n> Two.\n"
    )


def test_what_is_in_code_stays() -> None:
    text = '```text\n=== "One"\n[a](b.md) { .c } :material-x:\n<div>\n```\n\n`[a](b.md) { #c }` and `` `x { .y }` ``\n'
    assert made(text) == text


def test_a_file_may_be_text_too_and_a_snippet_takes_in_nothing() -> None:
    assert made('- a\n\n    --8<-- "includes/part.md"\n') == (
        '- a\n\n    See [b](b.md).\n\n    ```\n    --8<-- "code_snippets/a.py"\n    ```\n'
    )


LINKS = [
    ('[`a`](b.md#c) ![d](e.png "f")\n\n[g]: h.md', '[`a`](<b.md#c>) ![d](<e.png> "f")\n\n[g]: <h.md>'),
    ("`[a](b.md)` and `` `[a](b.md) ``", "`[a](b.md)` and `` `[a](b.md) ``"),
    ("````md\n[a](b.md)\n```\n[a](b.md)\n````\n[a](b.md)", "````md\n[a](b.md)\n```\n[a](b.md)\n````\n[a](<b.md>)"),
    ("> ~~~\n> [a](b.md)\n> ~~~\n> [a](b.md)", "> ~~~\n> [a](b.md)\n> ~~~\n> [a](<b.md>)"),
    ("```\n[a](b.md)", "```\n[a](b.md)"),
]


@pytest.mark.parametrize(("text", "written"), LINKS)
def test_links_are_written_anew_but_for_what_is_code(text: str, written: str) -> None:
    assert relinked(text, lambda target: f"<{target}>") == written


def test_attributes_go() -> None:
    text = "## Title { #anchor }\n\n[a](b){ .button } {not this} `{user_id.x}`\n{: data-a='b' }\n"
    assert made(text) == "## Title\n\n[a](b) {not this} `{user_id.x}`\n"


def test_lists_keep_their_tabs_and_fences_in_place() -> None:
    assert made('- a\n\n    === "T"\n\n        x\n\n    ```py\n    y\n    ```\n') == (
        "- a\n\n    #### T\n\n    x\n\n    ```py\n    y\n    ```\n"
    )


def test_html_stays_as_it_is() -> None:
    text = "Before.\n\n<div>\n<h2>Head</h2>\n\n<!-- x -->\n</div>\n\n<kbd>x</kbd> <https://example.org>\n"
    assert made(text) == text


SPEC = [
    ("One `<b>` and `` `<i> ``.\n\n{: .a } <b>", "One `<b>` and `` `<i> ``.\n\n\\{: .a } &lt;b>"),
    ("```html\n<b>\n```", "```html\n<b>\n```"),
    ('A.\n\n=== "T"\n\n    x', "A.\n\n#### T\n\nx"),
    ("[a](javascript:b)", "[a&#93;(javascript:b)"),
]


@pytest.mark.parametrize(("text", "written"), SPEC)
def test_markdown_of_a_spec_brings_no_element(text: str, written: str) -> None:
    assert plain_markdown(text) == written


def test_plain_text_is_left_as_it_is() -> None:
    text = "# T\n\na  b\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n1. x\n\n    y\n"
    assert made(text) == text


@pytest.mark.parametrize("end", ["\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"])
def test_a_value_that_holds_another_line_end_stays_whole(end: str) -> None:
    page = '=== "One"\n\n    ``` python\n    --8<-- "code_snippets/a.py"\n    ```\n'
    text = plain(page, {"code_snippets/a.py": f'x = "a{end}b"\n'}.__getitem__)
    assert text == f'#### One\n\n```python\nx = "a{end}b"\n```\n'
    assert relinked(text, str) == text


def test_a_drawing_is_left_out_and_no_other_figure() -> None:
    drawing = '<figure>\n<svg width="1">\n<rect></rect>\n</svg>\n<figcaption>c</figcaption>\n</figure>\n'
    assert made(f"a\n\n{drawing}\nb\n") == "a\n\nb\n"
    assert made(f"```\n{drawing}```\n") == f"```\n{drawing}```\n"
    other = "<figure>\n<img>\n</figure>\n"
    assert made(other) == other
    unended = "<figure>\n<svg >\n"
    assert made(unended) == unended
