"""Style sheets in pages: what an element could match stays, what none can goes, others than a site's own are left."""

from __future__ import annotations

import random

import pytest

from sixfold.site.styles import with_styles

PAGE = (
    '<html><head><link rel="stylesheet" href="{}"></head><body class="here"><p id="one" dir="ltr">…</p></body></html>'
)


def styled(sheet: str, scripts: tuple[str, ...] = (), name: str = "guide/index.html") -> str:
    """Return what a page has of a sheet of the site."""
    page = PAGE.format("../" * name.count("/") + "assets/site.css")
    html = with_styles({name: page}, scripts, {"assets/site.css": sheet}.get)[name]
    assert "<link" not in html
    return html.partition("<style>")[2].partition("</style>")[0]


@pytest.mark.parametrize(
    "rule",
    [
        ".here{color:red}",
        "#one{color:red}",
        "p:hover::before{color:red}",
        "p:not(.gone){color:red}",
        ":is(.gone,.here) p{color:red}",
        "[dir=ltr] p{color:red}",
        "[aria-selected=true]{color:red}",
        "@media print{.here{color:red}}",
        "@supports (display:grid){.here{color:red}}",
        "@layer a{.gone{color:red}}",
        '@font-face{font-family:"F";src:url("data:x")}',
        ".here{color:red !important}",
        ".here{.gone & {color:red}}",
        ".here{width:calc(1px + (2 * 3px))}",
        '.here::after{content:"/* } .gone { "}',
        ".here{--own:1px;width:var(--own)}",
        ".here{--a:var(--b);--b:1px;width:var(--a)}",
        "@keyframes turn{from{color:red}to{color:blue}}.here{animation:turn 1s}",
    ],
)
def test_what_an_element_could_match_stays_as_it_is(rule: str) -> None:
    assert styled(rule) == rule


@pytest.mark.parametrize(
    ("rule", "left"),
    [
        (".gone{color:red}", ""),
        ("#gone{color:red}", ""),
        (".here.gone{color:red}", ""),
        (".here,.gone,p{color:red}", ".here,p{color:red}"),
        ("[dir=rtl] p{color:red}", ""),
        ("@media print{.gone{color:red}}", ""),
        ("@keyframes turn{from{color:red}}", ""),
        (".here{--unused:1px}", ""),
        (".here{--a:var(--b);--b:1px}", ""),
        ("/* of a person */.here{ /* too */ color: red; }", ".here{color:red}"),
        (".here{margin:1px/* and */2px}", ".here{margin:1px/**/2px}"),
        ("@keyframes turn;.here{top:0}", "@keyframes turn;.here{top:0}"),
    ],
)
def test_what_none_can_match_and_nobody_asks_for_goes(rule: str, left: str) -> None:
    assert styled(rule) == left


@pytest.mark.parametrize(
    ("sheet", "left"),
    [
        # To a browser this is the beginning of a selector that is none.
        ("} .here{color:red}", "} .here{color:red}"),
        (".here{color:red}} p{top:0}", ".here{color:red}} p{top:0}"),
        (".here{color:red", ".here{color:red}"),
        ("@media print{.here{color:red}", "@media print{.here{color:red}}"),
        ("@media print{} p{top:0}", "p{top:0}"),
        ("p{top:0} nothing", "p{top:0}"),
        ("", ""),
    ],
)
def test_what_is_wrong_in_a_sheet_means_no_more_than_before(sheet: str, left: str) -> None:
    assert styled(sheet) == left


@pytest.mark.parametrize("attribute", ["class='a b'", "class=b", 'CLASS = "b"', 'class="a&#32;b"', "class='b' id=x"])
def test_an_attribute_is_read_however_it_is_written(attribute: str) -> None:
    pages = {"index.html": f'<head><link rel="stylesheet" href="a.css"></head><body {attribute}>'}
    assert "<style>.b{top:0}</style>" in with_styles(pages, (), {"a.css": ".b{top:0}"}.get)["index.html"]


def test_what_a_script_or_another_page_has_stays() -> None:
    assert styled(".gone{color:red}", ('node.classList.add("gone")',)) == ".gone{color:red}"
    pages = {"index.html": PAGE.format("a.css"), "b/index.html": '<head></head><body class="gone">'}
    found = with_styles(pages, (), {"a.css": ".gone{color:red}"}.get)
    assert "<style>.gone{color:red}</style>" in found["index.html"]
    assert found["b/index.html"] == pages["b/index.html"]


@pytest.mark.parametrize("name", ["fact--stars", "cell__item"])
def test_what_a_script_may_put_together_stays(name: str) -> None:
    script = "node.className = `fact--${kind}`; other.className = `${part}__item`;"
    assert styled(f".{name}{{top:0}}", (script,)) == f".{name}{{top:0}}"
    assert styled(".here{--fact--a:1px;--other:1px}", (script.replace("fact--", "--fact--"),)) == ".here{--fact--a:1px}"
    assert styled(".fact{top:0}.item{top:0}", (script,)) == ""


def test_a_class_with_signs_of_its_own_is_found() -> None:
    pages = {"index.html": '<head><link rel="stylesheet" href="a.css"></head><body class="md:w-1/2">'}
    found = with_styles(pages, (), {"a.css": r".md\:w-1\/2{width:50%}"}.get)
    assert r"<style>.md\:w-1\/2{width:50%}</style>" in found["index.html"]


@pytest.mark.parametrize(
    ("address", "moved"),
    [
        ("images/a.svg", "../assets/images/a.svg"),
        ("../fonts/f.woff2", "../fonts/f.woff2"),
        ("/root.svg", "/root.svg"),
        ("#part", "#part"),
        ("data:image/svg+xml,x", "data:image/svg+xml,x"),
    ],
)
def test_an_address_leads_where_it_led(address: str, moved: str) -> None:
    assert styled(f'.here{{background:url("{address}")}}') == f'.here{{background:url("{moved}")}}'


def test_a_text_in_a_sheet_does_not_end_it() -> None:
    page = PAGE.format("a.css")
    found = with_styles({"index.html": page}, (), {"a.css": 'p{content:"</STYLE><b>"}'}.get)["index.html"]
    assert r'<style>p{content:"<\/STYLE><b>"}</style>' in found


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="stylesheet" href="print.css" media="print">',
        '<link rel="stylesheet" href="https://example.com/a.css">',
        '<link rel="stylesheet" href="missing.css">',
        '<link rel="icon" href="a.css">',
        '<link rel="stylesheet">',
        '<link rel="stylesheet" href="">',
        '<noscript><link rel="stylesheet" href="a.css"></noscript>',
        '<template><link rel="stylesheet" href="a.css"></template>',
    ],
)
def test_what_is_not_one_of_the_sites_own_sheets_is_asked_for_as_before(link: str) -> None:
    pages = {"index.html": f"<head>{link}</head><body>"}
    assert with_styles(pages, (), {"print.css": "", "a.css": ""}.get) == pages


def test_sheets_keep_their_order_and_stand_where_the_first_was() -> None:
    links = '<link rel="stylesheet" href="a.css"><meta name="m"><link href="b.css" rel="stylesheet">'
    found = with_styles(
        {"index.html": f"<head>{links}</head><body>"}, (), {"a.css": "p{top:0}", "b.css": "p{top:1px}"}.get
    )
    assert found["index.html"] == '<head><style>p{top:0}p{top:1px}</style><meta name="m"></head><body>'


SHEET = """\
@charset "utf-8";@keyframes turn{0%{top:0}to{top:1px}}:root{--a:#fff;--b:url("data:image/svg+xml,<svg/>")}
@media print and (min-width: 20em){.here:not(.gone)>p::after,#one{content:"\\201c";color:var(--a) !important}}
.here [dir=rtl] p,.gone{margin:calc(1px + (2*3px)) auto;background:url(a/b.svg) no-repeat,var(--b)}
"""
PIECES = (
    "",
    "}",
    "{",
    '"',
    "'",
    "/*",
    "*/",
    "url(",
    "\\",
    "@",
    "<!--",
    "\x00",
    "!important",
    ";",
    ":",
    "@keyframes a;",
    "(",
)


def test_a_damaged_sheet_is_no_error() -> None:
    source = random.Random(20261127)  # noqa: S311 - a draw, no secret
    for _ in range(300):
        start = source.randrange(len(SHEET))
        end = start + source.randrange(20)
        styled(f"{SHEET[:start]}{source.choice(PIECES)}{SHEET[end:]}")
