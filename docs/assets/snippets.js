// @ts-check
// The snippets of a page, as they are published or with a reader's values in their holes. A page's data says where these
// are: the generator knew it when it wrote them.
"use strict";

/**
 * @typedef {object} Variable
 * @property {string} name
 * @property {string} description
 * @property {string} example
 * @property {boolean} secret
 * @property {boolean} in_path
 * @property {string[]} [path_shapes] the segments that its value has in a path, where it is not just one
 * @typedef {[start: number, end: number, variable: string, encodings: string[]]} Hole
 * @typedef {object} PageData
 * @property {Record<string, Quoting>} quoting by form
 * @property {Variable[]} variables
 * @property {Record<string, {form: string, holes: Hole[]}>} snippets by path
 * @typedef {{code: Element, published: Element, rules: Quoting, holes: Hole[]}} Block
 */

/** @param {PageData} data */
const sixfoldSnippets = (data) => {
  const examples = new Map(data.variables.map(({ name, example }) => [name, example]));

  /** @type {Block[]} */
  const blocks = [];
  for (const host of document.querySelectorAll("[data-snippet]")) {
    const code = host.querySelector("pre > code");
    const snippet = data.snippets[host.getAttribute("data-snippet") ?? ""];
    if (!code || !snippet) continue;
    const rules = data.quoting[snippet.form];
    const text = code.textContent ?? "";
    // A hole that does not hold its example is no hole: better a snippet without values than a wrong one.
    const right = snippet.holes.every(
      ([start, end, name, encodings]) =>
        text.slice(start, end) === sixfoldQuoting.filled(examples.get(name) ?? "", encodings, rules),
    );
    if (right) blocks.push({ code, published: /** @type {Element} */ (code.cloneNode(true)), rules, holes: snippet.holes });
    else console.error(`${host.getAttribute("data-snippet")}: the page and its data differ`);
  }

  /**
   * Put a text in the place of some other; a highlighter may have split that into several elements.
   * @param {Element} root
   * @param {number} start
   * @param {number} end
   * @param {string} text
   */
  function put(root, start, end, text) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(/** @type {Text} */ (walker.currentNode));
    let at = 0;
    let placed = false;
    for (const node of nodes) {
      const from = Math.max(start - at, 0);
      const to = Math.min(end - at, node.length);
      at += node.length;
      if (from >= to) continue;
      const old = node.splitText(from);
      old.splitText(to - from);
      if (placed) {
        old.remove();
      } else {
        const mark = document.createElement("span");
        mark.className = "values-put";
        mark.textContent = text;
        old.replaceWith(mark);
        placed = true;
      }
    }
  }

  /**
   * Show every snippet with these values, and with its examples for all else. Always from what was published: another
   * script, such as the search's highlighter, may have changed the block since.
   * @param {Map<string, string>} values
   */
  function fill(values) {
    for (const { code, published, rules, holes } of blocks) {
      const fresh = /** @type {Element} */ (published.cloneNode(true));
      // From the end, so that the places before keep their numbers.
      for (const [start, end, name, encodings] of [...holes].reverse()) {
        const value = values.get(name);
        if (value !== undefined) put(fresh, start, end, sixfoldQuoting.filled(value, encodings, rules));
      }
      code.replaceChildren(...fresh.childNodes);
    }
  }

  return { fill };
};
