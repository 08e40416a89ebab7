// @ts-check
// "Copy page as Markdown", beside the link to the page's Markdown; the link alone works without this script.
import { copy } from "./clipboard.js";
import { element } from "./dom.js";

/**
 * Fetch the page as Markdown. Its links are relative: the first line says to what.
 * @param {string} address
 */
async function markdown(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: HTTP ${answer.status}`);
  return `From: ${address}\n\n${await answer.text()}`;
}

const link = document.querySelector('a[rel="alternate"][type="text/markdown"]');
if (link instanceof HTMLAnchorElement) {
  const button = element("button", { type: "button" }, "Copy page as Markdown");
  const outcome = element("span", { role: "status" });
  button.addEventListener("click", async () => {
    outcome.textContent = "";
    const copied = await copy(markdown(link.href));
    outcome.textContent = copied ? "Copied" : "This did not work: view it and copy it there";
  });
  link.after(button, outcome);
}
