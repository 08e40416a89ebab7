"""What a page writes inline, and elements set in its head by inserting text."""

from __future__ import annotations

import pytest

from sixfold.site.head import Element, Inline, inline, set_after_heading, set_elements

ONE = Element("meta", (("name", "one"), ("content", "1")))
TWO = Element("meta", (("name", "two"), ("content", "2")))
PAGE = """<!doctype html>
<html>
  <head>
    <meta charset="utf-8">
    <title>é</title>
    <script>a < b && "</p>"</script>
  </head>
  <body><p>x</p></body>
</html>
"""


def test_elements_follow_the_character_set() -> None:
    made = set_elements(PAGE, [ONE, TWO])
    added = '\n<meta name="one" content="1">\n<meta name="two" content="2">'
    assert made == PAGE.replace('<meta charset="utf-8">', f'<meta charset="utf-8">{added}')


@pytest.mark.parametrize(
    "head",
    ["<head>", '<head lang="en">\n', '<HEAD><script src="a.js"></script><meta charset="utf-8">', "<head><link rel=x>"],
)
def test_they_come_before_whatever_loads(head: str) -> None:
    made = set_elements(f"<html>{head}</head></html>", [ONE])
    assert made.index("<meta name=") < min([made.index(word) for word in ("<script", "<link") if word in made] or [999])


def test_setting_again_changes_nothing() -> None:
    made = set_elements(PAGE, [ONE, TWO])
    assert set_elements(made, [ONE, TWO]) == made


def test_a_new_value_replaces_the_old() -> None:
    other = Element("meta", (("name", "one"), ("content", "other")))
    assert set_elements(set_elements(PAGE, [ONE, TWO]), [other, TWO]) == set_elements(PAGE, [other, TWO])


def test_what_a_theme_set_of_the_same_identity_goes() -> None:
    page = PAGE.replace("<title>", '<meta name="one" content="theirs"> <meta name="own" content="1"><title>')
    made = set_elements(page, [ONE])
    assert "theirs" not in made
    assert '<meta name="own" content="1">' in made
    assert set_elements(made, [ONE]) == made


def test_the_body_is_left_alone() -> None:
    page = PAGE.replace("<p>", '<meta name="one" content="body"><p>')
    assert 'content="body"' in set_elements(page, [ONE])


def test_values_are_escaped() -> None:
    element = Element("meta", (("name", "one"), ("content", "a \"b\" & <c> 'd'")))
    assert element.html == '<meta name="one" content="a &quot;b&quot; &amp; &lt;c&gt; \'d\'">'


def test_a_page_without_a_head_is_refused() -> None:
    with pytest.raises(ValueError, match="has no <head>"):
        set_elements("<p>x</p>", [ONE])


@pytest.mark.parametrize(
    "kind", ["", "module", "text/javascript", " Text/JavaScript ", "importmap", "speculationrules"]
)
def test_scripts_that_run_are_found(kind: str) -> None:
    assert inline(f'<script type="{kind}">a < b</script>').scripts == ("a < b",)


@pytest.mark.parametrize("attributes", ['type="application/json"', 'type="text/plain"', 'src="a.js"'])
def test_data_and_files_are_not_inline_scripts(attributes: str) -> None:
    assert inline(f"<script {attributes}>{{}}</script>").scripts == ()


def test_each_is_found_once_as_a_browser_reads_it() -> None:
    found = inline("<script>\r\n&amp;é\r\n</script><script>\n&amp;é\n</script><style>p{}</style><p style='a:&quot;b'>")
    assert (found.scripts, found.styles, found.attributes) == (("\n&amp;é\n",), ("p{}",), ('a:"b',))


def test_a_block_follows_the_first_heading_once() -> None:
    page = "<script>'<h1></h1>'</script><h1>One <a href='#'>#</a></h1 ><p>x</p><h1>Two</h1>"
    made = set_after_heading(page, "<p>block</p>")
    assert made == page.replace("</h1 >", "</h1 ><p>block</p>")
    assert set_after_heading(made, "<p>block</p>") == made
    assert set_after_heading("<h2>x</h2>", "<p>block</p>") == "<h2>x</h2>"


def test_what_only_looks_like_a_tag_is_none() -> None:
    html = (
        '<head><script>"</head><body><span class="a">"</script></head><body><span class="a"><p style="b">c</p></span>'
    )
    assert inline(html) == Inline(('"</head><body><span class="a">"',), (), ("b",))
    element = Element("meta", (("name", "n"), ("content", "c")))
    after = set_elements(html.replace("</script>", '</script><meta name="n">'), [element])
    assert after == html.replace("<head>", f"<head>\n{element.html}")
