"""Whatever a spec says is shown as it is said: each key of the specs' model, on a built site without any policy."""

from __future__ import annotations

import dataclasses
import inspect
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, expect

from sixfold import project as pipeline
from sixfold import signing
from sixfold.errors import SpecError
from sixfold.spec import model
from sixfold.status import StatusPaths
from tests.support.projects import API, PAGE, copy
from tests.support.static_server import serve

EVIL = "document.documentElement.dataset.evil=1"
PLAIN = (
    f'</title></textarea><script>{EVIL}</script>"><img src=x onerror="{EVIL}"> *a* _b_ **c** `d` &lt;e&gt; &#60; '
    f"[f](javascript:{EVIL}) ![g](h) {{: onclick={EVIL} }} {{ #evil .evil }} "
    "\\ # <i> <!-- j --> ${k} {{ l }} -- m"
)
"""A line of what means something to HTML, to Markdown or to a template. After it comes the key's own name."""

TAGS = f"""\
<script>{EVIL}</script>

<div markdown onclick={EVIL}>
- <b>one</b> `<code-1>` and ``<code-2> ` ``
- two `
- three ` <img src=x onerror={EVIL}> `

</div>

A [link](javascript:{EVIL}), a [second](java&#10;script:{EVIL}), a [third][x] and <javascript:{EVIL}>.
{{: onclick={EVIL} }}

# Head {{ .evil onclick={EVIL} }}

```html
<script>in_a_fence</script>
```

``` {{ .evil onclick={EVIL} }}
<script>{EVIL}</script>
```

    <script>by_its_place</script>

[x]: javascript:{EVIL}

<!-- comment --> <?php echo 1 ?> <!DOCTYPE evil> <![CDATA[ evil ]]> <style>* {{}}</style> </div></article>"""
MARKDOWN = "<script>in_a_fence</script>", "<script>by_its_place</script>", "<code-1>", "<code-2> `", "<b>one</b>"
CELL = f"<script>{EVIL}</script> <tag> `<code>` [x](javascript:{EVIL}) {{: onclick={EVIL} }} <!-- c --> \\<b>"
CODE = f"</script><script>{EVIL}</script>\n```\n````\n</code></pre><img src=x onerror={EVIL}>\n-- x\1wzxhzdk:0\4\2 60\3"

SHOWN = {
    "Api.name", "Api.note", "Api.scope", "ExpectedFailure.reason", "FieldText.text", "Operation.deletes",
    "Operation.keeps", "Operation.request", "Operation.text", "Operation.title", "PageSpec.description",
    "PageSpec.text", "PageSpec.title", "Section.title", "Variable.description", "Variable.example",
}  # fmt: skip
"""Keys that may hold any text; a test below looks for each of them, where a page shows it."""

REFUSED: dict[str, tuple[int, str]] = {
    "Api.host": (0, "host"),
    "Api.issue_link": (0, "issue_link"),
    "KeyVariable.name": (1, "authentication.variable"),
    "DefinitionSource.descriptors": (7, "definition.descriptors"),
    "DefinitionSource.modules": (2, "definition.module"),
    "DefinitionSource.openapi": (9, "definition.openapi"),
    "DefinitionSource.package": (3, "definition.package"),
    "DefinitionSource.services": (4, "definition.service"),
    "DefinitionSource.version": (5, "definition.version"),
    "ExpectedFailure.language": (1, "operations.0.expected_failures.0.language"),
    "ExpectedFailure.until": (0, "operations.0.expected_failures.0.until"),
    "FieldText.required": (0, "operations.0.fields.annotation_id.required"),
    "Featured.operation": (1, "featured"),
    "Operation.fields": (1, "operations.0.fields."),
    "Operation.id": (0, "operations.0.id"),
    "Operation.irreversible": (0, "operations.0.irreversible"),
    "Operation.path": (0, "operations.1.path"),
    "Operation.rpc": (6, "operations.0.rpc"),
    "Credential.header": (0, "authentication.header"),
    "Credential.query": (8, "authentication.query"),
    "Credential.scheme": (0, "authentication.scheme"),
    "StatusPaths.code": (0, "success.field"),
    "StatusPaths.description": (0, "success.description"),
    "StatusPaths.details": (0, "success.details"),
    "StatusPaths.request_id": (0, "success.request_id"),
    "Success.value": (1, "success.value"),
    "Variable.name": (0, "variables."),
}
"""Keys that cannot hold what means something to HTML: where they stand, and the number of the project that tries them.

Those of one project are tried together, since one run names all problems of a stage.
"""

NOT_TEXT = {
    "Api.drafts", "Api.example_keys", "ExampleKey.place", "ExampleKey.value", "PageSpec.example_keys",
    "PageSpec.placeholders",
    "Api.authentication", "Api.definition", "Api.featured", "Api.sections", "Api.source", "Api.success",
    "Api.variables", "Authentication.keys", "Authentication.signing", "KeyVariable.path", "KeyVariable.place",
    "Signing.credentials", "DefinitionSource.place",
    "ExpectedFailure.place", "Featured.place", "Operation.expected_failures", "Operation.places",
    "PageSpec.operations", "PageSpec.path", "PageSpec.source",
    "PageSpec.variables", "ProjectSpec.api", "ProjectSpec.pages", "Section.place", "Success.paths",
    "Success.place", "Variable.place",
}  # fmt: skip
"""What holds other keys, a place in a file, the name of a file, which is refused where it is no web address, and what
no page shows: drafts and placeholders are for `sixfold new`, an example of a key is for the search for real ones."""


def test_each_key_of_the_model_has_a_case() -> None:
    found = {
        f"{name}.{field.name}"
        for module in (model, signing)
        for name, kind in inspect.getmembers(module, dataclasses.is_dataclass)
        if kind.__module__ in (model.__name__, signing.__name__, StatusPaths.__module__)
        for field in dataclasses.fields(kind)
    }
    assert found == SHOWN | REFUSED.keys() | NOT_TEXT
    assert len(found) == len(SHOWN) + len(REFUSED) + len(NOT_TEXT)


def harmless() -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the specs of a small project as data, with one key of each kind that a page shows."""
    api, page = yaml.safe_load(API), yaml.safe_load(PAGE)
    api |= {"note": "A note.", "featured": "delete_one"}
    page["text"] = "About these."
    for operation in page["operations"]:
        operation["fields"]["user_app_id.app_id"] = "The app."
        operation["expected_failures"] = [{"language": "py", "reason": "Known.", "until": "2099-01-31"}]
    return api, page


def said(key: str) -> str:
    return f"{PLAIN} {key}"


ABOUT = f"{said('PageSpec.description')} {said('Operation.title')}; Delete Some."
"""What is said of the page: its description, and the titles of its operations."""


def hostile() -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the same with hostile texts, each of which names its key."""
    api, page = harmless()
    api["name"] = said("Api.name")
    api["note"] = f"{TAGS}\n\nApi.note"
    api["sections"]["guide"] = said("Section.title")
    api["scope"]["user_app_id"]["app_id"] = f"{CODE} Api.scope"
    del api["variables"]["APP_ID"]
    # A description stands in comments of code: what could end one there is refused.
    shown = "*a* _b_ `d` [f](javascript:x) {: onclick=x } | # &lt; Variable.description"
    shown = shown.replace("&lt;", "&amp;")
    page["variables"]["INPUT_ID"]["description"] = shown
    page["variables"]["INPUT_ID"]["example"] = f"{CODE} Variable.example"
    page["title"], page["description"] = said("PageSpec.title"), said("PageSpec.description")
    page["text"] = f"{TAGS}\n\nPageSpec.text"
    one = page["operations"][0]
    one["title"] = said("Operation.title")
    one["request"]["annotation_id"] = f"{CODE} Operation.request"
    one["fields"]["annotation_id"] = f"{CELL} FieldText.text"
    one["expected_failures"][0]["reason"] = said("ExpectedFailure.reason")
    for key in ("text", "deletes", "keeps"):
        one[key] = f"{TAGS}\n\nOperation.{key}"
    return api, page


def put(data: Any, path: str) -> None:  # noqa: ANN401 - whatever YAML holds
    """Put a hostile text where a key stands; where the path ends with a dot, it is itself a key."""
    *above, last = path.split(".")
    for name in above:
        data = data[int(name)] if name.isdigit() else data[name]
    data[last or PLAIN] = PLAIN if last else next(iter(data.values()))


def write(project: Path, api: dict[str, Any], page: dict[str, Any]) -> None:
    for name, data in (("api", api), ("guide/things", page)):
        file = project / f"specs/{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")


@pytest.mark.parametrize("number", sorted({number for number, _ in REFUSED.values()}))
def test_a_key_that_is_no_text_refuses_what_could_be_a_tag(number: int, tmp_path: Path) -> None:
    api, page = harmless()
    page["operations"][0]["fields"]["annotation_id"] = {"text": "The one."}
    paths = [path for of, path in REFUSED.values() if of == number]
    for path in paths:
        put(page if path.startswith(("operations", "variables")) else api, path)
    copy(tmp_path, "templates")
    write(tmp_path, api, page)
    with pytest.raises(SpecError) as refused:
        pipeline.load(tmp_path)
    told = [problem.key_path for problem in refused.value.problems]
    for path in paths:
        named = re.sub(r"\.(\d)", r"[\1]", path)
        assert any(named.startswith(one) or one.startswith(named) for one in told if one), (path, told)


TEXTS = (
    "Api.note",
    "ExpectedFailure.reason",
    "Operation.deletes",
    "Operation.keeps",
    "Operation.text",
    "PageSpec.text",
)
"""Those of any number of lines."""


def test_a_text_refuses_what_builders_take_for_marks_of_their_own(tmp_path: Path) -> None:
    copy(tmp_path, "templates")
    for control in "\0\2\3\r\x1f\x7f":
        api, page = harmless()
        for data in (api, page, *page["operations"], page["operations"][0]["expected_failures"][0]):
            data |= {key: f"a{control}b\n\tc" for key in ("note", "reason", "deletes", "keeps", "text") if key in data}
        write(tmp_path, api, page)
        with pytest.raises(SpecError) as refused:
            pipeline.load(tmp_path)
        told = {problem.key_path.rpartition(".")[2] for problem in refused.value.problems}
        assert told == {key.rpartition(".")[2] for key in TEXTS}
        assert {problem.message for problem in refused.value.problems} == {
            f"holds the control character U+{ord(control):04X}, which no page shows; remove it"
        }


class Elements(HTMLParser):
    """Gathers the elements of a page, its comments, and the text between."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.others: list[str] = []
        self.pieces: list[str] = []
        self._unseen = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._unseen = tag in ("script", "style")

    def handle_endtag(self, _tag: str) -> None:
        self._unseen = False

    def handle_data(self, data: str) -> None:
        self.pieces.append("" if self._unseen else data)

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    def handle_pi(self, data: str) -> None:
        self.others.append(data)

    def unknown_decl(self, data: str) -> None:
        self.others.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.pieces).split())


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build, without a policy, a site of one page with hostile texts in every key, and one with none."""
    project = tmp_path_factory.mktemp("hostile")
    copy(project, "templates", "overrides", "docs/assets", "mkdocs.yml")
    write(project, *hostile())
    _, page = harmless()
    for number, operation in enumerate(page["operations"]):
        operation["id"] = f"harmless_{number}"
    (project / "specs/guide/harmless.yaml").write_text(yaml.safe_dump(page, sort_keys=False))
    includes = "".join(f'--8<-- "includes/{name}.md"\n\n' for name in ("picture", "results", "calls"))
    (project / "docs/index.md").write_text(f"# Home\n\n{includes}")
    for words in (["sixfold", "generate", "--quiet"], ["mkdocs", "build", "--strict"]):
        done = subprocess.run(
            [sys.executable, "-m", *words], cwd=project, capture_output=True, text=True, check=False, timeout=120
        )
        assert done.returncode == 0, done.stdout + done.stderr
    return project / "site"


@pytest.fixture(scope="module")
def pages(built: Path) -> dict[str, Elements]:
    return {
        file.relative_to(built).as_posix(): Elements(file.read_text(encoding="utf-8")) for file in built.rglob("*.html")
    }


HOSTILE = "guide/things/index.html"


def test_no_page_has_an_element_that_a_text_brought(pages: dict[str, Elements]) -> None:
    assert len(pages) == 6
    known = {(tag, name) for tag, attributes in pages["guide/harmless/index.html"].elements for name in attributes}
    for path, page in pages.items():
        for tag, attributes in page.elements:
            brought = f"<{tag} {attributes}> on {path}"
            assert tag not in ("i", "b", "tag", "code-1", "code-2", "style", "iframe"), brought
            assert not [name for name in attributes if name.startswith("on") or name == "markdown"], brought
            assert "evil" not in (attributes.get("class") or ""), brought
            assert attributes.get("id") != "evil", brought
            assert not re.match(r"\W*javascript", re.sub(r"\s", "", attributes.get("href") or "")), brought
        own = {(tag, name) for tag, attributes in page.elements for name in attributes if tag != "code"}
        assert path != HOSTILE or own <= known | {("h1", "id"), ("a", "class"), ("span", "class")}, own - known
        assert [other for other in page.others if "evil" in other or other.strip() == "c"] == [], path


def test_the_hostile_page_has_as_many_scripts_as_the_other(pages: dict[str, Elements]) -> None:
    counted = {
        path: [tag for tag, _ in pages[path].elements].count("script")
        for path in (HOSTILE, "guide/harmless/index.html")
    }
    assert len(set(counted.values())) == 1


@pytest.mark.parametrize("key", sorted(SHOWN))
def test_each_text_is_shown_as_it_was_written(pages: dict[str, Elements], key: str) -> None:
    page, home = pages[HOSTILE], pages["index.html"]
    _, spec = hostile()
    shown: dict[str, list[tuple[str, str]]] = {
        "PageSpec.title": [(said(key), page.text), (said(key), home.text), (said(key), pages["404.html"].text)],
        "PageSpec.description": [],
        "Operation.title": [(said(key), page.text), (said(key), pages["verification/index.html"].text)],
        "Section.title": [(said(key), page.text), (said(key), home.text)],
        "Variable.description": [(spec["variables"]["INPUT_ID"]["description"], page.text)],
        "FieldText.text": [(f"{CELL} {key}".replace("`", ""), page.text)],
        "Api.scope": [], "Operation.request": [], "Variable.example": [], "Api.name": [], "ExpectedFailure.reason": [],
    }  # fmt: skip
    for text, whole in shown.get(key, [(text, page.text) for text in (*MARKDOWN, f"{key}")]):
        assert squeezed(text) in whole, key
    if key == "PageSpec.description":
        described = [
            attributes["content"] for tag, attributes in page.elements if attributes.get("name") == "description"
        ]
        assert described == [ABOUT]
    if key in ("Operation.request", "Variable.example", "Api.scope"):
        # What each language makes of it is held by the tests of quoting.
        assert key in page.text


def test_each_snippet_is_shown_as_its_file_is(built: Path, pages: dict[str, Elements]) -> None:
    files = sorted((built.parent / "code_snippets").rglob("*.*"))
    assert len(files) == 24
    whole = {path: "".join(pages[path].pieces) for path in (HOSTILE, "guide/harmless/index.html")}
    for file in files:
        path = "guide/harmless/index.html" if file.stem.startswith("harmless") else HOSTILE
        assert file.read_text(encoding="utf-8").strip() in whole[path], file


def test_nothing_of_it_runs_in_a_browser(built: Path, browser: Browser) -> None:
    wrong: list[str] = []
    page = browser.new_page()
    page.on("dialog", lambda dialog: wrong.append(dialog.message))
    with serve(built) as served:
        for path in ("/guide/things/", "/guide/harmless/", "/", "/verification/", "/nothing"):
            page.goto(f"{served}{path}", wait_until="load")
            assert page.evaluate("document.documentElement.dataset.evil") is None, path
        page.goto(f"{served}/guide/things/")
        assert page.title() == f"{said('PageSpec.title')} - Sixfold"
        assert page.get_by_role("heading", level=1).first.inner_text().startswith(squeezed(said("PageSpec.title")))
        expect(page.get_by_role("button", name="Search")).to_be_enabled()
        page.keyboard.press("/")
        page.keyboard.type("title")
        expect(page.get_by_role("option").first).to_contain_text("<script>")
        assert page.evaluate("document.documentElement.dataset.evil") is None
    page.close()
    assert wrong == []


def test_what_is_for_programs_holds_it_too_and_no_script_is_allowed(built: Path, pages: dict[str, Elements]) -> None:
    assert pages
    words = [sys.executable, "-m", "sixfold", "finish", "--quiet", "-C", str(built.parent), str(built)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=120)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    finished = Elements((built / HOSTILE).read_text(encoding="utf-8"))
    facts = {attributes.get("property"): attributes.get("content") for _, attributes in finished.elements}
    assert facts["og:title"] == said("PageSpec.title")
    assert facts["og:description"] == ABOUT
    twin = (built / "guide/things/index.md").read_text(encoding="utf-8")
    assert r"\{: onclick" in twin
    assert "`<code-1>`" in twin
    assert not re.search(
        r"^ *<script>(?!in_a_fence|by_its_place)",
        re.sub(r"^(`{3,}).*?^\1$", "", twin, flags=re.DOTALL | re.MULTILINE),
        re.MULTILINE,
    )
