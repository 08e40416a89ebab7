"""Markdown of the site's builder becomes plain Markdown."""

from __future__ import annotations

import textwrap

import pytest

from sixfold.site.plain import Surroundings, plain

FILES = {"a.py": "print(1)\n\n\nprint(2)\n", "fence.md": "```\nx\n```\n", "part.md": "See [b](b.md).\n"}


def made(text: str, *unwanted: str) -> str:
    surroundings = Surroundings(FILES.__getitem__, lambda target: f"<{target}>", lambda label: label not in unwanted)
    return plain(textwrap.dedent(text), surroundings)


TABS = """\
    Before.

    === "One"

        A note.

        ``` { .python data-language="py" }
        --8<-- "a.py"
        ```

    === "Two"

        Second.

    After.
    """


def test_tabs_become_sections_with_their_files() -> None:
    assert made(TABS) == (
        "Before.\n\n#### One\n\nA note.\n\n```python\nprint(1)\n\n\nprint(2)\n```\n\n#### Two\n\nSecond.\n\nAfter.\n"
    )


def test_a_tab_that_is_not_wanted_leaves_nothing() -> None:
    assert made(TABS, "One") == "Before.\n\n#### Two\n\nSecond.\n\nAfter.\n"
    assert made(TABS, "One", "Two") == "Before.\n\nAfter.\n"


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


@pytest.mark.parametrize("mark", ["???", "???+"])
def test_boxes_that_open_become_sections(mark: str) -> None:
    # Behind tabs they would belong to the last of them.
    assert made(f'=== "A"\n\n    x\n\n{mark} note "T"\n\n    One.\n\n    Two.\n') == (
        "#### A\n\nx\n\n#### T\n\nOne.\n\nTwo.\n"
    )


def test_what_is_in_code_stays() -> None:
    text = '```text\n=== "One"\n[a](b.md) { .c } :material-x:\n<div>\n```\n\n`[a](b.md) { #c }` and `` `x { .y }` ``\n'
    assert made(text) == text


def test_a_fence_is_longer_than_every_fence_in_it() -> None:
    assert made('~~~ markdown title="x"\n--8<-- "fence.md"\n~~~\n') == "````markdown\n```\nx\n```\n````\n"


def test_a_file_may_be_text_too() -> None:
    assert made('--8<-- "part.md"\n') == "See [b](<b.md>).\n"


def test_links_are_written_anew() -> None:
    assert made('[`a`](b.md#c) ![d](e.png "f")\n\n[g]: h.md\n') == '[`a`](<b.md#c>) ![d](<e.png> "f")\n\n[g]: <h.md>\n'


def test_attributes_and_icons_go() -> None:
    text = (
        "## Title { #anchor }\n\n[a](b){ .button } :material-arrow-right: {not this} `{user_id.x}`\n{: data-a='b' }\n"
    )
    assert made(text) == "## Title\n\n[a](<b>) {not this} `{user_id.x}`\n"


def test_lists_keep_their_tabs_and_fences_in_place() -> None:
    assert made('- a\n\n    === "T"\n\n        x\n\n    ```py\n    y\n    ```\n') == (
        "- a\n\n    #### T\n\n    x\n\n    ```py\n    y\n    ```\n"
    )


HTML = [
    ('<script type="application/json">\n{"a": "<b>"}\n\n</script>', ""),
    ("<!-- one\n\ntwo -->", ""),
    (
        "<div>\n<h2>Head <em>line</em></h2>\n\n<ul><li>One</li><li>Two</li></ul>\n</div>",
        "## Head line\n\n- One\n\n- Two",
    ),
    ("<div hidden><div>x</div>y</div>", ""),
    ("<div><svg><title>t</title></svg><button>b</button>Text<br>more</div>", "Textmore"),
    ('<div class="grid" markdown>\n\n**Text**\n\n</div>', "**Text**"),
    ("<hr>", ""),
    ("<kbd>x</kbd> is a key", "<kbd>x</kbd> is a key"),
    ("<https://example.org>", "<https://example.org>"),
]


@pytest.mark.parametrize(("html", "text"), HTML)
def test_of_html_what_is_read_stays(html: str, text: str) -> None:
    assert made(f"Before.\n\n{html}\n\nAfter.\n") == "\n\n".join(filter(None, ["Before.", text, "After."])) + "\n"


def test_plain_text_is_left_as_it_is() -> None:
    text = "# T\n\na  b\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n1. x\n\n    y\n"
    assert made(text) == text


@pytest.mark.parametrize("end", ["\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"])
def test_a_value_that_holds_another_line_end_stays_whole(end: str) -> None:
    surroundings = Surroundings({"a.py": f'x = "a{end}b"\n'}.__getitem__)
    page = '=== "One"\n\n    ``` python\n    --8<-- "a.py"\n    ```\n'
    assert plain(page, surroundings) == f'#### One\n\n```python\nx = "a{end}b"\n```\n'
