// How much the page weighs before its reader asks for more.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";

import { launch } from "./browser.mjs";
import { startZij } from "./zij.mjs";

/** JavaScript of the first load, packed with gzip. */
const SCRIPT_BYTES_MAX = 180_000;

let zij, browser;

before(async () => {
  zij = await startZij();
  await zij.add("Protesters gathered in Osh on 17 March 2025.");
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await zij?.stop();
});

/** The gzipped size of every script that a page fetches, by name. */
async function scripts(path) {
  const page = await browser.newPage();
  const asked = [];
  page.on("response", (response) => response.request().resourceType() === "script" && asked.push(response));
  await page.goto(zij.address + path);
  await page.locator("#results .rows button").first().waitFor();
  await page.waitForTimeout(1000);
  const sizes = asked.map(async (one) => [one.url().split("/").at(-1), gzipSync(await one.body()).length]);
  const weighed = Object.fromEntries(await Promise.all(sizes));
  await page.close();
  return weighed;
}

for (const lang of ["en", "ru", "uz"]) {
  test(`the first load in ${lang} is light`, async () => {
    const weighed = await scripts(`/?lang=${lang}`);
    const sum = Object.values(weighed).reduce((all, one) => all + one, 0);
    assert.ok(sum > 0 && sum <= SCRIPT_BYTES_MAX, `${sum} bytes: ${JSON.stringify(weighed)}`);
    console.log(`${lang}: ${sum} bytes`);
    const later = Object.keys(weighed).filter((name) => /^(table|review|maker|draw|layer)-/.test(name));
    assert.deepEqual(later, [], "what is not seen first is fetched when it is asked for");
  });
}
