// The table over a hundred thousand rows.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertNothingWrong, captionCount, launch, openPage, settled } from "./browser.mjs";
import { startZij } from "./zij.mjs";

const ROWS = 100_000;
/** So many bytes the page may hold with all rows in it. */
const HEAP_MAX_BYTES = 160e6;
/** Every page of the server must come within this, on a busy machine, in milliseconds. */
const PAGES_MS = 60_000;

let zij, browser, page, wrong;

before(async () => {
  zij = await startZij();
  // A permutation of the rows: 7919 is a prime and no divisor of their number.
  const lines = Array.from({ length: ROWS }, (_, row) => {
    const deaths = (row * 7919) % ROWS;
    const day = new Date(Date.UTC(2000, 0, 1 + (row % 9000))).toISOString().slice(0, 10);
    return `${day},battle,Event ${row},Osh,40.5283,72.7985,${deaths}`;
  });
  const list = ["event_date,event_type,title,location,latitude,longitude,fatalities", ...lines].join("\n");
  await zij.add(list, { name: "list.csv" }, "text/csv");
  browser = await launch();
  ({ page, wrong } = await openPage(browser, zij.address, "/?show=table"));
  page.setDefaultTimeout(PAGES_MS);
});

after(async () => {
  await browser?.close();
  await zij?.stop();
});

const row = (number, text) => page.locator(`#table-row-${number}`).filter({ hasText: text });

/** The title of the first event in an order, as the server tells it. */
async function first(sortby) {
  const answer = await fetch(`${zij.address}/collections/events/items?sortby=${sortby}&limit=1`);
  return (await answer.json()).features[0].properties.title;
}

test("all rows are counted, and only those seen are drawn", async () => {
  await page.locator("#table-row-0").waitFor();
  assert.equal(await captionCount(page), ROWS);
  assert.equal(await page.locator("#table table").getAttribute("aria-rowcount"), String(ROWS + 1));
  assert.ok((await page.locator("#table tr[data-index]").count()) < 100);
});

test("the server sorts them all by any column, and the address says how", async () => {
  const sort = page.getByRole("button", { name: "Deaths", exact: true });
  await page.locator(".table-bar summary").click();
  await page.locator(".table-bar").getByLabel("Deaths", { exact: true }).check();
  await page.keyboard.press("Escape");
  await sort.click();
  await row(0, await first("fatalities")).waitFor();
  await sort.click();
  await page.waitForURL(/sortby=-fatalities/);
  await row(0, await first("-fatalities")).waitFor();
  assert.match(await page.locator("#table-row-0").innerText(), /99999/);
  await page.reload();
  await row(0, await first("-fatalities")).waitFor();
  assert.equal(await page.getByRole("columnheader", { name: "Deaths" }).getAttribute("aria-sort"), "descending");
});

test("the last row of a hundred thousand is reached by End, and any other by scrolling", async () => {
  await page.locator("#table table").focus();
  await page.keyboard.press("End");
  await row(ROWS - 1, await first("fatalities")).waitFor();
  await page.locator(".table-scroll").evaluate((scroll) => (scroll.scrollTop = 50_000 * 32));
  await row(50_000, "49999").waitFor();
  assert.ok((await page.locator("#table tr[data-index]").count()) < 100);
});

test("the page with all rows in it stays small", async () => {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  assert.ok(usedSize < HEAP_MAX_BYTES, `${usedSize} bytes`);
  console.log(`heap with ${ROWS} rows: ${usedSize} bytes`);
  await settled(page);
  assertNothingWrong(wrong);
});
