// @ts-check
// "Your values": what a reader puts in stands in every snippet of the page, quoted by each language's declared rules,
// and is copied with it. Nothing leaves the browser. The key stays in this page's memory alone; other values are kept
// for the session, and a link carries them in its fragment, which browsers send to no server. Whatever a value holds,
// it only ever becomes text of a text node.
import { copyFrom } from "./clipboard.js";
import { announce, element } from "./dom.js";
import * as memory from "./memory.js";
import { pathRefusal } from "./quoting.js";
import { filler } from "./snippets.js";

const MEMORY = "sixfold.values";
const LINK = "#values:";

/**
 * @typedef {import("./snippets.js").Variable} Variable
 * @typedef {import("./snippets.js").PageData} PageData
 * @typedef {{variable: Variable, input: HTMLInputElement | HTMLTextAreaElement, message: HTMLElement}} Field
 */

/**
 * Say what a value cannot be; nothing where it can.
 * @param {Variable} variable
 * @param {string} value
 */
function refusal(variable, value) {
  if (/[\ud800-\udfff]/u.test(value)) return "This holds half of a character. Copy the value again.";
  if (variable.pattern !== undefined && !new RegExp(`^(?:${variable.pattern})$`, "u").test(value)) {
    return "No header can carry this: a key has no line breaks, no characters beyond ASCII and no space at its ends.";
  }
  return variable.in_path ? pathRefusal(value, variable.path_shapes ?? []) : "";
}

/**
 * Say what is allowed, but seldom meant: a value that was copied with what stood beside it.
 * @param {string} value
 */
function hint(value) {
  return value === value.trim() ? "" : "This begins or ends with a space or a line break.";
}

const place = document.querySelector(".values-form");
const source = document.querySelector("script.sixfold-data");
/** @type {PageData} */
const data = JSON.parse(source?.textContent || '{"quoting": {}, "variables": [], "snippets": {}}');
const fill = filler(data);

/** What the reader put in, by variable; nothing for an example. @type {Map<string, string>} */
const values = new Map();

/** The values that go into snippets and links: those that were put in and not refused. */
function accepted() {
  return data.variables.filter(({ name }) => values.has(name)).filter((v) => !refusal(v, values.get(v.name) ?? ""));
}

// ---- Memory and links.

/** @returns {Record<string, unknown>} what the session knows, of other pages' variables too */
function remembered() {
  try {
    return { ...JSON.parse(memory.remembered("sessionStorage", MEMORY) ?? "{}") };
  } catch {
    return {}; // It is not what was written there.
  }
}

function remember() {
  const kept = remembered();
  for (const { name, secret } of data.variables) {
    if (values.has(name) && !secret) kept[name] = values.get(name);
    else delete kept[name];
  }
  memory.remember("sessionStorage", MEMORY, JSON.stringify(kept));
}

function recall() {
  const kept = new Map(Object.entries(remembered()));
  for (const { name, secret } of data.variables) {
    if (secret) continue;
    const value = kept.get(name);
    if (typeof value === "string" && value) values.set(name, value);
    else values.delete(name);
  }
}

function link() {
  const shared = accepted().filter(({ secret }) => !secret);
  const fragment = new URLSearchParams(shared.map(({ name }) => [name, values.get(name) ?? ""]));
  return location.href.replace(/#.*/s, "") + (shared.length ? `${LINK}${fragment}` : "");
}

/** Take what a link brought, once: then the address is the page's own again. @returns {number} how many values */
function follow() {
  if (!location.hash.startsWith(LINK)) return 0;
  const brought = new URLSearchParams(location.hash.slice(LINK.length));
  const taken = data.variables.filter(({ name, secret }) => !secret && brought.get(name));
  for (const { name } of taken) values.set(name, brought.get(name) ?? "");
  history.replaceState(history.state, "", location.pathname + location.search);
  remember();
  return taken.length;
}

// ---- The form

/**
 * @param {Variable} variable
 * @returns {Field}
 */
function field(variable) {
  const id = `values-${variable.name}`;
  const attributes = {
    id,
    class: "values-input",
    placeholder: variable.secret ? "" : variable.example,
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    "aria-describedby": `${id}-said`,
  };
  // An ID can hold a line break, so its input is a text area; no browser masks one of these.
  const input = variable.secret
    ? element("input", { ...attributes, type: "password" })
    : element("textarea", { ...attributes, rows: "1" });
  input.addEventListener("input", () => {
    if (input.value) values.set(variable.name, input.value);
    else values.delete(variable.name);
    remember();
    update();
  });
  const message = element("p", { id: `${id}-said`, class: "values-said", "aria-live": "polite" });
  return { variable, input, message };
}

const fields = data.variables.map(field);
const count = element("span", { class: "values-count" });
const note = element("p", { class: "values-note" });
const share = element("button", { type: "button" }, "Copy link with these values");
const reset = element("button", { type: "button" }, "Reset");
const box = element(
  "details",
  { class: "values-box" },
  element("summary", {}, "Your values ", count),
  element(
    "div",
    { class: "values-fields" },
    ...fields.map(({ variable: { name, description }, input, message }) =>
      element(
        "div",
        { class: "values-field" },
        element("label", { for: input.id }, element("code", {}, name), ` ${description}`),
        input,
        message,
      ),
    ),
  ),
  element("div", { class: "values-buttons" }, share, reset, note),
);

function update() {
  for (const { variable, input, message } of fields) {
    const value = values.get(variable.name) ?? "";
    const refused = value && refusal(variable, value);
    if (input.value !== value) input.value = value;
    input.setAttribute("aria-invalid", String(Boolean(refused)));
    message.textContent = refused ? `${refused} The snippets keep the example.` : hint(value);
  }
  const shown = accepted();
  const put = `${shown.length} of ${fields.length} put in`;
  count.textContent = shown.length ? put : "in every snippet, for this session";
  fill(new Map(shown.map(({ name }) => [name, values.get(name) ?? ""])));
}

function start() {
  recall();
  const brought = follow();
  if (brought) {
    box.open = true;
    const number = brought === 1 ? "a value" : `${brought} values`;
    note.textContent = `The link you opened brought ${number}. Look before you copy.`;
  }
  update();
}

share.addEventListener("click", () => copyFrom(share, link()));
reset.addEventListener("click", () => {
  values.clear();
  note.textContent = "";
  remember();
  update();
  announce("All values are the examples again");
});

if (place && source) {
  addEventListener("hashchange", () => {
    if (location.hash.startsWith(LINK)) start();
  });
  // A page that the browser kept has missed what was put in since on another.
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) start();
  });
  place.replaceChildren(box);
  start();
}
