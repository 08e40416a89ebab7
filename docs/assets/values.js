// @ts-check
// "Your values": what a reader puts in at an operation stands in every snippet of the page, quoted by each language's
// declared rules, and in the sentence that says what the call deletes; it is copied with the code. Nothing leaves the
// browser. The key is kept in memory alone, from page to page of a tab (carry.js). Of the other values, those that say
// whose data is meant are kept for the session, those that name what an operation is about for the session of this page
// alone: typed for one delete, they are never put into another's. A link carries values in its fragment, which browsers
// send to no server. Whatever a value holds, it only ever becomes text of a text node.
import { carried, carry, expectSecret } from "./carry.js";
import { copyFrom } from "./clipboard.js";
import { announce, element } from "./dom.js";
import * as memory from "./memory.js";
import { pathRefusal } from "./quoting.js";
import { filler } from "./snippets.js";

const MEMORY = "sixfold.values";
const LINK = "#values:";
const ENTER = "The Enter key copies the code.";
/** Where the values of this page alone are kept, among those that go along. */
const HERE = location.pathname;

/**
 * @typedef {import("./snippets.js").Variable} Variable
 * @typedef {import("./snippets.js").PageData} PageData
 * @typedef {{variable: Variable, input: HTMLInputElement | HTMLTextAreaElement, message: HTMLElement}} Field
 * @typedef {{box: HTMLDetailsElement, count: HTMLElement, note: HTMLElement, fields: Field[]}} Form
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

/**
 * Return an object's own entries; nothing of what is no object.
 * @param {unknown} found
 * @returns {Record<string, unknown>}
 */
function entries(found) {
  return typeof found === "object" && found !== null ? { ...found } : {};
}

/** @returns {Record<string, unknown>} what the session knows: values that go along, and by page those of it alone */
function remembered() {
  try {
    return entries(JSON.parse(memory.remembered("sessionStorage", MEMORY) ?? "{}"));
  } catch {
    return {}; // It is not what was written there.
  }
}

function remember() {
  const kept = remembered();
  const own = entries(kept[HERE]);
  for (const { name, secret, shared } of data.variables) {
    if (secret) carry(name, values.get(name));
    const of = shared ? kept : own;
    if (values.has(name) && !secret) of[name] = values.get(name);
    else delete of[name];
  }
  if (Object.keys(own).length) kept[HERE] = own;
  else delete kept[HERE];
  memory.remember("sessionStorage", MEMORY, JSON.stringify(kept));
}

function recall() {
  const kept = remembered();
  const [along, own] = [new Map(Object.entries(kept)), new Map(Object.entries(entries(kept[HERE])))];
  for (const { name, secret, shared } of data.variables) {
    if (secret) continue;
    const value = (shared ? along : own).get(name);
    if (typeof value === "string" && value) values.set(name, value);
    else values.delete(name);
  }
}

function link() {
  const carried = accepted().filter(({ secret }) => !secret);
  const fragment = carried.map(({ name }) => `${name}=${encodeURIComponent(values.get(name) ?? "")}`).join("&");
  return location.href.replace(/#.*/s, "") + (carried.length ? LINK + fragment : "");
}

/**
 * Take what a link brought, once: then the address is the page's own again.
 * @returns {string} what came of it, empty where the address brings nothing
 */
function follow() {
  if (!location.hash.startsWith(LINK)) return "";
  const parts = location.hash.slice(LINK.length).split("&");
  history.replaceState(history.state, "", location.pathname + location.search);
  /** @type {Map<string, string>} */
  const brought = new Map();
  try {
    for (const part of parts) {
      const [name = "", value = ""] = part.split(/=(.*)/s).map((text) => decodeURIComponent(text.replaceAll("+", " ")));
      brought.set(name, value);
    }
  } catch {
    return "The link you opened is damaged: nothing of it was taken.";
  }
  const taken = data.variables.filter(({ name, secret }) => !secret && brought.get(name));
  if (!taken.length) return "";
  for (const { name } of taken) values.set(name, brought.get(name) ?? "");
  remember();
  const number = taken.length === 1 ? "a value" : `${taken.length} values`;
  return `The link you opened brought ${number}. Look before you copy.`;
}

// ---- The forms, one at each operation

/**
 * @param {Variable} variable
 * @returns {Field}
 */
function field(variable) {
  // The first one of the page has the plain name.
  const plain = `values-${variable.name}`;
  const id = document.getElementById(plain) ? `${plain}-${(fieldNumber += 1)}` : plain;
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

/**
 * Return the variables that an operation's snippets have, its own before those that go along, the key last.
 * @param {Element} operation
 */
function variablesOf(operation) {
  const names = new Set();
  for (const host of operation.querySelectorAll("[data-snippet]")) {
    const snippet = data.snippets[host.getAttribute("data-snippet") ?? ""];
    for (const [, , name] of snippet?.holes ?? []) names.add(name);
  }
  const rank = (/** @type {Variable} */ { secret, shared }) => (secret ? 2 : Number(shared));
  return data.variables.filter(({ name }) => names.has(name)).sort((one, other) => rank(one) - rank(other));
}

/**
 * Put a form into an operation's place for it.
 * @param {Element} place
 * @returns {Form | undefined}
 */
function form(place) {
  const operation = place.closest(".operation");
  if (!operation) return undefined;
  const title = operation.querySelector("h2")?.firstChild?.textContent?.trim() ?? "";
  const [count, note] = [element("span", { class: "values-count" }), element("p", { class: "values-note" })];
  const named = (/** @type {string} */ does) => ({ type: "button", "aria-label": `${does}: ${title}` });
  const code = element("button", named("Copy the code with these values"), "Copy the code");
  const share = element("button", named("Copy link with these values"), "Copy link with these values");
  const reset = element("button", named("Reset all values"), "Reset");
  const list = element("div", { class: "values-fields" });
  // Seen while a language has the focus: what the Enter key does there.
  const key = element("kbd", { class: "values-key", "aria-hidden": "true" }, "Enter");
  const summary = element("summary", {}, "Your values ", count, key);
  const buttons = element("div", { class: "values-buttons" }, code, share, reset, note);
  const box = element("details", { class: "values-box" }, summary, list, buttons);
  place.replaceChildren(box);
  const fields = variablesOf(operation).map((variable) => {
    const made = field(variable);
    const { name, description } = variable;
    const label = element("label", { for: made.input.id }, element("code", {}, name), ` ${description}`);
    list.append(element("div", { class: "values-field" }, label, made.input, made.message));
    return made;
  });
  code.addEventListener("click", () => {
    const shown = operation.querySelector(".tabbed-block.opened [data-snippet] pre > code");
    copyFrom(code, shown?.textContent ?? "");
  });
  list.addEventListener("keydown", (event) => {
    // In all other fields, which can have several lines, this key begins a new one.
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement) || event.isComposing) return;
    event.preventDefault();
    code.click();
  });
  const type = (/** @type {Event} */ event) => {
    event.preventDefault();
    box.open = true;
    fields[0]?.input.focus();
  };
  summary.addEventListener("click", (event) => {
    // By keyboard: what comes next is to type.
    if (!event.detail && !box.open) type(event);
  });
  operation.querySelector("[role=tablist]")?.addEventListener("keydown", (event) => {
    const tab = event.target instanceof Element && event.target.closest("[aria-selected=true]");
    if (tab && event instanceof KeyboardEvent && event.key === "Enter") type(event);
  });
  box.addEventListener("toggle", () => {
    if (box.open && fields.some(({ variable }) => variable.secret)) expectSecret();
  });
  share.addEventListener("click", () => copyFrom(share, link()));
  reset.addEventListener("click", () => {
    values.clear();
    for (const { note: other } of forms) other.textContent = "";
    remember();
    update();
    announce("All values are the examples again");
  });
  return { box, count, note, fields };
}

let fieldNumber = 0;
const forms = [...document.querySelectorAll(".values-form")].map(form).filter((made) => made !== undefined);

function update() {
  const shown = new Map(accepted().map(({ name }) => [name, values.get(name) ?? ""]));
  for (const { count, fields } of forms) {
    for (const { variable, input, message } of fields) {
      const value = values.get(variable.name) ?? "";
      const refused = value && refusal(variable, value);
      // An input has its own line breaks: what a link brought stays as it came until it is changed here.
      if (input.value.replace(/\r\n?/g, "\n") !== value.replace(/\r\n?/g, "\n")) input.value = value;
      input.setAttribute("aria-invalid", String(Boolean(refused)));
      const usual = variable.secret ? ENTER : "";
      message.textContent = refused ? `${refused} The snippets keep the example.` : hint(value) || usual;
    }
    const put = fields.filter(({ variable }) => shown.has(variable.name)).length;
    count.classList.toggle("put", put > 0);
    count.textContent = put ? `${put} of ${fields.length} put in` : "put them into the code";
  }
  for (const named of document.querySelectorAll("[data-variable]")) {
    const variable = data.variables.find(({ name }) => name === named.getAttribute("data-variable"));
    if (!variable) continue;
    const value = shown.get(variable.name);
    named.textContent = value ?? variable.example;
    named.classList.toggle("values-put", value !== undefined);
  }
  fill(shown);
}

/** Take the key that was typed on the page before, unless another one has been typed here. */
async function recallSecrets() {
  const found = await carried();
  const missing = data.variables.filter(({ name, secret }) => secret && found.has(name) && !values.has(name));
  for (const { name } of missing) values.set(name, found.get(name) ?? "");
  if (missing.length) update();
}

function start() {
  recall();
  const said = follow();
  const first = forms[0];
  if (said && first) {
    first.box.open = true;
    first.note.textContent = said;
  }
  update();
}

if (forms.length && source) {
  addEventListener("hashchange", () => {
    if (location.hash.startsWith(LINK)) start();
  });
  // A page that the browser kept has missed what was put in since on another.
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) start();
  });
  start();
}
// On a page without values too: the next one may have some.
void recallSecrets();
