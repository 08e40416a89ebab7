// @ts-check
// A button on each code block that copies its text: of a snippet, byte for byte the published file, or what values.js
// made of it. The theme's own button is not used: it trims what it copies, and needs a secure context.
import { copyFrom } from "./clipboard.js";
import { element } from "./dom.js";

const headings = [...document.querySelectorAll("article :is(h1, h2)")];

/**
 * Return the operation's title, or the heading above, and the tab's label of what stands in one.
 * @param {Element} part
 */
function place(part) {
  const before = (/** @type {Element} */ found) =>
    found.compareDocumentPosition(part) & Node.DOCUMENT_POSITION_FOLLOWING;
  const above = headings.filter(before).at(-1);
  const panel = part.closest(".tabbed-block");
  const heading = part.closest(".operation")?.querySelector("h2") ?? (panel ? above : undefined);
  const title = heading?.firstChild?.textContent?.trim() ?? "";
  const tab = panel && document.getElementById(panel.getAttribute("aria-labelledby") ?? "");
  return { title, language: tab?.textContent ?? "" };
}

/**
 * Return what a button copies, in words that no other button of the page has.
 * @param {Element} host
 */
function name(host) {
  const { title, language } = place(host);
  const file = host.querySelector(":scope > .filename")?.textContent;
  if (host.hasAttribute("data-snippet")) return `Copy ${file ? `${file} of ` : ""}${language} snippet of ${title}`;
  if (language) return `Copy installation for ${language}, ${title}`;
  return title && `Copy response of ${title}`;
}

// So have the links that stand in each panel.
for (const link of document.querySelectorAll(".snippet-links a")) {
  const { title, language } = place(link);
  link.setAttribute("aria-label", `${link.textContent}: ${language}, ${title}`);
}

for (const code of document.querySelectorAll("pre > code")) {
  const host = code.closest(".highlight") ?? code.parentElement;
  if (!host || host.classList.contains("prints")) continue;
  const label = name(host);
  const attributes = { type: "button", class: "copy-button", ...(label && { "aria-label": label }) };
  const button = element("button", attributes, "Copy");
  button.addEventListener("click", () => copyFrom(button, code.textContent ?? ""));
  host.classList.add("copy-host");
  host.append(button);
}
