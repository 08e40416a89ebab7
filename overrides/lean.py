"""MkDocs hook: a page as light as it can be without saying less, since its weight is what a reader waits for.

Code keeps the colours of comments, keywords, texts and numbers: an element around every name, sign and space would be
half of a page. Scripts that import each other become one for each time at which they run, without comments: each file
more is a way to the server and back. What it needs of the style sheets, `sixfold finish` puts into the page.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

ASSETS = "assets"
MODULES = {"tabs": ("dom", "memory", "clipboard"), "values": ("carry", "quoting", "snippets")}
"""Scripts of `docs/assets/`, each with those that it takes in, in the order in which they import one another."""
ALONE = ("copy", "find", "keeper", "markdown", "search", "tables")
"""The other ones. What a project adds of its own stays as it is."""

TOKEN = re.compile(r'<span class="([a-z][a-z0-9]?)">([^<]*)</span>')
RUN = re.compile(r'<span class="([ckms])">[^<]*</span>(?:\s*<span class="\1">[^<]*</span>)+')
SHEET = re.compile(r'[ \t]*<link rel="stylesheet" href="([^"]+)">\n?')
EARLY = re.compile(r"[ \t]*<script type=\"module\" async [^>]*></script>\n?")
THEME = re.compile(r'<script (?=src="[^"]*/bundle\.\w+\.min\.js")')
IMPORT = re.compile(r'^import (\* as \w+|\{[^}]*\}) from "\./(\w+)\.js";\n', re.MULTILINE)
COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*.*?\*/)[ \t]*\n|/\*\* @\w+ [^\n]*?\*/ ?", re.MULTILINE | re.DOTALL)


def on_page_content(html: str, **_: object) -> str:
    """Leave to code what its colours need."""
    html = TOKEN.sub(lambda found: _token(found[1], found[2]), html).replace("<pre><span></span>", "<pre>")
    return RUN.sub(lambda found: f'<span class="{found[1]}">{re.sub("</?span[^>]*>", "", found[0])}</span>', html)


def _token(kind: str, text: str) -> str:
    """Return a piece of code, in an element where it is a comment, a keyword, a text or a number."""
    is_plain = kind[0] not in "ckms" or kind in ("cp", "si") or not text.strip()
    return text if is_plain else f'<span class="{kind[0]}">{text}</span>'


def on_post_page(output: str, **_: object) -> str:
    """Let a page ask first for what it needs first: for the script that its code waits for, before any style sheet."""
    early, sheet = EARLY.search(output), SHEET.search(output)
    if early and sheet and sheet.start() < early.start():
        output = output[: sheet.start()] + early[0] + output[sheet.start() : early.start()] + output[early.end() :]
    return THEME.sub('<script defer fetchpriority="low" ', output)


def on_post_build(config: MkDocsConfig) -> None:
    """Write the site's own scripts without what only a person reads."""
    site = Path(config.site_dir)
    owners = {part: owner for owner, parts in MODULES.items() for part in parts}
    files = {name: site / ASSETS / f"{name}.js" for name in (*ALONE, *owners, *MODULES)}
    texts = {name: file.read_text(encoding="utf-8") for name, file in files.items() if file.is_file()}
    for name in texts:
        parts = [texts[part] for part in (*MODULES.get(name, ()), name)]
        whole = f'export * from "./{owners[name]}.js";\n' if name in owners else _joined(name, parts, owners)
        files[name].write_text(whole, encoding="utf-8")


def _joined(name: str, modules: list[str], owners: dict[str, str]) -> str:
    """Return modules as one: what one imports of another is there already, and the rest comes from where it is now."""
    names: dict[str, dict[str, None]] = {}

    def moved(found: re.Match[str]) -> str:
        owner = owners.get(found[2], found[2])
        if owner != name:
            wanted = [found[1]] if found[1].startswith("*") else re.findall(r"[^{},]*\w", found[1])
            names.setdefault(owner, {}).update(dict.fromkeys(wanted))
        return ""

    body = "\n".join(IMPORT.sub(moved, COMMENT.sub("", module)) for module in modules)
    imports = []
    for owner, wanted in names.items():
        imports += [f'import {item} from "./{owner}.js";\n' for item in wanted if item.startswith("*")]
        listed = ",".join(item.strip() for item in wanted if not item.startswith("*"))
        imports += [f'import {{{listed}}} from "./{owner}.js";\n'] if listed else []
    return "".join((*imports, body))
