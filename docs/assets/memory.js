// @ts-check
// What the browser remembers. A reader may forbid storage; then nothing is remembered, and all else works.

/** @typedef {"localStorage" | "sessionStorage"} Area */

/**
 * Return what was remembered under a name, if anything was.
 * @param {Area} area
 * @param {string} name
 */
export function remembered(area, name) {
  try {
    return window[area].getItem(name);
  } catch {
    return null;
  }
}

/**
 * @param {Area} area
 * @param {string} name
 * @param {string} text
 */
export function remember(area, name, text) {
  try {
    window[area].setItem(name, text);
  } catch {
    // See above.
  }
}
