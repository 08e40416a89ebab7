// "Copy page as Markdown", beside the link to the page's Markdown; the link alone works without this script.
(() => {
  "use strict";

  const link = document.querySelector('a[rel="alternate"][type="text/markdown"]');
  // Outside of a secure context there is no clipboard.
  if (!link || !navigator.clipboard || typeof ClipboardItem === "undefined") return;

  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy page as Markdown";
  const status = document.createElement("span");
  status.setAttribute("role", "status");

  async function markdown() {
    const answer = await fetch(link.href);
    if (!answer.ok) throw new Error(`${link.href}: HTTP ${answer.status}`);
    // Its links are relative: this says to what.
    return new Blob([`From: ${link.href}\n\n${await answer.text()}`], { type: "text/plain" });
  }

  async function copy() {
    status.textContent = "";
    try {
      // The promise itself is handed over: some browsers let a page write in the click alone, not once it has fetched.
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": markdown() })]);
      status.textContent = "Copied";
    } catch {
      status.textContent = "This did not work: view it and copy it there";
    }
  }

  button.addEventListener("click", copy);
  link.after(button, status);
})();
