/*
 * The theme's search, with a fault of lunr's mended. Its index joins the ends that words share, and knows an end by a
 * text in which letters and numbers stand side by side: a digit in a word is taken for a part of a number. Ends that
 * differ become one, words arise that no page has, and the search for them fails.
 *
 * It stands where the theme's own script stands, since that one loads others from beside itself; its name is the query.
 */
"use strict";

const [own] = /^search\.[\w.]+\.js$/.exec(location.search.slice(1)) ?? [];
if (own) {
  importScripts(own);
}

if (self.lunr) {
  lunr.TokenSet.prototype.toString = function () {
    const ends = Object.keys(this.edges).sort().map((letter) => `${letter}${this.edges[letter].id},`);
    return this._str || (this.final ? "1" : "0") + ends.join("");
  };
}
