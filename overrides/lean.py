"""MkDocs hook: a page as light as it can be without saying less, since its weight is what a reader waits for.

Code keeps the colours of comments, keywords, texts and numbers: an element around every name, sign and space would be
half of a page. All style sheets become one, and scripts that import each other one for each time at which they run, all
without comments: each file more is a way to the server and back.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

ASSETS = "assets"
STYLES = f"{ASSETS}/site.css"
MODULES = {"tabs": ("dom", "memory", "clipboard"), "values": ("quoting", "snippets")}
"""Scripts of `docs/assets/`, each with those that it takes in, in the order in which they import one another."""
ALONE = ("copy", "find", "markdown", "search", "tables")
"""The other ones. What a project adds of its own stays as it is."""

TOKEN = re.compile(r'<span class="([a-z][a-z0-9]?)">([^<]*)</span>')
RUN = re.compile(r'<span class="([ckms])">[^<]*</span>(?:\s*<span class="\1">[^<]*</span>)+')
SHEET = re.compile(r'[ \t]*<link rel="stylesheet" href="([^"]+)">\n?')
EARLY = re.compile(r"[ \t]*<script type=\"module\" async [^>]*></script>\n?")
THEME = re.compile(r'<script (?=src="[^"]*/bundle\.\w+\.min\.js")')
IMPORT = re.compile(r'^import (\* as \w+|\{[^}]*\}) from "\./(\w+)\.js";\n', re.MULTILINE)
URL = re.compile(r"""url\(\s*(['"]?)(?![a-z]+:|[/#])([^'")]+)\1\s*\)""")
REMARK = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|/\*.*?\*/\s*""", re.DOTALL)
MARK = "<!-- style sheets -->"
COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*.*?\*/)[ \t]*\n|/\*\* @\w+ [^\n]*?\*/ ?", re.MULTILINE | re.DOTALL)

_sheets: dict[str, None] = {}
"""The addresses of the style sheets of this build, below the site, in their order."""


def on_page_content(html: str, **_: object) -> str:
    """Leave to code what its colours need."""
    html = TOKEN.sub(lambda found: _token(found[1], found[2]), html).replace("<pre><span></span>", "<pre>")
    return RUN.sub(lambda found: f'<span class="{found[1]}">{re.sub("</?span[^>]*>", "", found[0])}</span>', html)


def _token(kind: str, text: str) -> str:
    """Return a piece of code, in an element where it is a comment, a keyword, a text or a number."""
    is_plain = kind[0] not in "ckms" or kind in ("cp", "si") or not text.strip()
    return text if is_plain else f'<span class="{kind[0]}">{text}</span>'


def on_post_page(output: str, config: MkDocsConfig, **_: object) -> str:
    """Name one style sheet in the place of those of the site, and ask first for what is needed first."""
    found = [sheet for sheet in SHEET.finditer(output) if _text(config, sheet[1]) is not None]
    if not found:
        return output
    up = "".join(re.findall(r"^(?:\.\.?/)+", found[0][1]))
    for sheet in found:
        _sheets[sheet[1].removeprefix(up)] = None
        output = output.replace(sheet[0], "" if sheet is not found[0] else MARK, 1)
    # A browser asks first for what stands first, and an inline script in between waits for every style sheet above it.
    early = EARLY.search(output)
    output = EARLY.sub("", output, count=1)
    sheet_of_all = f'<link rel="stylesheet" href="{up}{STYLES}">\n'
    output = output.replace(MARK, f"{early[0] if early else ''}{sheet_of_all}", 1)
    return THEME.sub('<script defer fetchpriority="low" ', output)


def on_post_build(config: MkDocsConfig) -> None:
    """Write the one style sheet, and the site's own scripts without what only a person reads."""
    site = Path(config.site_dir)
    sheets = [_moved(name, (site / name).read_text(encoding="utf-8")) for name in _sheets]
    if sheets:
        (site / STYLES).write_text("\n".join(sheets), encoding="utf-8")
    owners = {part: owner for owner, parts in MODULES.items() for part in parts}
    files = {name: site / ASSETS / f"{name}.js" for name in (*ALONE, *owners, *MODULES)}
    texts = {name: file.read_text(encoding="utf-8") for name, file in files.items() if file.is_file()}
    for name in texts:
        parts = [texts[part] for part in (*MODULES.get(name, ()), name)]
        whole = f'export * from "./{owners[name]}.js";\n' if name in owners else _joined(name, parts, owners)
        files[name].write_text(whole, encoding="utf-8")


def _text(config: MkDocsConfig, address: str) -> str | None:
    """Return a style sheet of the site, by its address on any page; nothing if it is another's, or takes in more."""
    name = re.sub(r"^(?:\.\.?/)+", "", address)
    file = Path(config.site_dir, name)
    text = file.read_text(encoding="utf-8") if "//" not in address and file.is_file() else None
    return None if text is None or "@import" in text else text


def _moved(name: str, text: str) -> str:
    """Return a style sheet without comments, as it is to be written where the one of all stands."""

    def address(found: re.Match[str]) -> str:
        target = posixpath.join(posixpath.dirname(name), found[2])
        return f"url({found[1]}{posixpath.relpath(target, ASSETS)}{found[1]})"

    return URL.sub(address, REMARK.sub(lambda found: found[1] or "", text))


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
