import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertAccessible, assertNothingWrong, captionCount, launch, openPage, settled } from "./browser.mjs";
import { PUBLISHED, REPORT } from "./reports.mjs";
import { startZij } from "./zij.mjs";

let zij, browser, page, wrong;

before(async () => {
  zij = await startZij();
  await zij.add(REPORT, { published: PUBLISHED, source: "AKI" });
  browser = await launch();
  ({ page, wrong } = await openPage(browser, zij.address));
});

after(async () => {
  await browser?.close();
  await zij?.stop();
});

const number = (text) => Number(text.replace(/[^\d]/g, "") || 0);
const sums = (on = page) => on.locator("#chart tbody .sum").allInnerTexts();

test("h opens the chart, whose rows add up to the caption", async () => {
  await page.keyboard.press("h");
  await page.locator("#chart tbody tr").first().waitFor();
  assert.match(page.url(), /show=chart/);
  const all = await captionCount(page);
  assert.equal(
    (await sums()).map(number).reduce((a, b) => a + b),
    all,
  );
  const types = await page.locator("#chart .bars-list").first().locator(".count").allInnerTexts();
  assert.equal(
    types.map(number).reduce((a, b) => a + b),
    all,
  );
  await assertAccessible(page);
});

test("a count leads to its events on the map and in the list", async () => {
  const cell = page.getByRole("button", { name: /^Kyrgyzstan, Contention: / });
  const count = number((await cell.getAttribute("aria-label")).split(":")[1]);
  await cell.click();
  await page.waitForURL(/group=contention.*iso=KGZ/);
  await settled(page);
  assert.equal(await captionCount(page), count);
  assert.equal(await page.locator("#results .rows button").count(), count);
  await page.getByRole("button", { name: "Remove filter: Kyrgyzstan" }).click();
  await page.waitForURL((url) => !url.search.includes("iso"));
});

test("a month of the calendar leads to its days", async () => {
  await page.keyboard.press("h");
  const month = page.getByRole("button", { name: /^March 2025: / });
  const count = number((await month.getAttribute("aria-label")).split(":")[1]);
  await month.click();
  await page.waitForURL(/datetime=2025-03-01\/2025-03-31/);
  await settled(page);
  assert.equal(await captionCount(page), count);
  await page.goto(zij.address);
  await settled(page);
});

test("the chart follows the filter, and Esc leads back to the map", async () => {
  await page.keyboard.press("h");
  await settled(page);
  assert.equal(
    (await sums()).map(number).reduce((a, b) => a + b),
    await captionCount(page),
  );
  await page.keyboard.press("Escape");
  await page.waitForURL((url) => !url.search.includes("show="));
});

test("a phone shows the chart in Uzbek without a word cut off", async () => {
  const phone = await openPage(browser, zij.address, "/?lang=uz&show=chart", "phone");
  await phone.page.locator("#chart tbody tr").first().waitFor();
  await assertAccessible(phone.page);
  await phone.page.getByRole("button", { name: "Xaritaga qaytish" }).tap();
  await settled(phone.page);
  const cut = await phone.page
    .locator("#screens button")
    .evaluateAll((all) => all.filter((it) => it.scrollWidth > it.clientWidth + 1).map((it) => it.textContent));
  assert.deepEqual(cut, []);
  assertNothingWrong(phone.wrong);
  await phone.context.close();
});

test("nothing went wrong behind the scenes, and no other host was asked", () => {
  assertNothingWrong(wrong);
});
