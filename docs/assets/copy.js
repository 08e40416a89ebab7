// @ts-check
// A button on each code block that copies its text: of a snippet, byte for byte the published file, or what values.js
// made of it. The theme's own button is not used: it trims what it copies, and needs a secure context.
"use strict";

const sixfoldClipboard = (() => {
  const SHOWN = 2000;

  // One region for the whole page: assistive technology reads out what is put there.
  const region = document.createElement("div");
  region.className = "copy-said";
  region.setAttribute("role", "status");
  region.setAttribute("aria-live", "polite");
  document.body.append(region);

  /** @param {string} text */
  function say(text) {
    region.textContent = "";
    // The same text again is no news, unless the region was empty in between.
    setTimeout(() => {
      region.textContent = text;
    }, 50);
  }

  // For pages that came over plain HTTP, or whose reader forbade the other way.
  /** @param {string} text */
  function copySelection(text) {
    const focused = document.activeElement;
    const area = document.createElement("textarea");
    area.className = "copy-said";
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
    return done;
  }

  /**
   * @param {string} text
   * @returns {Promise<boolean>} whether the text is in the clipboard
   */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copySelection(text);
    }
  }

  /**
   * Copy, and say so on the button and aloud.
   * @param {HTMLButtonElement} button
   * @param {string} text
   */
  async function copyFrom(button, text) {
    const name = button.dataset.name ?? button.textContent ?? "";
    button.dataset.name = name;
    const said = (await copy(text)) ? "Copied" : "Not copied: select it and copy by hand";
    button.textContent = said;
    say(said);
    setTimeout(() => {
      button.textContent = name;
    }, SHOWN);
  }

  for (const code of document.querySelectorAll("pre > code")) {
    const host = code.closest(".highlight") ?? code.parentElement;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy-button";
    button.textContent = "Copy";
    button.addEventListener("click", () => copyFrom(button, code.textContent ?? ""));
    host?.classList.add("copy-host");
    host?.append(button);
  }

  return { copyFrom, say };
})();
