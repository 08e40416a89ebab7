"""The built page, word by word, against the page that this project began with: nothing of it is missing."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.support.projects import ROOT, repository

SEED = (ROOT / "tests/seed/delete_annotations.mdx").read_text(encoding="utf-8")
PAGE = "api-guide/annotate/delete-annotations/index.html"
LABELS = ["Python (gRPC)", "JavaScript (REST)", "Node.js (gRPC)", "Java (gRPC)", "PHP (gRPC)", "cURL"]
OPERATIONS = [
    "delete_annotation_input_annotation_ids",
    "bulk_delete_annotations_input_annotation_ids",
    "bulk_delete_annotations_input_ids",
]


class Article(HTMLParser):
    """Gathers the text of the article, the texts of its headings and tab labels, its links and its code."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.open: list[str] = []
        self.text: list[str] = []
        self.headings: list[str] = []
        self.labels: list[str] = []
        self.links: list[str] = []
        self.code: list[str] = []
        self.snippets: list[int] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == "article":
            self.depth = 1
        if not self.depth or tag in ("br", "input", "img", "meta", "link"):
            return
        self.open.append(tag)
        values = dict(attributes)
        if "data-snippet" in values:
            self.snippets.append(len(self.code))
        if tag in ("h1", "h2", "h3"):
            self.headings.append("")
        elif tag == "label":
            self.labels.append("")
        elif tag == "code" and "pre" in self.open:
            self.code.append("")
        elif tag == "a" and values.get("href"):
            self.links.append(str(values["href"]))

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self.depth = 0
        if self.depth and self.open and tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self.depth:
            return
        self.text.append(data)
        for tag, texts in (("h1", self.headings), ("h2", self.headings), ("label", self.labels), ("code", self.code)):
            hidden = "a" in self.open if texts is self.headings else texts is self.code and "pre" not in self.open
            if tag in self.open and not hidden:
                texts[-1] += data


@pytest.fixture(scope="module")
def article(site: Path) -> Article:
    parser = Article()
    parser.feed((site / PAGE).read_text(encoding="utf-8"))
    return parser


def words(text: str) -> list[str]:
    return re.findall(r"[\w.()]+", text)


def prose(seed: str) -> list[str]:
    """Return the seed's paragraphs, without front matter, markup, tabs and imports."""
    body = seed.split("---", 2)[2]
    body = re.sub(r"<Tabs.*?</Tabs>", "\n", body, flags=re.DOTALL)
    body = re.sub(r"^import .*$", "", body, flags=re.MULTILINE)
    body = re.sub(r"^:::\w*$|^#+ ", "", body, flags=re.MULTILINE)
    body = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", body).replace("\\", "")
    return [paragraph.strip() for paragraph in re.split(r"\n\s*\n", body) if paragraph.strip()]


def test_every_paragraph_and_heading_is_there_in_order(article: Article) -> None:
    page = " ".join(words("".join(article.text)))
    paragraphs = prose(SEED)
    assert len(paragraphs) >= 9
    position = 0
    for paragraph in paragraphs:
        wanted = " ".join(words(paragraph))
        found = page.find(wanted, position)
        assert found >= 0, f"missing, or out of order: {paragraph}"
        position = found + len(wanted)


def test_the_headings_are_the_seeds(article: Article) -> None:
    seed = [re.sub(r"^#+ ", "", line) for line in SEED.splitlines() if line.startswith("#")]
    assert [heading.strip() for heading in article.headings] == seed


def test_every_operation_has_the_seeds_tabs(article: Article) -> None:
    seed = re.findall(r'<TabItem value="\w+" label="([^"]+)">', SEED)
    assert seed == LABELS * 3
    assert [label.strip() for label in article.labels] == seed


def test_the_links_are_the_seeds(article: Article) -> None:
    seed = re.findall(r"\]\((https[^)]+)\)", SEED)
    # Below each snippet stands the way to its client library's reference, which the seed does not have.
    own = {language.installation.reference for language in repository().languages}
    assert [link for link in article.links if link.startswith("https") and link not in own] == seed


def test_the_description_is_the_seeds_and_names_the_calls(site: Path) -> None:
    assert (
        '<meta name="description" content="Label your data. Delete Annotation by Input ID and Annotation ID; Bulk'
        in (site / PAGE).read_text(encoding="utf-8")
    )


def test_the_snippets_are_those_of_the_seeds_imports(article: Article) -> None:
    imported = re.findall(r'raw-loader!(?:\.\./)+([^"]+)"', SEED)
    deletes = {path for path in imported if "annotate_mask" not in path}
    assert len(deletes) == 18
    tabs = [("py", "py"), ("js", "html"), ("node", "js"), ("java", "java"), ("php", "php"), ("curl", "sh")]
    assert len(article.snippets) == 18
    shown = (article.code[number] for number in article.snippets)
    for operation in OPERATIONS:
        for folder, ending in tabs:
            path = f"code_snippets/api-guide/annotate/{folder}/{operation}.{ending}"
            assert path in deletes
            assert next(shown) == (ROOT / path).read_text(encoding="utf-8")
