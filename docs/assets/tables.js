// @ts-check
// Lets a keyboard scroll the tables that are wider than the page. The theme puts each into a box that scrolls, but
// gives the box no place among what the Tab key reaches.
import { whenParsed } from "./dom.js";

const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (!(target instanceof HTMLElement)) continue;
    if (target.scrollWidth > target.clientWidth) {
      target.tabIndex = 0;
      target.setAttribute("role", "group");
      target.setAttribute("aria-label", "Table");
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) target.removeAttribute(name);
    }
  }
});

function watch() {
  for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) sizes.observe(box);
}

// The theme makes the boxes before the page has loaded whole.
whenParsed(() => addEventListener("load", watch, { once: true }));
