// @ts-check
// The clipboard: the one way in which anything of the site is copied.
import { announce, element } from "./dom.js";

/** How long a button says what came of it, in milliseconds. */
const SHOWN = 2000;

/**
 * Copy as browsers did before there was a clipboard to write to: for pages that came over plain HTTP, or whose reader
 * forbade the other way.
 * @param {string} text
 */
function copySelection(text) {
  const focused = document.activeElement;
  const area = element("textarea", { class: "visually-hidden" });
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return done;
}

/**
 * Put a text into the clipboard, also one that is still being fetched.
 * @param {string | Promise<string>} text
 * @returns {Promise<boolean>} whether it is there; a text that could not be fetched is not
 */
export async function copy(text) {
  try {
    if (typeof text === "string") {
      await navigator.clipboard.writeText(text);
    } else {
      // The promise itself is handed over: some browsers let a page write in the click alone, not once it has fetched.
      await navigator.clipboard.write([
        new ClipboardItem({ "text/plain": text.then((fetched) => new Blob([fetched], { type: "text/plain" })) }),
      ]);
    }
    return true;
  } catch {
    try {
      return copySelection(await text);
    } catch {
      return false;
    }
  }
}

/**
 * Copy, and say so on the button and aloud.
 * @param {HTMLButtonElement} button
 * @param {string} text
 */
export async function copyFrom(button, text) {
  const name = button.dataset.name ?? button.textContent ?? "";
  button.dataset.name = name;
  const outcome = (await copy(text)) ? "Copied" : "Not copied: select it and copy by hand";
  button.textContent = outcome;
  announce(outcome);
  setTimeout(() => {
    button.textContent = name;
  }, SHOWN);
}
