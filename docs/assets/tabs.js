// @ts-check
// Language tabs. A tab set whose every tab holds an element with data-language="<key>" follows the reader's language:
// the one named by the link (#<operation>--<key>, then ?lang=<key or name>), then the one remembered. Other tab sets
// are left alone, and without this script the radio buttons below the tabs do their work by style sheet alone.
//
// It runs while the page is being parsed (overrides/main.html), and opens each tab set as soon as the parser has closed
// it, so that nothing moves once it has been painted.
import { copy } from "./clipboard.js";
import { element, whenParsed } from "./dom.js";
import { remember, remembered } from "./memory.js";

/**
 * @typedef {object} LanguageTabs a tab set that follows the reader's language; all by place
 * @property {Element} node
 * @property {HTMLInputElement[]} inputs
 * @property {string[]} keys of the languages
 * @property {string[]} names of the languages, as `plain` makes them
 * @property {HTMLElement[]} panels
 * @property {HTMLButtonElement[]} tabs
 */

const MEMORY = "sixfold.language";

/** @type {LanguageTabs[]} */
const sets = [];
let languages = wanted();

// Other fragments (a section, a reader's values) may hold anything.
function anchored() {
  return location.hash.match(/^#[\w-]+--(\w+)$/)?.[1];
}

function linked() {
  return [anchored(), new URLSearchParams(location.search).get("lang")];
}

/** Return the reader's languages by keys or names, the most wanted first. */
function wanted() {
  return [...linked(), remembered("localStorage", MEMORY)].filter((key) => typeof key === "string");
}

/**
 * Return a language's name as people write it in a link: "Node.js (gRPC)" is nodejs.
 * @param {string} name
 */
function plain(name) {
  return name
    .replace(/\(.*?\)/g, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+#]/gu, "");
}

/**
 * Return the place of a language in a tab set, -1 if it has no such one.
 * @param {LanguageTabs} set
 * @param {string} language its key or name
 */
function placeOf(set, language) {
  const place = set.keys.indexOf(language);
  return place < 0 ? set.names.indexOf(plain(language)) : place;
}

/**
 * Return the heading that a tab set stands under: its id is the operation's. A set of the page as a whole has none.
 * @param {Element} node
 */
function heading(node) {
  const own = node.closest(".operation")?.querySelector("h2[id]");
  if (own) return own;
  let above = node.previousElementSibling;
  while (above && !(/^H[2-6]$/.test(above.tagName) && above.id)) above = above.previousElementSibling;
  return above;
}

/**
 * @param {LanguageTabs} set
 * @param {number} index
 */
function open(set, index) {
  const input = set.inputs[index];
  if (input) input.checked = true;
  set.tabs.forEach((tab, place) => {
    tab.setAttribute("aria-selected", String(place === index));
    tab.tabIndex = place === index ? 0 : -1;
  });
  set.panels.forEach((panel, place) => panel.classList.toggle("opened", place === index));
  reveal(set);
}

/**
 * Bring the open tab into sight, where the row of tabs is longer than the screen.
 * @param {LanguageTabs} set
 */
function reveal(set) {
  const tab = set.tabs[opened(set)];
  const row = tab?.parentElement;
  if (!tab || !row || row.scrollWidth <= row.clientWidth) return;
  const [inside, around] = [tab.getBoundingClientRect(), row.getBoundingClientRect()];
  row.scrollLeft += inside.left - around.left - (around.width - inside.width) / 2;
}

/** @param {LanguageTabs} set */
function opened(set) {
  return set.inputs.findIndex((input) => input.checked);
}

/**
 * Open the first of the reader's languages that the set has; a set with none of them stays as it is.
 * @param {LanguageTabs} set
 */
function follow(set) {
  const language = languages.find((found) => placeOf(set, found) >= 0);
  const place = language === undefined ? opened(set) : placeOf(set, language);
  open(set, place);
  // Only what is a language of this site is remembered, whatever the link says.
  if (language !== undefined && linked().includes(language)) remember("localStorage", MEMORY, set.keys[place] ?? "");
}

function followAgain() {
  languages = wanted();
  sets.forEach(follow);
}

/**
 * Let the address open a language again.
 * @param {string} language its key
 */
function showInAddress(language) {
  const url = new URL(location.href);
  if (anchored()) url.hash = url.hash.replace(/\w+$/, language);
  if (!anchored() || url.searchParams.has("lang")) url.searchParams.set("lang", language);
  if (url.href !== location.href) history.replaceState(history.state, "", url);
}

/** Say that the page has nothing in the language that its address names, and let the address say what is shown. */
function sayUnknown() {
  const language = linked()[1];
  const set = sets[0];
  if (!language || !set) return;
  const key = set.keys[opened(set)];
  if (key === undefined) return;
  if (placeOf(set, language) < 0) {
    const shown = set.tabs[opened(set)]?.textContent ?? "";
    const text = `There is nothing in “${language.slice(0, 40)}” here: this is ${shown}.`;
    set.node.before(element("p", { class: "language-unknown", role: "status" }, text));
  }
  showInAddress(key);
}

/**
 * Open a language everywhere, since the reader has chosen it in one set.
 * @param {LanguageTabs} set
 * @param {number} index
 */
function choose(set, index) {
  const tab = set.tabs[index];
  const language = set.keys[index];
  if (!tab || !language) return;
  const before = tab.getBoundingClientRect().top;
  languages = [language];
  remember("localStorage", MEMORY, language);
  showInAddress(language);
  sets.forEach(follow);
  // Sets above may have changed their height: what the reader is looking at stays where it is.
  window.scrollBy({ top: tab.getBoundingClientRect().top - before, behavior: "instant" });
}

/**
 * @param {LanguageTabs} set
 * @param {KeyboardEvent} event
 */
function move(set, event) {
  const last = set.tabs.length - 1;
  const index = set.tabs.findIndex((tab) => tab === event.target);
  /** @type {Record<string, number>} */
  const places = {
    ArrowLeft: index === 0 ? last : index - 1,
    ArrowRight: index === last ? 0 : index + 1,
    Home: 0,
    End: last,
  };
  const next = places[event.key];
  if (index < 0 || next === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  // The site's own keys (search, next page) are not meant here.
  event.stopPropagation();
  set.tabs[next]?.focus({ preventScroll: true });
  choose(set, next);
}

/**
 * Copy the link to an operation in the open language.
 * @param {LanguageTabs} set
 * @param {string} operation
 * @returns {Promise<string>} what came of it
 */
async function copyLink(set, operation) {
  const url = new URL(location.pathname, location.origin);
  url.searchParams.set("lang", set.keys[opened(set)] ?? "");
  url.hash = operation;
  if (await copy(url.href)) return "Link copied";
  history.replaceState(history.state, "", url);
  return "The link is in the address bar";
}

/**
 * @param {LanguageTabs} set
 * @param {string} operation
 * @param {string} of the operation's title
 */
function linkButton(set, operation, of) {
  const outcome = element("span", { class: "language-said", role: "status" });
  const title = `Copy link to this language of ${of}`;
  const button = element("button", { type: "button", class: "language-link", "aria-label": title, title }, "Copy link");
  button.addEventListener("click", async () => {
    outcome.textContent = await copyLink(set, operation);
  });
  button.addEventListener("blur", () => outcome.replaceChildren());
  return [button, outcome];
}

/**
 * Return a button that shows the lines of a panel's code whole, which wrap, and back.
 * @param {Element} node
 * @param {string} title
 */
function wrapButton(node, title) {
  const name = `Wrap the lines of ${title}`;
  const said = { "aria-label": name, "aria-pressed": "true", title: name };
  const button = element("button", { type: "button", class: "language-link", ...said }, "Wrap");
  button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", String(!node.classList.toggle("unwrapped")));
  });
  return button;
}

/**
 * Return a tab set with a button for each of its panels, and with the roles of both; nothing if it is not of languages.
 * @param {Element} node
 * @returns {LanguageTabs | undefined}
 */
function languageTabs(node) {
  /** @type {HTMLInputElement[]} */
  const inputs = [...node.querySelectorAll(/** @type {"input"} */ (":scope > input"))];
  /** @type {HTMLElement[]} */
  const panels = [...node.querySelectorAll(/** @type {"div"} */ (":scope > .tabbed-content > .tabbed-block"))];
  const labels = [...node.querySelectorAll(":scope > .tabbed-labels > *")];
  const keys = panels.map((panel) => panel.querySelector("[data-language]")?.getAttribute("data-language"));
  if (!labels.length || !keys.every((key) => typeof key === "string" && key !== "")) return undefined;
  const tabs = panels.map((panel, index) => {
    const input = inputs[index];
    const tab = element("button", { type: "button", role: "tab" }, labels[index]?.textContent ?? "");
    if (!input) return tab;
    tab.id = `${input.id}_tab`;
    panel.id = `${input.id}_panel`;
    tab.setAttribute("aria-controls", panel.id);
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tab.id);
    // A browser that restores forms on the way back would open the tab of then.
    input.autocomplete = "off";
    return tab;
  });
  const names = tabs.map((tab) => plain(tab.textContent ?? ""));
  return { node, inputs, keys: keys.map(String), names, panels, tabs };
}

/**
 * Return the row below a bar: the place for a reader's values, which the page has above its code, and what else a panel
 * can do. In this order the Tab key comes by them.
 * @param {LanguageTabs} set
 * @param {Element} above
 * @param {string} title
 */
function tools(set, above, title) {
  const values = set.node.closest(".operation")?.querySelector(".values-form") ?? "";
  const buttons = [wrapButton(set.node, title), ...linkButton(set, above.id, title)];
  return element("div", { class: "language-row" }, values, element("div", { class: "language-tools" }, ...buttons));
}

/**
 * Put a bar of buttons in the place of the labels of a tab set of languages.
 * @param {Element} node
 */
function enhance(node) {
  const set = languageTabs(node);
  if (!set) return;
  const above = heading(node);
  const title = above?.firstChild?.textContent?.trim() ?? "";
  const label = above ? `Language of ${title}` : "Language";
  const list = element("div", { role: "tablist", "aria-label": label }, ...set.tabs);
  list.addEventListener("click", (event) => {
    const index = set.tabs.findIndex((tab) => event.target instanceof Node && tab.contains(event.target));
    if (index >= 0) choose(set, index);
  });
  list.addEventListener("keydown", (event) => move(set, event));
  const bar = element("div", { class: "language-bar" }, list);
  // After the radio buttons: the style sheets count them. Material, too, finds a tab set by this attribute, and
  // would put links into its labels.
  node.querySelector(":scope > .tabbed-labels")?.before(bar);
  if (above) bar.after(tools(set, above, title));
  node.removeAttribute("data-tabs");
  node.classList.add("language-tabs");
  sets.push(set);
  follow(set);
}

// A node that has a next sibling has been closed by the parser.
function enhanceParsed() {
  for (const node of document.querySelectorAll(".tabbed-set:not(.parsed)")) {
    if (!node.nextSibling && document.readyState === "loading") continue;
    node.classList.add("parsed");
    enhance(node);
  }
}

/** Open the tab that the address names, or that holds what it names. */
function showTarget() {
  const target = document.getElementById(location.hash.slice(1));
  const set = sets.find(({ node }) => node.contains(target));
  const index = set?.panels.findIndex((panel) => panel.contains(target)) ?? -1;
  if (!set || !target || index < 0) return;
  open(set, index);
  target.scrollIntoView({ behavior: "instant" });
}

/**
 * Material's search leads to <page>?h=<words>#<section>. Where a tab of that section has more of the words than the
 * open one has, open it, for this once.
 */
function showFound() {
  const words = (new URLSearchParams(location.search).get("h") ?? "").toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
  const section = location.hash.slice(1);
  for (const set of sets) {
    if (section && heading(set.node)?.id !== section) continue;
    const found = set.panels.map((panel) => {
      const text = panel.textContent?.toLowerCase() ?? "";
      return words.filter((word) => text.includes(word)).length;
    });
    const most = Math.max(...found);
    if (most > (found[opened(set)] ?? 0)) open(set, found.indexOf(most));
  }
}

/** Offer to print more than the chosen language. */
function offerPrint() {
  const place = sets.length > 0 && document.querySelector(".page-tools");
  if (!place) return;
  const button = element("button", { type: "button" }, "Print all languages");
  button.addEventListener("click", () => {
    page.add("print-all");
    print();
    page.remove("print-all");
  });
  place.append(button);
}

const page = document.documentElement.classList;
// The theme says that there are scripts only when its own have run, after the page was painted.
page.add("scripted");
if (document.readyState === "loading") {
  // Meanwhile the style sheet hides the tab set that is still coming in: a half of it would move.
  page.add("parsing");
  const parsing = new MutationObserver(enhanceParsed);
  parsing.observe(document, { childList: true, subtree: true });
  enhanceParsed();
  whenParsed(() => {
    parsing.disconnect();
    page.remove("parsing");
  });
}
whenParsed(() => {
  enhanceParsed();
  sets.forEach(reveal);
  sayUnknown();
  offerPrint();
  showFound();
  showTarget();
});

addEventListener("hashchange", () => {
  if (anchored()) followAgain();
  showTarget();
});

// Back from another page, out of the browser's cache: the language may have been changed there.
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) followAgain();
});
