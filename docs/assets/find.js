// @ts-check
// Finds what a reader types among the entries of the site's index (overrides/search.py): calls by their names, titles
// and fields first, then sections and pages. MiniSearch holds the words, their beginnings and those like them; what it
// brings is put in order here by how near a name is to the whole of what was typed.
import MiniSearch from "./minisearch/index.js";

/**
 * @typedef {object} Entry
 * @property {string} at its address below the site
 * @property {string} page the title of its page
 * @property {string} [title]
 * @property {string} [rpc] of a call
 * @property {string} [endpoint]
 * @property {[name: string, meaning: string][]} [fields]
 * @property {string} [text] a line for each paragraph
 * @property {string} [code] words of programs
 *
 * @typedef {object} Index
 * @property {Record<string, string[]>} synonyms
 * @property {string[]} ignored
 * @property {Record<string, string[]>} languages labels of tabs by key
 * @property {Entry[]} entries
 *
 * @typedef {object} Hit
 * @property {Entry} entry
 * @property {string[]} terms its words that match
 * @property {boolean} inCode whether programs alone have some of them
 * @property {string | undefined} language that was asked for
 */

const WORD = /[\p{L}\p{N}_]+/gu;
const SHOWN = 20;
/** Of so many candidates names are compared letter by letter. */
const COMPARED = 60;

/**
 * Return a name without what stands between its words: "user_app_id.user_id" and "User App ID" alike.
 * @param {string} text
 */
export function squeezed(text) {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

/**
 * Return a word in the singular, as far as its end tells.
 * @param {string} word
 */
function singular(word) {
  if (word.length > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  return word.length > 2 && /[^su]s$/.test(word) ? word.slice(0, -1) : word;
}

/** @param {string} word */
function simple(word) {
  return singular(word.toLowerCase());
}

/**
 * Return the words of a text: each name whole, and the words that it is made of.
 * @param {string} text
 */
function words(text) {
  return (text.match(WORD) ?? []).flatMap((name) => {
    const parts = name.split(/_|(?<=[\p{Ll}\p{N}])(?=\p{Lu})/u).filter(Boolean);
    return parts.length > 1 ? [name, ...parts] : [name];
  });
}

/**
 * Return how many letters have to be put in, left out, changed or swapped with their neighbour to make one text of
 * another, or of the beginning of another.
 * @param {string} typed
 * @param {string} name
 * @returns {[whole: number, beginning: number]}
 */
function distance(typed, name) {
  let before = [0];
  let row = Array.from({ length: name.length + 1 }, (_, place) => place);
  for (let i = 1; i <= typed.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= name.length; j += 1) {
      const same = typed[i - 1] === name[j - 1];
      let least = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && typed[i - 1] === name[j - 2] && typed[i - 2] === name[j - 1];
      if (swapped) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      next.push(least);
    }
    before = row;
    row = next;
  }
  return [row[name.length] ?? 0, Math.min(...row)];
}

/**
 * Return how many mistakes a name of so many letters can have.
 * @param {number} length
 */
function allowed(length) {
  if (length < 4) return 0;
  return length < 8 ? 1 : length < 16 ? 2 : 3;
}

/**
 * Return how well a name is what was typed: 1 if it is just this, 0 if it is another one.
 * @param {string} typed
 * @param {string} name
 */
function likeness(typed, name) {
  if (typed === name) return 1;
  if (typed.length > name.length + 3) return 0;
  const [whole, beginning] = distance(typed, name);
  const as = (/** @type {number} */ mistakes, /** @type {number} */ best) =>
    mistakes > allowed(typed.length) ? 0 : best - (mistakes * 1.6) / (typed.length + 2);
  return Math.max(as(whole, 0.99), as(beginning, 0.9 - (0.1 * (name.length - typed.length)) / name.length), 0);
}

/**
 * Return the best likeness of what was typed to some names.
 * @param {string} typed
 * @param {string[]} names
 */
function nearest(typed, names) {
  return names.reduce((best, name) => Math.max(best, likeness(typed, name)), 0);
}

/**
 * What an entry is called: whole names without what stands between their words, and words.
 * @typedef {object} Known
 * @property {Entry} entry
 * @property {string[]} own its title and its RPC; of a page its address, too
 * @property {string[]} fields those of a call, and its page's title
 * @property {string[]} titled the words of its title and its RPC, in the singular
 * @property {string[]} named those of its fields
 * @property {number} length how many words its shortest name has
 * @property {boolean} hasCalls whether it is a page with calls
 */

/**
 * @param {Entry} entry
 * @param {Set<string>} calls the addresses of pages with calls
 * @returns {Known}
 */
function knownOf(entry, calls) {
  const { at, title, page, rpc = "", fields = [] } = entry;
  const address = at.includes("#") ? "" : (at.split("/").at(-2) ?? "");
  const names = [...fields.flatMap(([name]) => [name, name.split(".").at(-1) ?? name]), ...(rpc ? [page] : [])];
  const all = (/** @type {string[]} */ texts) => [...new Set(texts.map(squeezed))].filter(Boolean);
  const each = (/** @type {string[]} */ texts) => [...new Set(words(texts.join(" ")).map(simple))];
  const own = [title || page, rpc, address];
  const length = each([rpc || title || page]).length - (rpc ? 1 : 0);
  return {
    entry,
    own: all(own),
    fields: all(names),
    titled: each(own),
    named: each(fields.map(([name]) => name)),
    length,
    hasCalls: calls.has(at),
  };
}

/** @typedef {{whole: string[], groups: string[][], language: string | undefined}} Query see `reader` */

/**
 * Return how well an entry is what was typed.
 * @param {Known} known
 * @param {Query} query
 * @param {Record<string, string[]>} match the words that the index found in it, and in which fields
 * @param {number} score the index' own, beside the highest
 */
function worth({ entry, own, fields, titled, named, length, hasCalls }, { whole, groups }, match, score) {
  const byName = Math.max(...whole.map((name) => Math.max(nearest(name, own), 0.93 * nearest(name, fields))));
  const inText = Object.values(match).some((places) => places.includes("text"));
  let byWords = 0;
  for (const group of groups) {
    const each = group.map((word, place) => {
      const name = Math.max(nearest(word, titled), 0.85 * nearest(word, named));
      return (place ? 0.95 : 1) * Math.max(name, (inText ? 0.4 : 0.2) * score);
    });
    byWords += Math.max(...each) / groups.length;
  }
  // Of names that say all that was typed, the one that says little else. Of programs, those of calls; of texts, others.
  const said =
    Math.min(groups.length / Math.max(length, 1), 1) + groups.length / Math.max(titled.length, groups.length);
  const best = Math.max(byName, 0.84 * byWords + 0.03 * said);
  // A page before a section of the same name, and a call before both, and before the page that it stands on.
  if (!entry.rpc) return best + (entry.at.includes("#") ? 0 : hasCalls ? -0.1 : 0.01);
  return best + (best > 0.5 ? 0.05 : inText ? 0 : 0.1);
}

/**
 * Return a function that reads what was typed: the `whole` of it as one name, `groups` of words that mean the same, of
 * which the first was typed, and the `language` that it names.
 * @param {Index} index
 * @returns {(typed: string) => Query}
 */
function reader({ synonyms, ignored, languages }) {
  const keys = new Map(
    Object.entries(languages).flatMap(([key, labels]) =>
      labels.map((label) => [squeezed(label.replace(/\(.*?\)/g, "")), key]),
    ),
  );
  const meant = Object.entries(synonyms).map(([said, others]) => ({
    said: words(said).map(simple),
    others: others.map((other) => other.toLowerCase()),
  }));
  /** @param {string[]} typed */
  const grouped = (typed) => {
    const groups = [];
    for (let at = 0, length = 1; at < typed.length; at += length) {
      const found = meant
        .filter(({ said }) => said.every((word, place) => simple(typed[at + place] ?? "") === word))
        .sort((one, other) => other.said.length - one.said.length)[0];
      length = found?.said.length ?? 1;
      const said = typed.slice(at, at + length);
      groups.push({
        group: [...said.map(simple), ...(found?.others ?? [])],
        meaning: found?.others[0] ?? said.join(""),
      });
    }
    return groups;
  };
  return (typed) => {
    const all = (typed.match(WORD) ?? []).map((word) => word.toLowerCase());
    const named = all.filter((word) => keys.has(word));
    const language = named.length < all.length ? named.map((word) => keys.get(word))[0] : undefined;
    const asked = all.filter((word) => !ignored.includes(word) && !(language && named.includes(word)));
    const groups = grouped(asked.length ? asked : all);
    const meaning = groups.map((found) => found.meaning).join("");
    const whole = [typed, all.join(""), asked.join(""), meaning].map(squeezed).filter(Boolean);
    return { whole: [...new Set(whole)], groups: groups.map(({ group }) => group), language };
  };
}

/**
 * Return the index of all words, those of names without what stands between them included.
 * @param {Known[]} known
 */
function indexed(known) {
  const search = new MiniSearch({
    idField: "id",
    fields: ["raw", "title", "name", "text", "code"],
    tokenize: (text, field) => (field === "raw" ? text.split(" ") : words(text)),
    processTerm: (term) => [...new Set([term.toLowerCase(), simple(term)])],
    searchOptions: {
      tokenize: (text) => [text],
      processTerm: (term) => term,
      boost: { raw: 8, title: 8, name: 8, text: 0.3, code: 0.1 },
      bm25: { k: 1.2, b: 0.9, d: 0.1 },
      prefix: true,
    },
  });
  search.addAll(
    known.map(({ entry, own, fields, titled, named }, id) => ({
      id,
      raw: [...own, ...fields].join(" "),
      title: titled.join(" "),
      name: named.join(" "),
      text: [entry.text, ...(entry.fields ?? []).map(([, meaning]) => meaning)].join(" "),
      code: entry.code ?? "",
    })),
  );
  return search;
}

/**
 * Return a function that finds what a reader types, the best first.
 * @param {Index} index
 * @returns {(typed: string) => Hit[]}
 */
export function finder(index) {
  const calls = new Set(index.entries.filter(({ rpc }) => rpc).map(({ at }) => at.replace(/#.*/, "")));
  const known = index.entries.map((entry) => knownOf(entry, calls));
  const search = indexed(known);
  const read = reader(index);
  const fuzzy = (/** @type {string} */ term) => (term.length < 4 ? 0 : term.length < 6 ? 1 : 2);
  const plain = ["title", "name", "text", "code"];

  return (typed) => {
    const query = read(typed);
    if (!query.groups.length) return [];
    const byName = query.whole.map((name) => ({ queries: [name], fields: ["raw"], fuzzy }));
    const byWords = query.groups.map((queries) => ({ queries, fields: plain, fuzzy }));
    const ask = (/** @type {"AND" | "OR"} */ combineWith) =>
      search.search({ combineWith: "OR", queries: [...byName, { combineWith, queries: byWords }] });
    const strict = ask("AND");
    const found = strict.length ? strict : ask("OR");
    const highest = found[0]?.score || 1;
    return found
      .slice(0, COMPARED)
      .map(({ id, score, match }) => {
        const one = /** @type {Known} */ (known[id]);
        const terms = Object.keys(match).filter((term) => match[term]?.some((field) => field !== "raw"));
        const inCode = terms.length > 0 && terms.every((term) => match[term]?.join("") === "code");
        const { language } = query;
        return { entry: one.entry, id, terms, inCode, language, worth: worth(one, query, match, score / highest) };
      })
      .sort((one, other) => other.worth - one.worth || one.id - other.id)
      .slice(0, SHOWN);
  };
}

/**
 * Return the line of an entry that says most of what was asked for beyond its title, or else what it is about.
 * @param {Hit} hit
 */
function line({ entry, terms, inCode }) {
  const { rpc = "", text = "", fields = [] } = entry;
  const titled = new Set(words(`${entry.title ?? entry.page} ${rpc}`).map(simple));
  const wanted = new Set(terms.filter((term) => !titled.has(term)));
  const score = (/** @type {string} */ said) =>
    new Set(
      words(said)
        .map(simple)
        .filter((word) => wanted.has(word)),
    ).size;
  const lines = [...fields.map(([name, meaning]) => `${name}: ${meaning}`), ...text.split("\n")];
  const most = Math.max(...lines.map(score), 0);
  if (most) return lines.find((said) => score(said) === most) ?? "";
  const written = new Set(entry.code?.split(" "));
  const code = [...written].filter((word) => wanted.has(word.toLowerCase()) || wanted.has(simple(word)));
  if (inCode && code.length) return `In its code: ${code.slice(0, 5).join(", ")}`;
  return text.split("\n").find((said) => /[.!?:]$/.test(said)) ?? text.split("\n")[0] ?? "";
}

const LONGEST = 150;

/**
 * Return what to show of a hit: pieces of text, every other one of which is what was asked for.
 * @param {Hit} hit
 * @returns {{title: string[], excerpt: string[]}}
 */
export function shown(hit) {
  const terms = new Set(hit.terms);
  const isTerm = (/** @type {string} */ word) => words(word).some((part) => terms.has(simple(part)));
  const pieces = (/** @type {string} */ text) => {
    const found = [""];
    for (const part of text.split(/([\p{L}\p{N}_]+)/u)) {
      if (isTerm(part)) found.push(part, "");
      else found[found.length - 1] += part;
    }
    return found;
  };
  const said = line(hit);
  const first = pieces(said)[0]?.length ?? 0;
  const from = said.length > LONGEST && first > LONGEST / 2 ? said.lastIndexOf(" ", first - LONGEST / 3) + 1 : 0;
  const to = said.length - from > LONGEST ? said.lastIndexOf(" ", from + LONGEST) : said.length;
  const cut = `${from ? "… " : ""}${said.slice(from, to)}${to < said.length ? " …" : ""}`;
  return { title: pieces(hit.entry.title || hit.entry.page), excerpt: pieces(cut) };
}
