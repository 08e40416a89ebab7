"""Texts for programs, of pages that are not published."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sixfold.site.llms import Library, SitePage, Twin, address, relative, texts

HOME = SitePage("index.md", (), "Home", "Where to begin.", Twin("# Welcome\n\nSee [one](guide/one.md#x).\n"), source="")
ONE = SitePage(
    "guide/one.md",
    ("Guide", "First"),
    "One",
    "",
    Twin(
        "# One\n\nBack [home](../index.md), ![i](../a/i.png), [here](#x), [out](https://a.b/), [two](two.md).\n\n"
        "#### Py\n\np\n\n#### JS\n\nj\n",
        {"py": "# One\n\n#### Py\n\nSee [two](two.md).\n"},
    ),
    source="specs/guide/one.yaml",
)
LIBRARY = Library("Site", "What it is.", (HOME, ONE), {"py": "Py", "js": "JS"})


def test_an_address_is_a_folder() -> None:
    paths = ["index.md", "a.md", "a/b.md", "a/index.md", "a/README.md"]
    assert [address(path) for path in paths] == ["", "a/", "a/b/", "a/", "a/"]


@pytest.mark.parametrize(
    ("target", "in_twin", "at_root"),
    [
        ("../index.md", "../../index.md", "index.md"),
        ("two.md#x", "../two/index.md#x", "guide/two/index.md#x"),
        ("../a/i.png", "../../a/i.png", "a/i.png"),
        ("#x", "#x", "guide/one/index.md#x"),
        ("https://a.b/c.md", "https://a.b/c.md", "https://a.b/c.md"),
        ("mailto:a@b", "mailto:a@b", "mailto:a@b"),
        ("/x", "/x", "/x"),
    ],
)
def test_links_are_relative_to_the_file_that_holds_them(target: str, in_twin: str, at_root: str) -> None:
    assert relative(target, ONE, ONE.folder) == in_twin
    assert relative(target, ONE, "") == at_root


def test_files() -> None:
    assert list(texts(LIBRARY)) == [
        "index.md", "guide/one/index.md", "llms.txt", "llms-full.txt", "llms-py.txt", "llms-js.txt",
    ]  # fmt: skip


def test_the_index_follows_the_convention() -> None:
    assert texts(LIBRARY)["llms.txt"] == (
        "# Site\n\n> What it is.\n\n"
        "Every page stands as Markdown at its address with `index.md` behind it; links are relative to the file that "
        "holds them.\n\n"
        "## In one language\n\n"
        "- [Py](llms-py.txt): every operation, in Py alone\n- [JS](llms-js.txt): every operation, in JS alone\n\n"
        "## Guide: First\n\n- [One](guide/one/index.md)\n\n"
        "## Optional\n\n- [Home](index.md): Where to begin.\n- [Everything](llms-full.txt): all pages in one file\n"
    )


def test_the_index_of_sections_alone_has_the_optional_part_too() -> None:
    index = texts(replace(LIBRARY, pages=(ONE,)))["llms.txt"]
    assert index.endswith("## Optional\n\n- [Everything](llms-full.txt): all pages in one file\n")


def test_the_whole_has_every_page_and_says_where_it_stands() -> None:
    whole = texts(LIBRARY)["llms-full.txt"]
    assert whole.startswith("# Site\n\n> What it is.\n\nEvery page.\n\n# Welcome\n\nFrom: [index.md](index.md)\n\nSee ")
    assert "[one](guide/one/index.md#x)" in whole
    assert "\n# One\n\nFrom: [guide/one/index.md](guide/one/index.md)\n\nBack [home](index.md)" in whole


def test_one_language_has_its_own_words_of_a_page_or_else_all() -> None:
    made = texts(LIBRARY)
    assert made["llms-py.txt"] == (
        "# Site\n\n> What it is.\n\nEvery operation, in Py alone.\n\n# One\n\n"
        "From: [guide/one/index.md](guide/one/index.md)\n\n#### Py\n\nSee [two](guide/two/index.md).\n"
    )
    assert "#### Py\n\np\n\n#### JS\n\nj\n" in made["llms-js.txt"]
    assert "#### JS" in made["guide/one/index.md"]


def test_a_page_without_a_heading_gets_its_title() -> None:
    made = texts(replace(LIBRARY, pages=(replace(HOME, words=Twin("Hello\n")),)))
    assert made["index.md"] == "# Home\n\nHello\n"
