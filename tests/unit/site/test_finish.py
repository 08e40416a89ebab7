"""A site that cannot be finished is said in one line, and nothing of it changes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import material
import pytest

from sixfold.language import Language
from tests.support.commands import Sixfold

PAGE = "<!doctype html><html><head></head><body><h1>T</h1></body></html>\n"


@pytest.fixture
def site(project: Path, sixfold: Sixfold) -> Path:
    assert sixfold("generate", "-q") == (0, "", "")
    (project / "mkdocs.yml").write_text("site_name: A\nsite_description: B\nx: !!python/name:a.b ''\n")
    folder = project / "site"
    for name in ("index.html", "404.html", "guide/things/index.html"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(PAGE)
    return folder


def test_a_site_is_finished(sixfold: Sixfold, site: Path, languages: Mapping[str, Language]) -> None:
    # The results and the coverage are pages of the project that this site does not have.
    assert sixfold("finish", "site") == (
        0,
        f"3 HTML files with a policy, {4 + len(languages)} texts for programs\n",
        "",
    )
    assert {path.relative_to(site).as_posix() for path in site.rglob("*") if path.suffix in (".md", ".txt")} == {
        "index.md", "guide/things/index.md", "llms.txt", "llms-full.txt",
        *(f"llms-{key}.txt" for key in languages),
    }  # fmt: skip
    home, lost = ((site / name).read_text() for name in ("index.html", "404.html"))
    assert '<meta property="og:description" content="B">' in home
    assert '<meta property="og:type" content="website">' in home
    link = '<a href="index.md" rel="alternate" type="text/markdown">View as Markdown</a>'
    assert link in (site / "guide/things/index.html").read_text()
    assert link not in home + lost
    assert "og:" not in lost
    assert "Content-Security-Policy" in lost


def test_quietly_and_from_elsewhere(sixfold: Sixfold, site: Path, project: Path, tmp_path: Path) -> None:
    moved = site.rename(tmp_path / "moved")
    assert sixfold("finish", "-q", "-C", str(project), str(moved)) == (0, "", "")
    assert (moved / "llms.txt").is_file()


STALE = "not what its inputs make; run: sixfold generate; then build the site anew\n"
CASES = [
    ("no folder", "site: holds no index.html; expected a built site; run: mkdocs build\n"),
    ("empty", "site: holds no index.html; expected a built site; run: mkdocs build\n"),
    ("no head", "site/404.html: has no <head>; expected a whole page\n"),
    ("not text", "site/404.html: not UTF-8: invalid start byte at byte 0\n"),
    ("no settings", "mkdocs.yml: cannot be read: No such file or directory\n"),
    ("no navigation", f"nav.yml: {STALE}"),
    ("no snippet", f"code_snippets/guide/py/delete_one.py: {STALE}"),
    ("settings", "mkdocs.yml: expected keys and values\n"),
    ("not yaml", "mkdocs.yml: not YAML: "),
]


def spoil(what: str, project: Path, site: Path) -> None:
    match what:
        case "no folder":
            site.rename(project / "other")
        case "empty":
            (site / "index.html").unlink()
        case "no head":
            (site / "404.html").write_text("<p>x</p>")
        case "not text":
            (site / "404.html").write_bytes(b"\xff")
        case "no settings":
            (project / "mkdocs.yml").unlink()
        case "no navigation":
            (project / "nav.yml").unlink()
        case "no snippet":
            (project / "code_snippets/guide/py/delete_one.py").unlink()
        case "settings":
            (project / "mkdocs.yml").write_text("- a\n")
        case "not yaml":
            (project / "mkdocs.yml").write_text("a: [\n")


@pytest.mark.parametrize(("what", "message"), CASES)
def test_what_is_wrong_is_said_and_nothing_is_written(
    sixfold: Sixfold, site: Path, project: Path, what: str, message: str
) -> None:
    spoil(what, project, site)
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    code, out, err = sixfold("finish", "site")
    assert (code, out) == (1, "")
    assert err.startswith(message)
    assert err.count("\n") == 1
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


def test_a_page_that_is_behind_its_spec_has_no_twin(sixfold: Sixfold, site: Path, project: Path) -> None:
    assert site.is_dir()
    spec = project / "specs/guide/things.yaml"
    spec.write_text(spec.read_text().replace("This deletes one.", "This removes one."))
    (project / "templates/py/snippet.py.j2").write_text("print(1)\n")
    code, out, err = sixfold("finish", "site")
    assert (code, out) == (1, "")
    assert err == f"code_snippets/guide/py/delete_one.py (and 5 other files): {STALE}"
    assert not (site / "llms.txt").exists()


def test_a_front_matter_that_is_no_yaml_is_said(sixfold: Sixfold, site: Path, project: Path) -> None:
    assert site.is_dir()
    (project / "docs/index.md").write_text("---\ntitle: [\n---\n# T\n")
    code, _, err = sixfold("finish", "site")
    assert (code, err.splitlines()[0][:29]) == (1, "docs/index.md: not YAML: whil")


OWN = "<script>own(1)</script>"


def hashes(html: str) -> int:
    policy = html.partition('http-equiv="Content-Security-Policy" content="')[2].partition('"')[0]
    return policy.partition("style-src")[0].count("'sha256-")


@pytest.mark.parametrize("theme", ["theme: material\n", "theme:\n  name: material\n  custom_dir: overrides\n"])
def test_a_script_that_neither_theme_nor_project_brought_gets_no_hash(
    sixfold: Sixfold, site: Path, project: Path, theme: str, languages: Mapping[str, Language]
) -> None:
    (project / "mkdocs.yml").write_text(f"site_name: A\n{theme}")
    (project / "overrides").mkdir()
    (project / "overrides/main.html").write_text(
        f"{{# <script>never()</script> #}}{OWN}<script>{{% if x %}}a{{% endif %}}</script>"
    )
    base = (Path(material.__file__).parent / "templates/partials/javascripts/base.html").read_text()
    given = base[base.index("<script>") :].strip()
    editable_value = given[given.index("{{") : given.index("}}") + 2]
    texts = {
        "index.html": given.replace(editable_value, ".") + OWN,
        "guide/things/index.html": given.replace(editable_value, "../..") + "<script>evil()</script>",
        "404.html": given.replace(editable_value, '"),evil(),new URL("') + "<script>never()</script><script>a</script>",
    }
    for name, scripts in texts.items():
        (site / name).write_text(PAGE.replace("<h1>", f"{scripts}<h1>"))
    code, out, err = sixfold("finish", "site")
    assert (code, out.splitlines()) == (1, [f"3 HTML files with a policy, {4 + len(languages)} texts for programs"])
    refused = [line.partition(":")[0] for line in err.splitlines()]
    named = "overrides" in theme
    assert refused == ["site/404.html", "site/guide/things/index.html", *([] if named else ["site/index.html"])]
    counted = [hashes((site / name).read_text()) for name in texts]
    assert counted == [2 if named else 1, 1, 0]


def test_titles_are_html_in_the_navigation_and_text_elsewhere(sixfold: Sixfold, site: Path, project: Path) -> None:
    spec = project / "specs/guide/things.yaml"
    spec.write_text(spec.read_text().replace("title: Delete Things", 'title: "A <b> & [c] &amp;"'))
    assert sixfold("generate", "-q") == (0, "", "")
    assert "A &lt;b&gt; &amp; [c] &amp;amp;: guide/things.md" in (project / "nav.yml").read_text().replace("'", "")
    assert sixfold("finish", "-q", "site") == (0, "", "")
    html = (site / "guide/things/index.html").read_text()
    assert '<meta property="og:title" content="A &lt;b&gt; &amp; [c] &amp;amp;">' in html
    index = (site / "llms.txt").read_text()
    assert "- [A &lt;b> & \\[c\\] &amp;amp;](guide/things/index.md): How things go." in index
    assert "# A &lt;b> & \\[c\\] &amp;amp;\n" in (site / "guide/things/index.md").read_text()


ASKS = PAGE.replace("<head>", '<head><link rel="stylesheet" href="a.css">')


@pytest.mark.parametrize(
    ("sheet", "script", "stands"),
    [
        (b".gone{top:0}h1{top:1px}", b"", "<style>h1{top:1px}</style>"),
        (b".gone{top:0}", b'add("gone") // \xe9', "<style>.gone{top:0}</style>"),
        (b"h1{content:'\xe9'}", b"", '<link rel="stylesheet" href="a.css">'),
        (b"@import 'b.css';", b"", '<link rel="stylesheet" href="a.css">'),
        (b"h1{background:image-set('b.png' 1x)}", b"", '<link rel="stylesheet" href="a.css">'),
        (b"h1{top:1px}", b" " * (33 << 20), '<link rel="stylesheet" href="a.css">'),
    ],
    ids=[
        "a sheet",
        "a script in Latin-1",
        "a sheet in Latin-1",
        "an import",
        "an image set",
        "a script beyond reading",
    ],
)
def test_whatever_a_sheet_or_a_script_is_the_site_is_finished(
    sixfold: Sixfold, site: Path, sheet: bytes, script: bytes, stands: str
) -> None:
    (site / "a.css").write_bytes(sheet)
    (site / "a.js").write_bytes(script)
    (site / "404.html").write_text(ASKS)
    code, _, err = sixfold("finish", "-q", "site")
    assert (code, err) == (0, "")
    html = (site / "404.html").read_text()
    assert stands in html
    assert ("<style>" in html) != ("<link" in html)
