// @ts-check
// What the scripts of a page do to its DOM: make elements, wait for the parser, and have a message read out.

/**
 * Make an element.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children a text becomes a text node, whatever it holds
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/**
 * Act as soon as the whole page has been parsed, before the theme does: at once, if it has been.
 * @param {() => void} act
 */
export function whenParsed(act) {
  if (document.readyState === "loading") document.addEventListener("readystatechange", act, { once: true });
  else act();
}

// One region for the whole page: assistive technology reads out what is put there.
const region = element("div", { class: "visually-hidden", role: "status", "aria-live": "polite" });
whenParsed(() => document.body.append(region));

/**
 * Have a message read out.
 * @param {string} message
 */
export function announce(message) {
  region.textContent = "";
  // The same message again is no news, unless the region was empty in between.
  setTimeout(() => {
    region.textContent = message;
  }, 50);
}

/**
 * Put a node in the place of a part of the text below a root; a highlighter may have split that into several elements.
 * @param {Node} root
 * @param {number} start in characters of the root's text
 * @param {number} end
 * @param {Node} replacement
 */
export function replaceText(root, start, end, replacement) {
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
    if (placed) old.remove();
    else old.replaceWith(replacement);
    placed = true;
  }
}
