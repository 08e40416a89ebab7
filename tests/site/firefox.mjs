// One reader's way through the site in Firefox, in one process: says as JSON what was seen. test_firefox.py judges it.
import { createRequire } from "node:module";

const [tools, firefox, address, path] = process.argv.slice(2);
const { default: puppeteer } = await import(createRequire(`${tools}/`).resolve("puppeteer-core"));
const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: firefox,
  headless: true,
  // Reading the clipboard asks the reader; here nobody is there to answer.
  extraPrefsFirefox: { "dom.events.testing.asyncClipboard": true },
});
const seen = { errors: [], asked: [] };
try {
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 800 });
  page.on("console", (message) => message.type() === "error" && seen.errors.push(message.text()));
  page.on("pageerror", (error) => seen.errors.push(String(error)));
  page.on("request", (request) => seen.asked.push(request.url()));
  await page.evaluateOnNewDocument(() => {
    globalThis.violations = [];
    addEventListener("securitypolicyviolation", (event) => globalThis.violations.push(event.violatedDirective));
  });
  const press = (selector) => page.waitForSelector(selector, { visible: true }).then((found) => found.click());
  const violations = async () => (seen.violations = [...(seen.violations ?? []), ...(await page.evaluate(() => globalThis.violations))]);

  await page.goto(address + path);
  await press('[role=tab][id]:nth-of-type(4)');
  seen.language = await page.$eval("[role=tab][aria-selected=true]", (tab) => tab.textContent);
  seen.address = page.url();
  await press(".values-box > summary");
  for (const [name, value] of [["USER_ID", 'a"\\é'], ["INPUT_ID", "in-1"], ["PAT", "secret"]]) {
    await page.type(`#values-${name}`, value);
  }
  seen.code = await page.$eval(".tabbed-block.opened [data-snippet] code", (code) => code.textContent);
  seen.call = await page.$eval(".operation-call > p", (call) => call.textContent);
  await press(".tabbed-block.opened [data-snippet] .copy-button");
  await page.waitForFunction(() => document.querySelector(".opened [data-snippet] .copy-button").textContent === "Copied");
  seen.copied = await page.evaluate(() => navigator.clipboard.readText());
  seen.kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  await press(".search-open");
  await page.type(".search-box", "colaborators");
  await page.waitForSelector(".search-hits a", { visible: true });
  seen.found = await page.$eval(".search-hits a", (link) => link.href);
  await violations();
  await page.goto(seen.found);
  await page.waitForFunction(() => document.querySelector("#values-PAT")?.value);
  seen.key = await page.$eval("#values-PAT", (field) => field.value);
  seen.title = await page.$eval("h1", (title) => title.textContent);
  await violations();
} finally {
  await browser.close();
}
console.log(JSON.stringify(seen));
