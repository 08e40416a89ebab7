// Language tabs. A tab set whose every tab holds an element with data-language="<key>" follows the reader's language:
// the one named by the link (#<operation>--<key>, then ?lang=<key>), then the one remembered. Other tab sets are left
// alone, and without this script the radio buttons below the tabs do their work by style sheet alone.
//
// It runs in the head, before the page is parsed, and opens each tab set as soon as the parser has closed it, so that
// nothing moves once it has been painted.
(() => {
  "use strict";

  // The theme says that there are scripts only when its own have run, after the page was painted.
  document.documentElement.classList.add("scripted");

  const MEMORY = "sixfold.language";
  const sets = [];
  let languages = wanted();

  // A reader may forbid storage; then nothing is remembered, and all else works.
  function remembered() {
    try {
      return localStorage.getItem(MEMORY);
    } catch {
      return null;
    }
  }

  function remember(language) {
    try {
      localStorage.setItem(MEMORY, language);
    } catch {
      // See above.
    }
  }

  // Other fragments (a section, a reader's values) may hold anything.
  function anchored() {
    return location.hash.match(/^#[\w-]+--(\w+)$/)?.[1];
  }

  function linked() {
    return [anchored(), new URLSearchParams(location.search).get("lang")].filter(Boolean);
  }

  function wanted() {
    return [...linked(), remembered()].filter(Boolean);
  }

  function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  // The heading that a tab set stands under: its id is the operation's. A set of the page as a whole has none.
  function heading(node) {
    let above = node.previousElementSibling;
    while (above && !(/^H[2-6]$/.test(above.tagName) && above.id)) above = above.previousElementSibling;
    return above;
  }

  function open(set, index) {
    set.inputs[index].checked = true;
    set.tabs.forEach((tab, place) => {
      tab.setAttribute("aria-selected", String(place === index));
      tab.tabIndex = place === index ? 0 : -1;
    });
  }

  function opened(set) {
    return set.inputs.findIndex((input) => input.checked);
  }

  // Opens the first of the reader's languages that the set has; a set with none of them stays as it is.
  function follow(set) {
    const language = languages.find((key) => set.keys.includes(key));
    open(set, language ? set.keys.indexOf(language) : opened(set));
    // Only what is a language of this site is remembered, whatever the link says.
    if (language && linked().includes(language)) remember(language);
  }

  function choose(set, index) {
    const tab = set.tabs[index];
    const before = tab.getBoundingClientRect().top;
    const language = set.keys[index];
    languages = [language];
    remember(language);
    // A link that names a language would open that one again when the page is reloaded.
    const url = new URL(location.href);
    if (url.searchParams.has("lang")) url.searchParams.set("lang", language);
    if (anchored()) url.hash = url.hash.replace(/\w+$/, language);
    if (url.href !== location.href) history.replaceState(history.state, "", url);
    sets.forEach(follow);
    // Sets above may have changed their height: what the reader is looking at stays where it is.
    window.scrollBy({ top: tab.getBoundingClientRect().top - before, behavior: "instant" });
  }

  function move(set, event) {
    const last = set.tabs.length - 1;
    const index = set.tabs.indexOf(event.target);
    const next = {
      ArrowLeft: index === 0 ? last : index - 1,
      ArrowRight: index === last ? 0 : index + 1,
      Home: 0,
      End: last,
    }[event.key];
    if (index < 0 || next === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    // The site's own keys (search, next page) are not meant here.
    event.stopPropagation();
    set.tabs[next].focus({ preventScroll: true });
    choose(set, next);
  }

  async function copyLink(set, operation, said) {
    const url = new URL(location.pathname, location.origin);
    url.searchParams.set("lang", set.keys[opened(set)]);
    url.hash = operation;
    try {
      await navigator.clipboard.writeText(url.href);
      said.textContent = "Link copied";
    } catch {
      // No clipboard outside a secure context, or without leave.
      history.replaceState(history.state, "", url);
      said.textContent = "The link is in the address bar";
    }
  }

  function linkButton(set, operation) {
    const said = element("span", { class: "language-said", role: "status" });
    const name = "Copy link to this language";
    const button = element("button", { type: "button", class: "language-link", "aria-label": name, title: name }, "Copy link");
    button.addEventListener("click", () => copyLink(set, operation, said));
    button.addEventListener("blur", () => said.replaceChildren());
    return [button, said];
  }

  function enhance(node) {
    const inputs = [...node.querySelectorAll(":scope > input")];
    const labels = node.querySelector(":scope > .tabbed-labels");
    const panels = [...node.querySelectorAll(":scope > .tabbed-content > .tabbed-block")];
    const keys = panels.map((panel) => panel.querySelector("[data-language]")?.dataset.language);
    if (!labels || !keys.every(Boolean)) return;
    const list = element("div", { role: "tablist", "aria-label": "Language" });
    const tabs = panels.map((panel, index) => {
      const { id } = inputs[index];
      const tab = element("button", { type: "button", role: "tab", id: `${id}_tab`, "aria-controls": `${id}_panel` });
      tab.textContent = labels.children[index].textContent;
      panel.id = `${id}_panel`;
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", tab.id);
      // A browser that restores forms on the way back would open the tab of then.
      inputs[index].autocomplete = "off";
      return tab;
    });
    const set = { node, inputs, keys, panels, tabs };
    list.append(...tabs);
    list.addEventListener("click", (event) => {
      const index = tabs.indexOf(event.target.closest("[role=tab]"));
      if (index >= 0) choose(set, index);
    });
    list.addEventListener("keydown", (event) => move(set, event));
    const operation = heading(node)?.id;
    const bar = element("div", { class: "language-bar" }, list, ...(operation ? linkButton(set, operation) : []));
    // After the radio buttons: the style sheets count them. Material, too, finds a tab set by this attribute, and
    // would put links into its labels.
    labels.before(bar);
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

  // Opens the tab that the address names, or that holds what it names.
  function showTarget() {
    const target = document.getElementById(location.hash.slice(1));
    const set = target && sets.find(({ node }) => node.contains(target));
    const index = set ? set.panels.findIndex((panel) => panel.contains(target)) : -1;
    if (index < 0) return;
    open(set, index);
    target.scrollIntoView({ behavior: "instant" });
  }

  // Material's search leads to <page>?h=<words>#<section>. Where a tab of that section has more of the words than the
  // open one has, it is opened, for this once.
  function showFound() {
    const words = (new URLSearchParams(location.search).get("h") ?? "").toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
    const section = location.hash.slice(1);
    for (const set of sets) {
      if (section && heading(set.node)?.id !== section) continue;
      const found = set.panels.map((panel) => {
        const text = panel.textContent.toLowerCase();
        return words.filter((word) => text.includes(word)).length;
      });
      const most = Math.max(...found);
      if (most > found[opened(set)]) open(set, found.indexOf(most));
    }
  }

  // Meanwhile the style sheet hides the tab set that is still coming in: a half of it would move.
  document.documentElement.classList.add("parsing");
  const parsing = new MutationObserver(enhanceParsed);
  parsing.observe(document, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", () => {
    parsing.disconnect();
    document.documentElement.classList.remove("parsing");
    enhanceParsed();
    showFound();
    showTarget();
  });

  addEventListener("hashchange", () => {
    if (anchored()) {
      languages = wanted();
      sets.forEach(follow);
    }
    showTarget();
  });

  // Back from another page, out of the browser's cache: the language may have been changed there.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    languages = wanted();
    sets.forEach(follow);
  });
})();
