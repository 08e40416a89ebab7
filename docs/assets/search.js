// @ts-check
// The search: a button in the header, or the key that it shows, opens a dialog with a box and a list of hits. What
// finds them (find.js) and the index are loaded when a reader comes to the box, and not before.
import { element } from "./dom.js";
import { remember, remembered } from "./memory.js";

/**
 * @typedef {import("./find.js").Hit} Hit
 * @typedef {(typed: string) => {hit: Hit, title: string[], excerpt: string[]}[]} Find
 */

const KEY = "/";
const ROOT = new URL("../", import.meta.url);

/** @returns {Promise<Find>} */
async function load() {
  const [{ finder, shown }, index] = await Promise.all([
    import("./find.js"),
    fetch(new URL("search/index.json", ROOT)).then((answer) => {
      if (!answer.ok) throw new Error(`the search's index: HTTP ${answer.status}`);
      return answer.json();
    }),
  ]);
  const find = finder(index);
  return (typed) => find(typed).map((hit) => ({ hit, ...shown(hit) }));
}

/** What finds, while it comes and after. @type {Promise<Find> | undefined} */
let loading;

/** Return what finds; a load that had begun before it was asked for here, and fails, is begun once more. */
async function loaded() {
  if (loading) {
    try {
      return await loading;
    } catch {
      // What failed is gone, unless another letter has begun the next load.
    }
  }
  loading ??= load().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/**
 * Return a text of pieces, every other one of which is marked.
 * @param {string[]} pieces
 */
function marked(pieces) {
  return pieces.map((piece, place) => (place % 2 ? element("mark", {}, piece) : piece));
}

/**
 * Return where a hit leads: to its section, in the language that was asked for, and to the tab that has the words.
 * @param {Hit} hit
 * @param {string} typed
 */
function address({ entry, inCode, language }, typed) {
  const url = new URL(entry.at, ROOT);
  if (language) url.searchParams.set("lang", language);
  if (inCode) url.searchParams.set("h", typed);
  return url.href;
}

const box = element("input", {
  type: "text",
  role: "combobox",
  class: "search-box",
  "aria-label": "Search",
  "aria-expanded": "false",
  "aria-controls": "search-hits",
  "aria-autocomplete": "list",
  autocapitalize: "off",
  autocomplete: "off",
  autocorrect: "off",
  enterkeyhint: "go",
  placeholder: "A call, a field, a word",
  spellcheck: "false",
});
const said = element("p", { class: "search-said", role: "status" });
const list = element("div", { id: "search-hits", class: "search-hits", role: "listbox", "aria-label": "Hits" });
const close = element("button", { type: "button", class: "search-close" }, "Close ", element("kbd", {}, "Esc"));
const keys = element(
  "p",
  { class: "search-keys" },
  ...[element("kbd", {}, "↑"), " ", element("kbd", {}, "↓"), " choose, ", element("kbd", {}, "Enter"), " opens"],
);
const dialog = element(
  "dialog",
  { class: "search-dialog", "aria-label": "Search" },
  element("div", { role: "search", class: "search-head" }, box, close),
  said,
  list,
  keys,
);

/** @returns {HTMLAnchorElement[]} */
function options() {
  return [...list.querySelectorAll("a")];
}

/** @param {number} place */
function choose(place) {
  for (const [at, option] of options().entries()) {
    option.setAttribute("aria-selected", String(at === place));
    if (at !== place) continue;
    box.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }
}

/**
 * @param {{hit: Hit, title: string[], excerpt: string[]}} found
 * @param {number} place
 * @param {string} typed
 */
function option({ hit, title, excerpt }, place, typed) {
  const { entry } = hit;
  const where = entry.title && entry.title !== entry.page ? entry.page : "Page";
  const kind = entry.rpc ? [element("code", {}, entry.rpc), ` · ${entry.page}`] : [where];
  const attributes = { id: `search-hit-${place}`, role: "option", href: address(hit, typed), tabindex: "-1" };
  return element(
    "a",
    { ...attributes, "aria-selected": "false" },
    element("span", { class: "search-title" }, ...marked(title)),
    element("span", { class: "search-where" }, ...kind),
    element("span", { class: "search-excerpt" }, ...marked(excerpt)),
  );
}

/** What the list is of. */
let shownFor = "";

/** Show what there is for what stands in the box. */
async function show() {
  const typed = box.value.trim();
  try {
    const find = await loaded();
    if (typed !== box.value.trim()) return;
    const found = typed ? find(typed) : [];
    if (typed === shownFor) return;
    shownFor = typed;
    list.replaceChildren(...found.map((hit, place) => option(hit, place, typed)));
    list.scrollTop = 0;
    const number = found.length === 1 ? "1 hit" : `${found.length} hits`;
    said.textContent = !typed ? "" : found.length ? number : `No hits for “${typed.slice(0, 60)}”`;
    box.setAttribute("aria-expanded", String(found.length > 0));
    box.removeAttribute("aria-activedescendant");
    choose(0);
  } catch (error) {
    console.error(error);
    said.textContent = "The search could not be loaded: type again to try once more.";
  }
}

function open() {
  if (!dialog.isConnected) document.body.append(dialog);
  if (!dialog.open) dialog.showModal();
  box.focus();
  box.select();
}

/** Where a hit leads that was opened by keyboard. */
const ARRIVAL = "sixfold.arrival";

/**
 * Open a hit, and let the keyboard go on from there.
 * @param {HTMLAnchorElement | undefined} hit
 */
function follow(hit) {
  if (!hit) return;
  remember("sessionStorage", ARRIVAL, hit.href);
  hit.click();
  const { origin, pathname, search } = location;
  if (hit.href.startsWith(`${origin}${pathname}${search}#`)) setTimeout(arrive);
}

/** Put the focus on the languages of the call that a reader has come to, or else on the section. */
function arrive() {
  const at = remembered("sessionStorage", ARRIVAL);
  if (!at) return;
  remember("sessionStorage", ARRIVAL, "");
  const target = at === location.href && document.getElementById(location.hash.slice(1));
  if (!target) return;
  /** @type {HTMLElement | null | undefined} */
  const tab = target.closest(".operation")?.querySelector("[role=tab][aria-selected=true]");
  if (!tab) target.tabIndex = -1;
  (tab ?? target).focus({ preventScroll: true });
  tab?.scrollIntoView({ block: "nearest", behavior: "instant" });
}

/** @param {KeyboardEvent} event */
function press(event) {
  const all = options();
  const at = all.findIndex((one) => one.getAttribute("aria-selected") === "true");
  if (event.isComposing || event.altKey || event.metaKey) return;
  if (event.key === "ArrowDown") choose((at + 1) % all.length);
  else if (event.key === "ArrowUp") choose((at + all.length - 1) % all.length);
  else if (event.key === "Enter") void show().then(() => follow(options()[at] ?? options()[0]));
  else return;
  event.preventDefault();
}

const button = document.querySelector(".search-open");
if (button instanceof HTMLButtonElement) {
  button.disabled = false;
  button.addEventListener("click", open);
  box.addEventListener("focus", () => loaded().catch(() => undefined));
  box.addEventListener("input", show);
  box.addEventListener("keydown", press);
  close.addEventListener("click", () => dialog.close());
  list.addEventListener("click", (event) => {
    if (!(event.ctrlKey || event.metaKey || event.shiftKey)) dialog.close();
  });
  // What lies behind the dialog belongs to it, as far as events go.
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  addEventListener("keydown", (event) => {
    if (event.key !== KEY || event.altKey || event.ctrlKey || event.metaKey || dialog.open) return;
    const { target } = event;
    if (target instanceof HTMLElement && (target.isContentEditable || target.closest("input, textarea, select")))
      return;
    event.preventDefault();
    open();
  });
}

/** Mark the words that a hit brought along: code is not changed by it. */
function markFound() {
  const sought =
    new URLSearchParams(location.search)
      .get("h")
      ?.toLowerCase()
      .match(/[\p{L}\p{N}_]+/gu) ?? [];
  const article = sought.length && "highlights" in CSS && document.querySelector("article");
  if (!article) return;
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  const found = new Highlight();
  while (walker.nextNode()) {
    const node = /** @type {Text} */ (walker.currentNode);
    const text = node.data.toLowerCase();
    for (const word of sought) {
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + word.length);
        found.add(range);
      }
    }
  }
  CSS.highlights.set("found", found);
}

addEventListener("load", markFound, { once: true });
// A browser takes the focus away when it goes to what the address names, for the last time when all has been loaded.
addEventListener("load", () => setTimeout(arrive), { once: true });
