// @ts-check
// Secrets that go along from page to page of a tab, and are never stored: keeper.js, a worker of the browser's, has
// them in its memory between two pages. Where there are no such workers, a secret is that of the page it was typed on.
import * as memory from "./memory.js";

const TOKEN = "sixfold.token";
const KEEPER = new URL("./keeper.js", import.meta.url);
/** How long the keeper may take to answer, in milliseconds. */
const MOST = 3_000;

/** @type {Map<string, string>} */
const secrets = new Map();

/** @type {ServiceWorkerRegistration | undefined} */
let keeper;

function worker() {
  return keeper?.active ?? keeper?.waiting ?? keeper?.installing;
}

/** @param {() => Promise<ServiceWorkerRegistration | undefined>} found */
async function prepare(found) {
  try {
    keeper ??= await found();
  } catch {
    // A reader may forbid such workers.
  }
}

/** Get ready for a secret: whoever types one may leave the page at once. */
export function expectSecret() {
  if ("serviceWorker" in navigator) void prepare(() => navigator.serviceWorker.register(KEEPER));
}

/**
 * Let a secret go along, or no more.
 * @param {string} name
 * @param {string | undefined} secret
 */
export function carry(name, secret) {
  if (secret) secrets.set(name, secret);
  else secrets.delete(name);
}

/**
 * Take the secrets that the page before handed over.
 * @returns {Promise<Map<string, string>>}
 */
export async function carried() {
  const token = memory.remembered("sessionStorage", TOKEN);
  if (!token || !("serviceWorker" in navigator)) return secrets;
  await prepare(() => navigator.serviceWorker.getRegistration(KEEPER));
  const asked = worker();
  if (!asked) return secrets;
  const { port1, port2 } = new MessageChannel();
  /** @type {Record<string, string>} */
  const found = await new Promise((done) => {
    port1.onmessage = ({ data }) => done(data);
    setTimeout(() => done({}), MOST);
    asked.postMessage({ token }, [port2]);
  });
  // Not before: where this page is left meanwhile, the next one asks again.
  memory.remember("sessionStorage", TOKEN, "");
  asked.postMessage({ token, taken: true });
  for (const [name, secret] of Object.entries(found)) if (!secrets.has(name)) secrets.set(name, secret);
  return secrets;
}

addEventListener("pagehide", () => {
  const told = worker();
  if (!secrets.size || !told) return;
  const token = crypto.randomUUID();
  memory.remember("sessionStorage", TOKEN, token);
  told.postMessage({ token, secrets: Object.fromEntries(secrets) });
});
