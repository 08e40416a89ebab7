"""MkDocs hook: mends the theme's search.

lunr joins the ends that words share, and knows an end by a text in which letters and numbers stand side by side: it
takes a digit of a word for a part of a number. Ends that differ become one, words arise that no page has, and whoever
searches for one of them sees an error and no result.

And what a reader types is taken for lunr's own language, in which `delete:` asks for a field that there is not, and
finds nothing: signs of that language which say nothing in it are left out.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

WORKER = "assets/javascripts/workers/search.*.min.js"
FAULTY = "TokenSet.prototype.toString"
MEND = r"""
self.lunr.TokenSet.prototype.toString = function () {
  const ends = Object.keys(this.edges).sort().map((letter) => `${letter}${this.edges[letter].id},`);
  return this._str || (this.final ? "1" : "0") + ends.join("");
};
const lexed = self.lunr.QueryLexer.prototype.run;
self.lunr.QueryLexer.prototype.run = function () {
  const text = this.str.replace(/(:|[\^~](?![0-9]))+(?=[*\s]|$)/g, "").replace(/:|[\^~](?![0-9])/g, " ");
  this.str = text.replace(/[+-]+(?=[+*\s-]|$)/g, "");
  this.length = this.str.length;
  lexed.call(this);
};
"""


def on_post_build(config: MkDocsConfig) -> None:
    """Add to the worker what its own function is replaced by."""
    for worker in Path(config.site_dir).glob(WORKER):
        text = worker.read_text(encoding="utf-8")
        if FAULTY not in text:
            logging.getLogger("mkdocs.hooks.search").warning("%s: its lunr is another; see overrides/search.py", worker)
        elif MEND not in text:
            worker.write_text(text + MEND, encoding="utf-8")
