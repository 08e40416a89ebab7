// @ts-check
// The snippets of a page, as they are published or with a reader's values in their holes. A page's data says where
// these are: the generator knew it when it wrote them.
import { element, replaceText } from "./dom.js";
import { filled } from "./quoting.js";

/**
 * @typedef {import("./quoting.js").Quoting} Quoting
 * @typedef {object} Variable
 * @property {string} name
 * @property {string} description
 * @property {string} example
 * @property {boolean} secret
 * @property {boolean} shared whether it says whose data is meant, for all operations alike
 * @property {string} [pattern] what all of its value has to match, where it signs the calls
 * @property {boolean} in_path
 * @property {string[]} [path_shapes] the segments that its value has in a path, where it is not just one
 * @typedef {[start: number, end: number, variable: string, encodings: string[]]} Hole
 * @typedef {object} PageData
 * @property {Record<string, Quoting>} quoting by form
 * @property {Variable[]} variables
 * @property {Record<string, {form: string, holes: Hole[]}>} snippets by path
 * @typedef {{code: Element, published: DocumentFragment, rules: Quoting, holes: Hole[]}} Block
 */

/**
 * Return the children of an element as they are now, to be put back later.
 * @param {Element} parent
 */
function copyOfChildren(parent) {
  const copied = document.createDocumentFragment();
  copied.append(...parent.cloneNode(true).childNodes);
  return copied;
}

/**
 * Return the page's snippets that its data describe rightly. A hole that does not hold its example is no hole: better a
 * snippet without values than a wrong one.
 * @param {PageData} data
 * @returns {Block[]}
 */
function read(data) {
  const examples = new Map(data.variables.map(({ name, example }) => [name, example]));
  const blocks = [];
  for (const host of document.querySelectorAll("[data-snippet]")) {
    const path = host.getAttribute("data-snippet") ?? "";
    const code = host.querySelector("pre > code");
    const snippet = data.snippets[path];
    const rules = snippet && data.quoting[snippet.form];
    if (!code || !rules) continue;
    const text = code.textContent ?? "";
    const { holes } = snippet;
    const right = holes.every(
      ([start, end, name, encodings]) => text.slice(start, end) === filled(examples.get(name) ?? "", encodings, rules),
    );
    if (right) blocks.push({ code, published: copyOfChildren(code), rules, holes });
    else console.error(`${path}: the page and its data differ`);
  }
  return blocks;
}

/**
 * Find the page's snippets, and return what shows them with a reader's values, and with their examples for all else.
 * @param {PageData} data
 */
export function filler(data) {
  const blocks = read(data);
  const secret = new Set(data.variables.filter((variable) => variable.secret).map(({ name }) => name));

  /**
   * Always from what was published: another script, such as the search's highlighter, may have changed the block since.
   * @param {Map<string, string>} values by variable
   */
  return (values) => {
    for (const { code, published, rules, holes } of blocks) {
      const fresh = published.cloneNode(true);
      // From the end, so that the places before keep their numbers.
      for (const [start, end, name, encodings] of [...holes].reverse()) {
        const value = values.get(name);
        if (value === undefined) continue;
        const put = { class: secret.has(name) ? "values-put secret" : "values-put" };
        replaceText(fresh, start, end, element("span", put, filled(value, encodings, rules)));
      }
      code.replaceChildren(fresh);
    }
  };
}
