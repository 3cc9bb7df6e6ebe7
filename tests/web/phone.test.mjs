import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertAccessible, assertNothingWrong, captionCount, launch, openPage, settled } from "./browser.mjs";
import { PUBLISHED, REPORT } from "./reports.mjs";
import { startZij } from "./zij.mjs";

/** The zoom at which the tests look, and how many pixels of its map go round the globe. */
const ZOOM = 9;
const WORLD_PX = 256 * 2 ** ZOOM;
/** Fingers need this much, in CSS pixels. */
const TARGET_PX_MIN = 44;

let zij, browser, page, wrong, osh;

before(async () => {
  zij = await startZij();
  await zij.add(REPORT, { published: PUBLISHED });
  const items = await (await fetch(`${zij.address}/collections/events/items?q=Osh`)).json();
  osh = items.features.find(({ properties }) => properties.location === "Osh");
  browser = await launch();
  ({ page, wrong } = await openPage(
    browser,
    zij.address,
    `/?q=Osh&view=${viewBelow(osh.geometry.coordinates, 150)}`,
    "phone",
  ));
});

after(async () => {
  await browser?.close();
  await zij?.stop();
});

/** The view in which a position stands so many pixels above the middle of the map. */
function viewBelow([lon, lat], pixels) {
  const y = Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI - (2 * pixels) / WORLD_PX;
  return [lon, (Math.atan(Math.sinh(y * Math.PI)) * 180) / Math.PI, ZOOM].join(",");
}

test("the map fills the screen and the sheet shows caption, timeline and list", async () => {
  const map = await page.locator("#map").boundingBox();
  assert.deepEqual([map.x, map.width], [0, 390]);
  assert.ok((await captionCount(page)) >= 1);
  assert.ok(await page.locator("#timeline .bars").isVisible());
  assert.ok(await page.locator("#results .rows button").first().isVisible());
  await assertAccessible(page);
});

test("a tap on the mark opens the event over the sheet", async () => {
  const map = await page.locator("#map").boundingBox();
  await page.touchscreen.tap(map.x + map.width / 2, map.y + map.height / 2 - 150);
  await page.waitForURL(/id=|here=/);
  if (page.url().includes("here=")) await page.locator("#results .rows button").first().tap();
  const detail = page.locator("#detail");
  await detail.locator("h2").waitFor();
  assert.equal(await detail.locator("mark.place").first().innerText(), "Osh");
  const box = await detail.boundingBox();
  assert.deepEqual([box.x, box.width], [0, 390]);
  await assertAccessible(page);
  await page.getByRole("button", { name: "Close the event" }).tap();
  await detail.waitFor({ state: "hidden" });
});

test("the sheet is pulled to its three heights by the grip", async () => {
  const heights = [];
  for (let step = 0; step < 3; step++) {
    await page.locator("#grip").tap();
    await page.waitForTimeout(350);
    heights.push(Math.round((await page.locator("#panel").boundingBox()).height));
  }
  const [full, peek, half] = heights;
  assert.ok(peek < half && half < full, `${heights}`);
  assert.ok(await page.locator("#caption").isVisible());
});

test("what is tapped is large enough for a finger", async () => {
  await page.getByRole("button", { name: /^Filters/ }).tap();
  const small = await page.evaluate((least) => {
    const targets = [...document.querySelectorAll("button:not(.link), summary, #filter-body label, select, .handle")];
    return targets
      .filter((target) => target.checkVisibility())
      .map((target) => ({
        name: target.id || target.className || target.textContent,
        box: target.getBoundingClientRect(),
      }))
      .filter(({ box }) => box.height > 0 && (box.height < least || box.width < least))
      .map(({ name, box }) => `${name} ${Math.round(box.width)}x${Math.round(box.height)}`);
  }, TARGET_PX_MIN - 0.5);
  assert.deepEqual(small, []);
});

test("nothing is wider than the screen", async () => {
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
});

test("a filter works by touch", async () => {
  await page.getByLabel(/^Diplomacy/).tap();
  await page.waitForURL(/group=diplomacy/);
  await settled(page);
  assert.equal(await captionCount(page), 0);
});

test("nothing went wrong behind the scenes, and no other host was asked", () => {
  assertNothingWrong(wrong);
});
