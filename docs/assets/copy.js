// @ts-check
// A button on each code block that copies its text: of a snippet, byte for byte the published file, or what values.js
// made of it. The theme's own button is not used: it trims what it copies, and needs a secure context.
import { copyFrom } from "./clipboard.js";
import { element } from "./dom.js";

for (const code of document.querySelectorAll("pre > code")) {
  const host = code.closest(".highlight") ?? code.parentElement;
  const button = element("button", { type: "button", class: "copy-button" }, "Copy");
  button.addEventListener("click", () => copyFrom(button, code.textContent ?? ""));
  host?.classList.add("copy-host");
  host?.append(button);
}
