// @ts-check
// Carries a reader's key from one page of the site to the next, in memory alone: a page that is left hands it over
// under a random token, which only its own tab knows, and the next page of that tab takes it, once. See carry.js.

/** How long a page may take to come, in milliseconds. */
const MOST = 60_000;

/** @type {Map<string, Record<string, string>>} */
const kept = new Map();

addEventListener("message", (received) => {
  const event = /** @type {MessageEvent & { waitUntil(until: Promise<void>): void }} */ (received);
  const { token, secrets, taken } = event.data;
  if (secrets) {
    kept.set(token, secrets);
    const forgotten = new Promise((done) => setTimeout(done, MOST));
    event.waitUntil(forgotten.then(() => void kept.delete(token)));
  } else if (taken) {
    kept.delete(token);
  } else {
    event.ports[0]?.postMessage(kept.get(token) ?? {});
  }
});
