import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertAccessible, assertNothingWrong, captionCount, launch, openPage, settled } from "./browser.mjs";
import { startZij } from "./zij.mjs";

/** More than one page of the server, so that the table must follow the next links. */
const ROWS = 2500;
const TYPES = ["protest", "riot", "accident", "agreement", "battle"];
const TOWNS = [
  ["Osh", 40.5283, 72.7985],
  ["Almaty", 43.25, 76.9167],
  ["Termez", 37.2242, 67.2783],
  ["Khujand", 40.2826, 69.6222],
];

let zij, browser, page, wrong;

before(async () => {
  zij = await startZij();
  const lines = Array.from({ length: ROWS }, (_, row) => {
    const [town, lat, lon] = TOWNS[row % TOWNS.length];
    const day = new Date(Date.UTC(2015, 0, 1 + row)).toISOString().slice(0, 10);
    return `${day},${TYPES[row % TYPES.length]},Event ${row},${town},${lat},${lon}`;
  });
  const list = ["event_date,event_type,title,location,latitude,longitude", ...lines].join("\n");
  await zij.add(list, { name: "list.csv" }, "text/csv");
  browser = await launch();
  ({ page, wrong } = await openPage(browser, zij.address));
});

after(async () => {
  await browser?.close();
  await zij?.stop();
});

const rows = () => page.locator("#table tr[data-index]");
const cells = async (row) => page.locator(`#table-row-${row} td`).allInnerTexts();
const press = async (...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};

test("v opens the table, which counts as many events as the caption", async () => {
  await press("v");
  await rows().first().waitFor();
  assert.match(page.url(), /show=table/);
  assert.equal(await page.locator(".table-bar strong").innerText(), "2,500 events");
  assert.equal(await captionCount(page), ROWS);
  assert.ok((await rows().count()) < 100, "only what is seen is drawn");
  assert.equal((await cells(0))[1], `Event ${ROWS - 1}`);
  await assertAccessible(page);
});

test("End reaches the last row through every page, and Home the first", async () => {
  await press("l", "End");
  await page
    .locator(`#table-row-${ROWS - 1}`)
    .filter({ hasText: "Event 0" })
    .waitFor();
  await page.locator(`#table-row-${ROWS - 1}.is-active`).waitFor();
  await press("Home", "ArrowDown", "ArrowDown");
  await page.locator("#table-row-2.is-active").waitFor();
  const active = await page.locator("#table table").getAttribute("aria-activedescendant");
  assert.equal(active, "table-row-2");
});

test("Enter opens the row's event, Esc closes it and leaves the table", async () => {
  const [, title] = await cells(2);
  await press("Enter");
  await page.locator("#detail h2").waitFor();
  assert.equal(await page.locator("#detail h2").innerText(), title);
  await assertAccessible(page);
  await press("Escape");
  await page.locator("#detail").waitFor({ state: "hidden" });
  assert.match(page.url(), /show=table/);
});

test("a column sorts upwards, downwards, and not", async () => {
  const sort = page.getByRole("button", { name: "Place", exact: true });
  await sort.click();
  await page.locator("#table-row-0").filter({ hasText: "Almaty" }).waitFor();
  assert.equal(await page.locator("th.is-location").getAttribute("aria-sort"), "ascending");
  await sort.click();
  await page.locator("#table-row-0").filter({ hasText: "Termez" }).waitFor();
  await sort.click();
  await page
    .locator("#table-row-0")
    .filter({ hasText: `Event ${ROWS - 1}` })
    .waitFor();
});

test("a filter narrows the table and the caption alike", async () => {
  await page.getByLabel(/^Conflict/).check();
  await settled(page);
  await page.locator(".table-bar strong").filter({ hasText: "500 events" }).waitFor();
  assert.equal(await captionCount(page), 500);
  await page.getByLabel(/^Conflict/).uncheck();
  await settled(page);
});

test("columns are chosen and kept for the next visit", async () => {
  await page.locator(".table-bar summary").click();
  await page.getByLabel("Region", { exact: true }).last().check();
  await page.getByRole("columnheader", { name: "Region" }).waitFor();
  await page.reload();
  await page.getByRole("columnheader", { name: "Region" }).waitFor();
});

test("the wheel scrolls through thousands of rows while further pages come", async () => {
  await page.locator(".table-scroll").evaluate((scroll) => (scroll.scrollTop = 1700 * 32));
  await page.locator("#table-row-1705").filter({ hasText: "Event 794" }).waitFor();
});

test("on a phone the table fills the screen and a row opens by touch", async () => {
  const phone = await openPage(browser, zij.address, "/?show=table&lang=uz", "phone");
  await phone.page.locator("#table-row-0").tap();
  await phone.page.locator("#detail h2").waitFor();
  await assertAccessible(phone.page);
  assertNothingWrong(phone.wrong);
  await phone.context.close();
});

test("nothing went wrong behind the scenes, and no other host was asked", () => {
  assertNothingWrong(wrong);
});
